"""All that the cooperative's desk asks about harvests, for a list of them at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from orchards.doubts import Doubt, doubts_about
from orchards.models import Conflict, Harvest
from orchards.questions.crop import Season, season_of, season_sums, season_yield
from orchards.questions.hours import at_night, days_so_far, too_fast
from orchards.questions.place import far_from_plot
from orchards.questions.ripeness import outside_season
from orchards.questions.sending import clock_was_off, corrects_another, revoked_card, second_version
from orchards.thresholds import Thresholds

Asked = list[tuple[Harvest, list[Doubt]]]


def with_questions(harvests: Sequence[Harvest], thresholds: Thresholds | None = None) -> Asked:
    """Each harvest of `Harvest.with_names()` with its doubts and questions, in a number of queries that does not grow.

    A season that gave too much is asked about once, at the first of its harvests in the list. The grower's phone is not
    asked these: it shows `doubts_about` alone.
    """
    thresholds = thresholds or Thresholds()
    days = days_so_far(harvests)
    versions = Counter(
        Conflict.objects.filter(client_id__in=[harvest.client_id for harvest in harvests], kind="harvest").values_list(
            "client_id", flat=True
        )
    )
    sums, asked_about = season_sums(harvests), set[Season]()
    rows: Asked = []
    for harvest in harvests:
        found = [second_version(versions[harvest.client_id]), revoked_card(harvest)]
        if harvest.is_standing:
            season = season_of(harvest)
            if season not in asked_about:
                found.append(season_yield(harvest.plot, sums.get(season, 0), harvest.picked_on, thresholds))
            asked_about.add(season)
            found += [
                far_from_plot(harvest, thresholds),
                too_fast(harvest, days[harvest.pk], thresholds),
                at_night(harvest, thresholds),
                outside_season(harvest, thresholds),
                clock_was_off(harvest, thresholds),
                corrects_another(harvest),
            ]
        rows.append((harvest, [*doubts_about(harvest, thresholds), *(doubt for doubt in found if doubt)]))
    return rows
