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


class PositionIsMissing(PositionIsWrong):
    sentence = _("Where is the plot? Give a point or an outline.")


class PositionIsSwapped(PositionIsWrong):
    sentence = _(
        "Latitude %(latitude)s, longitude %(longitude)s is not in China, but the other way round it is. "
        "Change them over."
    )


class PositionIsOutsideChina(PositionIsWrong):
    sentence = _("Latitude %(latitude)s, longitude %(longitude)s is not in China. Type degrees, as 23.70500.")


class CrsIsUnknown(PositionIsWrong):
    sentence = _("Coordinates in %(crs)s are not known here. Choose WGS-84, GCJ-02 or BD-09.")


class OutlineIsNotOnePolygon(OutlineIsWrong):
    sentence = _("A plot is one GeoJSON Polygon, alone or in one Feature. This is: %(found)s. Save the plot by itself.")


class OutlineHasTooManyPoints(OutlineIsWrong):
    sentence = _("This outline has %(count)s points; %(most)s is the most. Make it simpler.")


class OutlineIsTooLarge(OutlineIsWrong):
    sentence = _("This outline is more than ten kilometres wide. No plot is: check each coordinate.")


class OutlineCrossesItself(OutlineIsWrong):
    sentence = _("The outline crosses or touches itself at %(where)s (longitude, latitude). Put the corners in order.")


class CoordinateIsWrong(OutlineIsWrong):
    sentence = _(
        "Coordinate %(index)s of ring %(ring)s is no longitude and latitude: %(written)s. "
        "Write it as [106.81500, 23.70500]."
    )


class CoordinatesAreSwapped(OutlineIsWrong):
    sentence = _(
        "Coordinate %(index)s of ring %(ring)s, [%(lon)s, %(lat)s], has latitude first. GeoJSON wants longitude first: "
        "change both over in every coordinate."
    )


class OutlineIsOutsideChina(OutlineIsWrong):
    sentence = _("Coordinate %(index)s of ring %(ring)s, [%(lon)s, %(lat)s], is not in China. Check it.")


class RingIsTooShort(OutlineIsWrong):
    sentence = _("Ring %(ring)s has %(count)s different corners; an outline has at least three. Draw the whole edge.")


class AreaIsWrong(Invalid):
    sentence = _("A plot of %(area_mu)s 亩 cannot be entered: it has between 0.01 and 100,000 亩. Type the area again.")


class PlotIsRetired(Refused):
    sentence = _("Plot %(plot)s was given up on %(day)s. Choose a plot that is still picked.")


class RetiredInTheFuture(Invalid):
    sentence = _("%(moment)s has not come yet. Give a plot up on the day itself, or later.")


class RegistrationIsTaken(Refused):
    sentence = _("Registration %(number)s is entered already. Add plots to it there.")


class RegistrationEndsEarly(Invalid):
    sentence = _("A registration cannot end on %(valid_to)s, before it begins on %(valid_from)s. Check both days.")


class PlotIsRegistered(Refused):
    sentence = _("Plot %(plot)s stands under %(number)s in these days already. End that period first.")


class PlotIsNotRegistered(Refused):
    sentence = _("Plot %(plot)s does not stand under %(number)s on %(day)s. Choose another day or plot.")


class OutsideTheRegistration(Invalid):
    sentence = _(
        "Registration %(number)s is valid %(valid_from)s to %(valid_to)s. A plot stands under it within these days."
    )


class RegistrationNumberIsWrong(Invalid):
    sentence = _("A registration needs its number, 1 to 40 characters. Type it as customs wrote it.")


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


class NoHeadings(Invalid):
    sentence = _(
        "No row of headings was found. One row must name at least the grower (姓名, 农户) and the weight (重量, 净重)."
    )


class NoRowsWritten(Invalid):
    sentence = _("Below the headings nothing is written. Fill in at least one row.")


class PaperNeedsAnswers(Refused):
    sentence = _("%(count)s rows still need an answer (first: row %(row)s). Mend them or leave them out.")


class PaperIsTakenIn(Refused):
    sentence = _("These rows were taken in on %(day)s. Nothing was changed.")


class NothingToTakeIn(Refused):
    sentence = _("Every row is left out: there is nothing to take in.")


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


class FieldIsUnreadable(Invalid):
    sentence = _("“%(field)s” of this record cannot be read. Open the record, mend it and save it again.")


class KindIsUnknown(Invalid):
    sentence = _("This is no record that is known here: neither harvest, treatment nor correction. Update the app.")


class NothingToCorrect(Missing):
    sentence = _("The record that this one corrects is not in your book, or is of another kind. Log it as a new one.")


class TooManyRecords(Invalid):
    sentence = _("%(count)s records came at once; %(most)s is the most. Nothing was done: send them in parts.")


class CardIsRevoked(NotYours):
    sentence = _(
        "Card %(number)s was revoked. What was logged since stays on the phone; sign in with your new card to send it."
    )


class AnotherGrowersRecords(NotYours):
    sentence = _("These records were logged by another grower. Nothing was done: sign in with the card of that grower.")


class NotSignedIn(NotYours):
    sentence = _("Nobody is signed in on this phone. Your records stay on it; sign in with your card to send them.")


class NameCannotBePrinted(Refused):
    sentence = _("The printed letters lack %(characters)s in %(name)s. Show this grower's card on the screen instead.")


class NoPinsTyped(Invalid):
    sentence = _("No PIN was typed. Let each grower type one; those without are left out.")


class PhotoIsTooLarge(Invalid):
    sentence = _("A photo has at most %(most_kb)s kB. Take it again with a lower resolution.")


class PhotoIsAnother(Refused):
    sentence = _("Another photo of this harvest is coming in. Wait until it is whole.")


class PhotoStartsElsewhere(Refused):
    sentence = _("%(received)s bytes of this photo are here. Go on from there.")


class PhotoIsDamaged(Invalid):
    sentence = _("The photo was damaged on its way. It begins again by itself.")


class RegistrationIsNone(Invalid):
    sentence = _("%(number)s is no registration number. Copy it from the bottle, as PD20081234, or leave it empty.")


class GrowerIsRetired(Refused):
    sentence = _("%(grower)s no longer grows for the cooperative. Bring the grower back first.")


class OutboxIsNotReadable(Invalid):
    sentence = _("This is no file that the app on a phone saved. On the phone, save the outbox again and bring that.")


class OutboxIsTooLarge(Invalid):
    sentence = _("The file holds more than %(most)s records. Let the phone send the first ones where it has a signal.")


class NobodysOutbox(Missing):
    sentence = _(
        "No grower of your cooperative is known as %(grower)s. The file belongs to another cooperative's desk."
    )


class PlotIsAnothers(NotYours):
    sentence = _("This plot is not one of the grower’s who agreed. Choose a plot of that grower.")
