"""What lots refuse."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused


class LotOverdrawn(Refused):
    sentence = _("Lot %(code)s has %(left_kg)s kg left; %(wanted_kg)s kg were asked for. Take less, or weigh it again.")


class LotIsPacked(Refused):
    sentence = _("Lot %(code)s is packed in cartons. Only loose fruit can be blended, split or packed.")


class BlendOfSpecies(Refused):
    sentence = _("%(first)s and %(second)s are different fruit. They cannot be one lot: blend each by itself.")


class BlendOfVarieties(Refused):
    sentence = _("%(first)s and %(second)s are different varieties. One lot holds one variety: blend each by itself.")


class LotOfSomebodyElse(Refused):
    sentence = _("Lot %(code)s belongs to %(owner)s. Only its owner can use it.")


class LotInsideInterval(Refused):
    sentence = _(
        "Lot %(code)s was picked on %(picked_on)s, before %(allowed_from)s, the first day allowed after spraying. "
        "It is set aside and blends with nothing."
    )


class NothingToBlend(Invalid):
    sentence = _("A blend is made of at least two lots. Choose another one.")


class SameLotTwice(Invalid):
    sentence = _("Lot %(code)s is named twice. Name it once, with its whole weight.")


class WeightIsWrong(Invalid):
    sentence = _("A weight is a whole number of grams above zero. Type it again.")


class LossIsTooLarge(Invalid):
    sentence = _("The loss leaves nothing of the lot: %(loss_kg)s kg of %(total_kg)s kg. Check both weights.")


class InputsDontAddUp(Refused):
    sentence = _(
        "%(parts_kg)s kg are to come out of %(whole_kg)s kg. What goes in must come out, with the recorded loss."
    )


class ProductOfAnotherVariety(Refused):
    sentence = _(
        "The trade item %(gtin)s is for %(product_variety)s; the lot is %(lot_variety)s. Choose the right one."
    )


class ProductIsLoose(Invalid):
    sentence = _("The trade item %(gtin)s is loose fruit. Cartons need a trade item with a net weight.")


class NoCompanyPrefix(Refused):
    sentence = _("%(owner)s has no GS1 company prefix, so it cannot number trade items. Enter the prefix first.")


class TimeNeedsOffset(Invalid):
    sentence = _("A time needs the UTC offset of the place where it happened.")
