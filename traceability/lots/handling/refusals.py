"""What handling refuses."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused


class HandlingIsUnknown(Refused):
    sentence = _("No “%(kind)s” is known on %(day)s. Choose another kind.")


class HandlingIsForLooseFruit(Refused):
    sentence = _("Lot %(code)s is packed in cartons; %(kind)s is for loose fruit. Choose another kind.")


class SubstanceIsMissing(Invalid):
    sentence = _("%(kind)s needs its substance and dose: they decide where the fruit may be sold. Write both.")


class TemperatureIsMissing(Invalid):
    sentence = _("%(kind)s needs its temperature. Write the lowest and the highest, or hand in the log.")


class TemperatureIsWrong(Invalid):
    sentence = _("A temperature of fruit lies between −5 and 70 °C, the lowest before the highest. Check both.")


class HandlingTimesAreWrong(Invalid):
    sentence = _("A treatment ends after it began, and not in the future. Check both times.")


class NothingIsLeft(Refused):
    sentence = _("Nothing of lot %(code)s is left, so nothing can be done with it. Choose a lot in stock.")


class LotIsThere(Refused):
    sentence = _("Lot %(code)s is at %(place)s already. Choose where it goes.")


class LogLineIsWrong(Invalid):
    sentence = _("Row %(row)s of the log, “%(text)s”, has no time and temperature. Mend the row and hand it in again.")


class LogIsEmpty(Invalid):
    sentence = _("No row of the file has a time and a temperature in °C. Export the log as CSV or Excel and try again.")


class LogIsInFahrenheit(Invalid):
    sentence = _("The log is in °F. Export it in °C and hand it in again.")


class LogIsOfAnotherTime(Invalid):
    sentence = _("The log runs from %(first)s to %(last)s, and nothing of it lies in this treatment. Check the times.")
