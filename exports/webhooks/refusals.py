"""What webhooks refuse."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused


class AddressIsNotSecure(Invalid):
    sentence = _("%(url)s is no address to send to: it begins with https:// and names a server. Correct it.")


class AddressIsPrivate(Invalid):
    sentence = _("%(host)s lies in a private network, which is not reached from here. Give a public address.")


class AddressLeadsNowhere(Invalid):
    sentence = _("No server answers to the name %(host)s. Check how it is written.")


class PortIsClosed(Invalid):
    sentence = _("Port %(port)s is not one that is sent to. Use one of %(ports)s.")


class NothingToHear(Invalid):
    sentence = _("Choose at least one kind of message.")


class HookStandsAlready(Refused):
    sentence = _("%(url)s listens already. Change it there, or choose another address.")


class TooManyHooks(Refused):
    sentence = _("At most %(most)s addresses listen for one firm. Remove one first.")
