"""What receiving refuses."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused


class PalletIsDecided(Refused):
    sentence = _("Pallet %(sscc)s was decided already: %(decision)s. What was recorded stays; scan the next one.")


class PalletIsNotHere(Refused):
    sentence = _("Pallet %(sscc)s belongs to batch %(code)s, which has not arrived. Note its arrival first.")


class FindingIsNotWritten(Invalid):
    sentence = _("Write down what you found, so that the exporter can mend it.")


class CoreIsImpossible(Invalid):
    sentence = _("%(degrees)s °C is no temperature of fruit. Read the thermometer again.")


class TooManyCounted(Invalid):
    sentence = _("%(counted)s cartons do not stand on one pallet. Count again.")


class TooManyPhotosOfAPallet(Invalid):
    sentence = _("At most %(most)s photos go with a pallet. Choose those that show most.")


class CodeIsNotInThePhoto(Invalid):
    sentence = _("No code can be read in this photo. Hold the phone closer and straight, or type the number.")
