"""What inviting refuses."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Missing, NotYours, Refused


class FirmActsAlready(Refused):
    sentence = _("%(name)s is here already and lets its own people in. Choose it when you open a batch.")


class FirmIsNoImporter(Refused):
    sentence = _("The GLN %(gln)s belongs to %(name)s, which is entered as something else than an importer.")


class InvitationIsUnknown(Missing):
    sentence = _("This link is no invitation of ours. Copy the whole of it from the letter.")


class InvitationIsOver(Refused):
    sentence = _("This invitation ended on %(day)s. Ask %(inviter)s for another one.")


class InvitationIsUsed(Refused):
    sentence = _("This invitation was accepted already. Sign in with your e-mail address and password.")


class InvitationIsForAnother(NotYours):
    sentence = _("This invitation is for %(email)s. Sign out, or sign in as that person.")


class PersonIsKnown(Refused):
    sentence = _("%(email)s belongs to somebody who signs in here already. Sign in first, then open the link again.")


class RoleIsNone(Invalid):
    sentence = _("“%(role)s” is no role at an importer. Choose manager, buyer or clerk.")


class ActsAlready(Refused):
    sentence = _("%(email)s acts for %(importer)s already. End that access first, to give another role.")


class ActsNoMore(Refused):
    sentence = _("%(name)s acts for %(importer)s no more. Look at the list again.")


class LastManagerStays(Refused):
    sentence = _("%(name)s is the last manager of %(importer)s. Let another manager in first.")


class EoriIsWrong(Invalid):
    sentence = _("%(number)s is no EORI number: a member state’s two letters and up to 15 more characters. Check it.")
    rule = "Delegated Regulation (EU) 2015/2446, Article 1(18)"


class VatIsWrong(Invalid):
    sentence = _("%(number)s is no VAT number of a member state: its length or check digits do not fit. Type it again.")


class PasswordIsWeak(Invalid):
    sentence = _("%(why)s")
