"""What certification refuses."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, NotYours, Refused


class NameNotEarned(Refused):
    sentence = _("%(why)s")


class FruitIsNotRipe(Refused):
    sentence = _(
        "Brix holds on ripe fruit only. Let the %(fruits)s fruit ripen, then read them; for overripe ones sample anew."
    )


class TooManyPhotos(Invalid):
    sentence = _("An inspection keeps at most %(most)s photos. Choose the ones that show the fruit best.")


class NothingToRead(Invalid):
    sentence = _("An inspection needs a reading of at least one fruit. Type weight and Brix of each.")


class ReadingIsWrong(Invalid):
    sentence = _("Fruit %(number)s: a fruit weighs 1 to 5,000 g and has 0 to 40 °Brix. Read it again.")


class SampleIsNotAllRead(Invalid):
    sentence = _(
        "%(taken)s fruit were taken and %(read)s are read. A sample is judged whole: read each fruit, "
        "or take a new sample if one was spoilt."
    )


class SampleIsTooSmall(Invalid):
    sentence = _("A sample of lot %(code)s has at least %(least)s fruit, by the sampling plan; %(fruits)s were named.")


class SampleIsDone(Refused):
    sentence = _("This sample has been reported on already. Take a new one to report again.")


class SampleIsForAnother(Refused):
    sentence = _("This sample was taken for %(purpose)s. Take another one for what you want to do.")


class NothingFound(Invalid):
    sentence = _("A residue report names at least one substance with the laboratory's limit of quantification.")


class ResultIsWrong(Invalid):
    sentence = _(
        "%(substance)s: the limit of quantification is above zero, and what was found is at least as much. "
        "Leave the amount empty for what could not be measured."
    )


class SubstanceTwice(Invalid):
    sentence = _("%(substance)s stands in the report twice. Keep one line for it.")


class SchemeIsNotInForce(Refused):
    sentence = _("%(name)s is not protected on %(day)s, so nothing can be certified under it. Check the date.")


class CertificateIsTooLarge(Refused):
    sentence = _("%(wanted_kg)s kg were to be certified; lot %(code)s weighs %(lot_kg)s kg. Certify no more than that.")


class PlotAreaIsUnknown(Refused):
    sentence = _(
        "Plot %(plot)s came in without its area, so nobody can say how much it can yield. "
        "Nothing of it can be certified."
    )


class YieldIsUnknown(Refused):
    sentence = _(
        "No yield of %(fruit)s is entered for %(day)s, so nobody can say how much may be certified. "
        "Enter the yield first."
    )


class PlotYieldsLess(Refused):
    sentence = _(
        "Plot %(plot)s, %(area)s 亩, can yield %(bound_kg)s kg in %(year)s (%(per_mu)s kg to the 亩). "
        "Certificates may still cover %(left_kg)s kg of it; %(wanted_kg)s kg were to be certified."
    )


class LotIsCertified(Refused):
    sentence = _("Lot %(code)s has certificate %(number)s already. Use that one.")


class CertificateNumberIsTaken(Refused):
    sentence = _("Certificate number %(number)s is in use. Choose the next one.")


class CertificateEndsTooEarly(Invalid):
    sentence = _("The last day of a certificate comes after its first. Choose a later day.")


class CertificateIsUsedUp(Refused):
    sentence = _(
        "Certificate %(number)s has %(left_kg)s kg left; the labels are for %(wanted_kg)s kg. "
        "Print fewer, or print the rest without the name."
    )


class NotAnAuthorisedUser(Refused):
    sentence = _(
        "%(organisation)s is no authorised user of the sign on %(day)s. Print without the name, "
        "or have the authorisation entered."
    )


class CertificateNotInForce(Refused):
    sentence = _("Certificate %(number)s is not in force on %(day)s. Nothing under the name can be printed on it.")


class CertificateIsRevoked(Refused):
    sentence = _("Certificate %(number)s is revoked already.")


class CreditCodeIsMissing(Refused):
    sentence = _("%(organisation)s has no credit code entered. The sign cannot be printed without it: enter it first.")


class NotAControlBody(Refused):
    sentence = _("%(organisation)s is no control body. Only a control body can do this.")


class NotALaboratory(Refused):
    sentence = _("%(organisation)s is no laboratory. Residues are sampled for a laboratory.")


class MayNotAuthorise(NotYours):
    sentence = _("Authorised users are entered by a control body or an authority. %(organisation)s is neither.")


class NothingIsDrawn(Invalid):
    sentence = _("Labels draw more than nothing on certificate %(number)s. Say how many.")


class CertificateNumberIsWrong(Invalid):
    sentence = _("A certificate number has 1 to 40 letters, digits, points and hyphens. “%(number)s” does not fit.")


class RevocationNeedsAReason(Invalid):
    sentence = _("A certificate is revoked for a reason. Write it down: its owner reads it.")


class OfficialTableIsWrong(Invalid):
    sentence = _("Row %(row)s, column %(column)s: %(why)s Nothing was changed.")


class DayIsWrong(Invalid):
    status = 400
    sentence = _("“%(text)s” is no day. Write it as 2026-07-31.")
