"""What registering refuses."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused


class NotAKey(Invalid):
    sentence = _("This is not a GS1 key: %(reason)s")
    source = "GS1 Digital Link Standard: URI Syntax 1.7"


class KeyNamesTooMuch(Invalid):
    sentence = _(
        "A link of a carton names GTIN and serial alone. Leave the lot out: the code on the carton finds both."
    )
    source = "GS1-Conformant Resolver 1.2, 2.5.9"


class KeyIsNotKnown(Invalid):
    sentence = _("Nothing is recorded of %(identifier)s, so nothing can be registered for it.")


class LinkTypeIsWrong(Invalid):
    sentence = _("“%(kind)s” is no link type of the GS1 Web Vocabulary that is in use.")
    source = "GS1 Web Vocabulary 1.16"


class LinkTypeIsOurs(Refused):
    sentence = _(
        "“%(kind)s” is answered here and by nobody else: whoever scans the code must get what was recorded of it."
    )


class DefaultIsOurs(Refused):
    sentence = _(
        "Whoever scans a lot, a carton, a pallet or a certificate comes to the page that verifies it. Register a page "
        "of another kind, or a default page for the product, the place or the organisation."
    )


class AddressIsNotPublic(Invalid):
    sentence = _("A link begins with https:// and leads to a public web address, without a name or a port in it.")


class LinkNeedsATitle(Invalid):
    sentence = _("Say in a few words what the page is: people choose by that.")


class LanguageTagIsWrong(Invalid):
    sentence = _("Write languages as de or pt-BR, with a comma between several.")
    source = "GS1-Conformant Resolver 1.2, linkset schema"


class MediaTypeIsWrong(Invalid):
    sentence = _("“%(media)s” is not a media type such as text/html or application/pdf.")


class ContextIsWrong(Invalid):
    sentence = _("A context is one word of small letters and digits.")


class LinkIsRegistered(Refused):
    sentence = _("This link is registered already.")


class LinkIsRetired(Refused):
    sentence = _("This link was retired already.")


class TooManyLinks(Refused):
    sentence = _("A code has room for %(most)s links. Retire one that nobody needs.")


class CodeIsInUse(Refused):
    sentence = _(
        "%(identifier)s has a story of its own. Only a code of which nothing is recorded can mean another lot."
    )


class CodeIsRecognised(Refused):
    sentence = _("%(identifier)s was recognised already, as lot %(code)s. That stands for ever.")


class CodeIsNotYours(Refused):
    sentence = _("The number %(gtin)s belongs to somebody else. Only a code with a GTIN of your own can be recognised.")


class CodeIsNoLot(Invalid):
    sentence = _("Type the code as it was printed: the web address of a lot, or of one of its cartons.")


class RecognitionNeedsAReason(Invalid):
    sentence = _("Say how it came about: buyers read it.")
