"""One step back, one step forward, and a recall that was practised."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.readiness.answers import Answer, evaluator, fails, passes, unknown
from exports.readiness.checks.empty import no_cartons
from exports.readiness.facts import Facts, names
from exports.readiness.rules import Rule


@evaluator("steps-recorded")
def steps_recorded(facts: Facts, rule: Rule) -> Answer:
    """Every lot of the whole family was made by an event, and goes back to others or to a picking."""
    if not facts.lots:
        return no_cartons()
    if facts.custody.gaps:
        return fails(
            _("Nothing tells how lot %(lot)s came to be.") % {"lot": names(facts.custody.gaps)},
            _("Ask whoever made it. What has no origin may not leave."),
        )
    if not facts.custody.events:
        return unknown(
            _("No event of these lots is recorded."), _("Ask whoever made it. What has no origin may not leave.")
        )
    return passes(
        ngettext("%(count)s event, no gap", "%(count)s events, no gap", facts.custody.events)
        % {"count": facts.custody.events}
    )


@evaluator("recall-practised")
def recall_practised(facts: Facts, rule: Rule) -> Answer:
    """From one carton to every carton with fruit of the same pickings, and to who has them, by the real query."""
    if not facts.lots:
        return no_cartons()
    custody = facts.custody
    words = {
        "lot": custody.recall_lot,
        "cartons": custody.recall_cartons,
        "lots": custody.recall_lots,
        "batches": names(custody.recall_batches),
    }
    if not custody.recall_finds_all:
        return fails(
            _("A recall of lot %(lot)s would not find every carton of this batch.") % words,
            _("Tell the people who run this site at once."),
        )
    return passes(
        ngettext(
            "From one carton of %(lot)s to %(cartons)s, in %(lots)s lots, on %(batches)s",
            "From one carton of %(lot)s to all %(cartons)s, in %(lots)s lots, on %(batches)s",
            custody.recall_cartons,
        )
        % words
    )
