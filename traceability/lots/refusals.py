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


class ProductOfAnotherVariety(Refused):
    sentence = _(
        "The trade item %(gtin)s is for %(product_variety)s; the lot is %(lot_variety)s. Choose the right one."
    )


class ProductIsLoose(Invalid):
    sentence = _("The trade item %(gtin)s is loose fruit. Cartons need a trade item with a net weight.")


class NoCompanyPrefix(Refused):
    sentence = _("%(owner)s has no GS1 company prefix, so it cannot number trade items. Enter the prefix first.")


class PrefixIsFull(Refused):
    sentence = _("The GS1 company prefix %(prefix)s has no number left for another trade item. Ask GS1 for one more.")


class ProductIsPacked(Invalid):
    sentence = _("The trade item %(gtin)s is a carton. What comes over the scale is loose fruit.")


class LotCodeIsWrong(Invalid):
    sentence = _("“%(code)s” is not a lot code: it has 1 to 20 digits and capital letters. Type it again.")


class LotCodeIsTaken(Refused):
    sentence = _("Lot %(code)s came in already. Look it up before it is weighed twice.")


class NotWholeCartons(Invalid):
    sentence = _("Cartons are counted in whole numbers, from one. Type it again.")


class NothingToSplit(Invalid):
    sentence = _("A split makes at least one new lot. Write its weight.")


class NothingToGrade(Invalid):
    sentence = _("Grading makes at least one lot of a class. Write its weight.")


class ClassIsWrong(Invalid):
    sentence = _("Fruit is of class Extra, I or II, each named once. Choose again.")


class ClassIsBetter(Refused):
    sentence = _(
        "Lot %(code)s is graded class %(found)s; it is never sold as class %(wanted)s. Choose its own or a lower."
    )


class LotWasNotWeighed(Refused):
    sentence = _(
        "Lot %(code)s was made here of other lots, not weighed in. If less is there, count it: the stocktake says so."
    )


class LotIsInUse(Refused):
    sentence = _(
        "Lot %(code)s was used, tested or claimed for already: its first weight stands. If less is there, count it."
    )


class CorrectionChangesNothing(Invalid):
    sentence = _("Lot %(code)s weighs %(weight_kg)s kg already. Write what the scale really showed.")


class CorrectionNeedsAReason(Invalid):
    sentence = _("A corrected weight needs its reason: what went wrong at the scale.")


class LossNeedsAReason(Invalid):
    sentence = _("A loss needs its reason: what was thrown away, and why.")


class UsedBeforeMade(Refused):
    sentence = _("Lot %(code)s was made on %(made)s; nothing can be done with it before. Check the time.")


class NotAPlaceOfYours(Refused):
    sentence = _("%(place)s belongs to somebody else. Choose a place of %(owner)s.")


class TimeNeedsOffset(Invalid):
    sentence = _("A time needs the UTC offset of the place where it happened.")
