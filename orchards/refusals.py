"""What the orchard refuses."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Missing, NotYours, Refused


class NotACooperative(Refused):
    sentence = _("%(organisation)s is not a cooperative: growers belong to one. Choose the cooperative.")


class AlreadyAGrower(Refused):
    sentence = _("This person grows for %(cooperative)s already. Open the grower there, or enter another person.")


class PseudonymIsWrong(Invalid):
    sentence = _(
        "%(pseudonym)s cannot stand for a grower in public: use 2 to 20 digits, capital letters A to Z and hyphens, "
        "nothing of the name. Or leave it empty and one is made."
    )


class PseudonymIsTaken(Refused):
    sentence = _("Another grower stands behind %(pseudonym)s already. Choose another, or leave it empty.")


class PlotNumberIsWrong(Invalid):
    sentence = _("A plot needs the grower's own number for it: 1 to 10 characters, as 4 or 7B.")


class PlotNumberIsTaken(Refused):
    sentence = _("This grower has a plot %(number)s already. Give the new one another number.")


class PositionIsWrong(Invalid):
    sentence = _("Latitude %(latitude)s, longitude %(longitude)s is nowhere on earth. Type degrees, as 23.70500.")


class OutlineIsWrong(Invalid):
    sentence = _("The outline of a plot is one GeoJSON Polygon that does not cross itself. Draw it again.")


class AreaIsWrong(Invalid):
    sentence = _("A plot of %(area_mu)s 亩 cannot be entered: it has between 0.01 and 100,000 亩. Type the area again.")


class PlotIsRetired(Refused):
    sentence = _("Plot %(plot)s was given up on %(day)s. Choose a plot that is still picked.")


class RegistrationIsTaken(Refused):
    sentence = _("Registration %(number)s is entered already. Add plots to it there.")


class RegistrationEndsEarly(Invalid):
    sentence = _("A registration cannot end on %(valid_to)s, before it begins on %(valid_from)s. Check both days.")


class PlotsOfAnother(Refused):
    sentence = _("Plot %(plot)s belongs to %(cooperative)s. A registration covers plots of its own organisation.")


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


class NotAGrower(NotYours):
    sentence = _("These pages are a grower's own book. Growers of your cooperative stand on the desk, under Growers.")


class PlotIsMissing(Missing):
    sentence = _("You have no plot %(plot)s here. Go back and choose one of yours.")


class NoPlotsYet(Refused):
    sentence = _("No plot of yours is entered yet. Ask your cooperative to enter it; then you can log here.")


class NoCooperative(NotYours):
    sentence = _("This page belongs to a cooperative's desk. Sign in as one of its staff.")
