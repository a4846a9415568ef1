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
    sentence = _("This invitation ended on %(day)s. Ask %(exporter)s for another one.")


class InvitationIsUsed(Refused):
    sentence = _("This invitation was accepted already. Sign in with your e-mail address and password.")


class InvitationIsForAnother(NotYours):
    sentence = _("This invitation is for %(email)s. Sign out, or sign in as that person.")


class PersonIsKnown(Refused):
    sentence = _("%(email)s belongs to somebody who signs in here already. Sign in first, then open the link again.")


class PasswordIsWeak(Invalid):
    sentence = _("%(why)s")
