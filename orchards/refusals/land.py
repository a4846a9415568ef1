"""What is refused of plots: numbers, positions, outlines, areas."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Missing, Refused


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


class PlotIsMissing(Missing):
    sentence = _("You have no plot %(plot)s here. Go back and choose one of yours.")


class NoPlotsYet(Refused):
    sentence = _("No plot of yours is entered yet. Ask your cooperative to enter it; then you can log here.")
