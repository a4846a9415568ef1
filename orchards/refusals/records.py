"""What is refused of harvests, treatments, corrections, and at the scale."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Missing, Refused


class WeightIsImpossible(Invalid):
    sentence = _(
        "One harvest weighs more than nothing and at most %(most_kg)s kg. Check the decimal point of %(kg)s kg."
    )


class CratesAreWrong(Invalid):
    sentence = _("%(crates)s crates cannot be: count from 0 to 9,999.")


class PickedInTheFuture(Invalid):
    sentence = _("%(moment)s has not come yet. Set the phone's clock, or choose the time of picking again.")


class RecordDiffers(Refused):
    sentence = _(
        "This record was saved before with another content (%(lot_code)s). Nothing was changed. Log it as a new record."
    )


class SprayedInTheFuture(Invalid):
    sentence = _("%(day)s has not come yet. Log a treatment on the day it is sprayed, or later.")


class IntervalIsWrong(Invalid):
    sentence = _("A pre-harvest interval has 0 to 365 whole days, as the bottle's label says. %(days)s has not.")


class IntervalIsMissing(Invalid):
    sentence = _("Type how many days the label asks you to wait before picking.")


class ProductIsMissing(Invalid):
    sentence = _("Say what was sprayed: the name on the bottle.")


class RegistrationIsNone(Invalid):
    sentence = _("%(number)s is no registration number. Copy it from the bottle, as PD20081234, or leave it empty.")


class AlreadyCorrected(Refused):
    sentence = _("%(record)s was declared wrong before. Correct the record that stands in its place.")


class HarvestIsDeclaredWrong(Refused):
    sentence = _("%(lot_code)s was declared wrong by the grower. Weigh in the record that stands in its place.")


class TreatmentIsCopied(Refused):
    sentence = _(
        "Lot %(lot_code)s was weighed in with %(product)s in its papers. Tell your cooperative what is wrong: it "
        "holds the lot."
    )


class CorrectsAnotherPlotsGrower(Refused):
    sentence = _("A record is corrected by one of the same kind and the same grower. Log it on one of your own plots.")


class NothingToCorrect(Missing):
    sentence = _("The record that this one corrects is not in your book, or is of another kind. Log it as a new one.")


class AlreadyWeighedIn(Refused):
    sentence = _("%(lot_code)s was weighed in with %(kg)s kg. What stands there stays; ask for a correction.")


class NotAPackingHouse(Refused):
    sentence = _(
        "%(place)s is no packing house of %(organisation)s. Fruit is weighed in at a packing house of its own."
    )


class WeighedBeforePicked(Invalid):
    sentence = _("%(lot_code)s was picked on %(picked)s: it cannot be on the scale before. Check the time of weighing.")


class DifferenceNeedsExplanation(Refused):
    sentence = _(
        "%(logged_kg)s kg were logged and %(weighed_kg)s kg are on the scale, a difference of %(percent)s %%. "
        "Ask the grower and write down why, or weigh again."
    )


class YieldNeedsExplanation(Refused):
    sentence = _(
        "With this, plot %(plot)s would have given %(per_mu)s kg per 亩 this season; %(limit)s kg is the most that is "
        "believed without a word. Write down where the fruit comes from."
    )
