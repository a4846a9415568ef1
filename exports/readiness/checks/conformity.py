"""The 承诺达标合格证: MARA Order 2025 No. 4."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.readiness.answers import Answer, evaluator, fails, not_needed, passes, unknown
from exports.readiness.checks.empty import no_cartons, untraced
from exports.readiness.facts import Facts, Lot, names
from exports.readiness.rules import Rule


@evaluator("promise-issued")
def promise_issued(facts: Facts, rule: Rule) -> Answer:
    """Every lot has its certificate, with who promises and how to reach them, of a day before the lot leaves."""
    if not facts.lots:
        return no_cartons()
    for lot in facts.lots:
        promise = lot.promise
        if promise is None:
            return fails(
                _("Lot %(lot)s has no 承诺达标合格证.") % {"lot": lot.code}, _("Issue it on the page of the lot.")
            )
        if not promise.issuer or not promise.contact:
            return fails(
                _("Certificate %(number)s does not say who promises and how to reach them.")
                % {"number": promise.number},
                _("Enter the business number of the organisation and issue it again."),
            )
        if promise.issued_on > facts.batch.leaves_on:
            return fails(
                _("Certificate %(number)s is of a day after departure.") % {"number": promise.number},
                _("It is issued when the lot is sold. Check both days."),
            )
    return passes(names(lot.promise.number for lot in facts.lots if lot.promise))


@evaluator("promise-of-mixture")
def promise_of_mixture(facts: Facts, rule: Rule) -> Answer:
    """Where fruit of several producers was mixed, a new certificate was issued for the mixture."""
    if otherwise := untraced(facts):
        return otherwise
    nobodys = next((picking for picking in facts.pickings if not picking.grower), None)
    if nobodys:
        return unknown(
            _("Who grew lot %(lot)s is not recorded.") % {"lot": nobodys.code},
            _("Ask the cooperative how lot %(lot)s came in.") % {"lot": nobodys.code},
        )
    mixed = [lot for lot in facts.lots if len(_growers(facts, lot)) > 1]
    if not mixed:
        return not_needed(_("No lot holds fruit of several producers."))
    for lot in mixed:
        if lot.promise is None or not lot.promise.is_mixture:
            return fails(
                _("Lot %(lot)s holds fruit of %(count)s producers and has no new certificate of its own.")
                % {"lot": lot.code, "count": len(_growers(facts, lot))},
                _("Collect the certificates of what went in, and issue a new one on the page of the lot."),
            )
    return passes(names(lot.promise.number for lot in mixed if lot.promise))


@evaluator("promise-on-label")
def promise_on_label(facts: Facts, rule: Rule) -> Answer:
    """Labels were printed when the certificate stood: only then do its words stand beside the square code."""
    if not facts.runs:
        return no_cartons()
    without = next((run for run in facts.runs if not run.has_promise), None)
    if without:
        return fails(
            _("Labels of run %(run)s were printed without the words 承诺达标合格证.") % {"run": without.key},
            _("Issue the certificate of lot %(lot)s, then print new labels.") % {"lot": facts.lot_of[without.lot].code},
        )
    return passes(_("Words of the certificate beside the code on every label"))


def _growers(facts: Facts, lot: Lot) -> set[str]:
    return {facts.picking_of[key].grower for key in lot.pickings}
