"""What is refused about conformity certificates."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused


class NoFormInForce(Refused):
    sentence = _("No form of the conformity certificate was in force on %(day)s. Check the date.")


class ContactIsMissing(Refused):
    sentence = _(
        "%(organisation)s has no telephone number here, and a conformity certificate names one "
        "(MARA Order 2025 No. 4). Enter it first."
    )


class BasisIsMissing(Invalid):
    sentence = _("The promise needs its basis. Tick at least one.")


class BasisIsUnknown(Invalid):
    sentence = _("“%(basis)s” is no basis that the form in force on %(day)s knows. Choose among its own.")


class PromiseWouldBeFalse(Refused):
    sentence = _(
        "Lot %(code)s was picked on %(picked_on)s, before %(allowed_from)s, the first day allowed after spraying. "
        "Nobody can promise that it conforms."
    )


class SourceLacksCertificate(Refused):
    sentence = _(
        "Lot %(code)s has no conformity certificate, and whoever mixes collected fruit promises to keep one of each "
        "batch (MARA Order 2025 No. 4). Enter the one that came with it, or issue it."
    )


class ConformityCertificateStands(Refused):
    sentence = _("Lot %(code)s has the conformity certificate %(number)s. Replace that one, and say why.")


class ConformityCertificateIsReplaced(Refused):
    sentence = _("Certificate %(number)s was replaced. Use the one that stands now.")


class ReplacementNeedsReason(Invalid):
    sentence = _("A replacement needs its reason. Say why the certificate is replaced.")


class NothingReceived(Invalid):
    sentence = _("A received certificate is kept by its number, its photo or both. Give one of them.")


class CertificateOfTheFuture(Invalid):
    sentence = _("A certificate dated %(issued)s cannot have come already. Check the date.")


class CertificateIsNotOurs(Refused):
    sentence = _("Certificate %(number)s was issued by somebody else: it is kept, and never printed here.")
