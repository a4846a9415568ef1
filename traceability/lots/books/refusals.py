"""What the books and a stocktake refuse."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused


class CountAgain(Refused):
    sentence = _("Lot %(code)s was used while it was counted: the books say %(book_kg)s kg now. Count it again.")


class UsedSinceCounted(Refused):
    sentence = _("Lot %(code)s was used after %(counted)s, the time of this count. Count it again as it is now.")


class CountNotUnderstood(Invalid):
    sentence = _("A count is a whole number of grams, or nothing at all. Type it again.")


class CountIsNoCartons(Invalid):
    sentence = _(
        "Lot %(code)s is packed in cartons of %(unit_kg)s kg; %(counted_kg)s kg is no whole number of them. "
        "Count the cartons again."
    )


class NothingCounted(Invalid):
    sentence = _("Nothing was typed. Write what is there beside at least one lot.")


class NothingToCount(Invalid):
    sentence = _("Lot %(code)s is used up and nothing was found, so there is nothing to record. Count another lot.")


class CountedTwice(Invalid):
    sentence = _("Lot %(code)s is named twice. Name it once, with all of it that is there.")


class StocktakeIsTooLarge(Invalid):
    sentence = _("A stocktake saves %(most)s lots at once; %(count)s were named. Save the first part, then the rest.")


class DayNotUnderstood(Invalid):
    sentence = _("“%(text)s” is not a day. Write it as 2026-06-24.")


class DaysAreReversed(Invalid):
    sentence = _("The books cannot end on %(last)s before they begin on %(first)s. Turn the days round.")
