"""What a resolver and its pages refuse."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Missing, Refused, TryLater


class NotADigitalLink(Invalid):
    status = 400
    title = _("Not a code we can read")
    sentence = _("This address is not a valid GS1 Digital Link: %(reason)s")
    source = "GS1 Digital Link Standard: URI Syntax 1.7"


class NothingKnown(Missing):
    title = _("Not known")
    sentence = _("The code is well formed, and nothing of it is recorded here: %(path)s")


class NoSuchLink(Missing):
    title = _("No such link")
    sentence = _("Nothing of the kind “%(link_type)s” is kept for this code. Ask for linkType=linkset to see what is.")
    source = "GS1-Conformant Resolver 1.2"


class LotNotKnown(Missing):
    title = _("Not known")
    sentence = _("Nothing is recorded of lot %(code)s. Compare it with the print on your carton.")


class NothingToLookUp(Missing):
    title = _("Not known")
    sentence = _("No lot and no serial of ours is “%(code)s”. Compare it with the print on your carton.")


class AlertIsAnswered(Refused):
    sentence = _("Somebody has answered this alert already. Open it again to read what they found.")


class AnswerNeedsWords(Invalid):
    sentence = _("Write in a few words what you found, so that whoever comes after you knows.")


class NothingForBuyers(Invalid):
    sentence = _("Buyers read only of a code that was copied. Leave their sentence empty, or say that it was copied.")


class ReportIsAnswered(Refused):
    sentence = _("Somebody has answered this report already. Open it again to read what they wrote.")


class ReportFormIsOld(Invalid):
    sentence = _(
        "This form was open for too long, or came from another site. What you wrote is still here: send it again."
    )


class TooManyReports(TryLater):
    status = 429
    title = _("Too often")
    sentence = _("Many reports have come from your network or about this carton. Send yours in an hour.")


class PhotoIsTooBig(Invalid):
    sentence = _("This photo is larger than %(most_mb)s MB. Send a smaller one, or none.")
