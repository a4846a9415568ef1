"""What a resolver and its pages refuse."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Missing


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
