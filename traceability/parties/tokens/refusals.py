"""What tokens are refused, and what is refused to tokens."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, NotYours, Refused


class ScopeIsMissing(NotYours):
    sentence = _("This token lacks the scope “%(scope)s” (%(work)s). Make one that has it at %(page)s.")


class NotForTokens(NotYours):
    sentence = _("No token does this, whatever its scope: sign in at %(page)s and do it there, in your own name.")


class NoDeskForTokens(NotYours):
    sentence = _("Tokens are for those who sit at a desk of %(organisation)s. Ask its manager to give you a role.")


class WhichOrganisation(Invalid):
    sentence = _("You act for several organisations. Say in “organisation” for which this token is: %(glns)s.")


class ScopeIsUnknown(Invalid):
    sentence = _("“%(scope)s” is no scope. There are: %(scopes)s.")


class NoScope(Invalid):
    sentence = _("Choose at least one thing that the machine may do.")


class TokenNeedsAName(Invalid):
    sentence = _("Say which machine has the token: nobody else will know it again.")


class TokenLastsTooLong(Invalid):
    sentence = _("A token lasts from one day to %(most)s days. Choose fewer, and make another one in time.")


class TooManyTokens(Refused):
    sentence = _("You have %(most)s tokens for %(organisation)s. Revoke one, or use one that you have.")


class TokenIsAnothers(NotYours):
    sentence = _("This token is %(owner)s’s. Its owner or a manager revokes it.")
