"""What parties refuse."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, NotYours, Refused


class NotYourOrganisation(NotYours):
    sentence = _("You are not signed in for this act of %(organisation)s. Ask its manager to give you the role.")


class CreditCodeIsWrong(Invalid):
    sentence = _("%(uscc)s is not a unified social credit code: its check character does not fit. Type it again.")


class PhoneIsTaken(Refused):
    sentence = _("The phone number %(phone)s belongs to somebody already. Use another number or find that person.")


class SignInRefused(Invalid):
    sentence = _("Card and PIN do not fit together. Check both and try again.")


class SignInSlowed(Refused):
    sentence = _("Wait %(seconds)s seconds, then try again. The PIN is not looked at before.")


class SignInLocked(Refused):
    sentence = _("Too many wrong PINs. Wait %(minutes)s minutes, or ask the cooperative for a new card.")


class GlnIsWrong(Invalid):
    sentence = _("%(gln)s is not a GLN: it has 13 digits, the last of which checks the others. Type it again.")


class CustomsNumberIsWrong(Invalid):
    sentence = _(
        "%(number)s is no registration number: 4 to 20 digits, capital letters and hyphens. Type it as customs gave it."
    )


class CardIsForAnother(NotYours):
    sentence = _("Cards are issued by the grower’s own cooperative. Ask there for a card.")


class PinIsTooSimple(Invalid):
    sentence = _("A PIN has 4 to 8 digits that are not all the same. Choose another.")


class TextImitatesTheName(Refused):
    sentence = _("“%(text)s” imitates a protected name, which nothing printed or shown may do. Correct the text first.")
