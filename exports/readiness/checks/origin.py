"""Where the fruit comes from, and whether nothing is unaccounted for."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.models import PalletContent
from exports.readiness.answers import Answer, evaluator, fails, passes, unknown
from exports.readiness.facts import BatchFacts
from traceability.web import dates


def no_cartons() -> Answer:
    """The answer of every check that looks at fruit, while there is none."""
    return unknown(_("No carton stands on a pallet yet."), _("Build the pallets first."))


@evaluator("origin-known")
def origin_known(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """Every gram of every lot goes back to pickings whose village is known."""
    if not facts.lots:
        return no_cartons()
    for lot in facts.lots:
        shares = facts.origins[lot.pk]
        if not shares:
            return unknown(
                _("No picking is recorded for lot %(lot)s.") % {"lot": lot.code},
                _("Ask the cooperative how lot %(lot)s came in.") % {"lot": lot.code},
            )
        nameless = next((share.origin for share in shares if share.origin.village_id is None), None)
        if nameless:
            return fails(
                _("Plot %(plot)s in lot %(lot)s lies in no known village.")
                % {"plot": nameless.plot_number, "lot": lot.code},
                _("Enter the village of the plot, or take the lot off the pallets."),
            )
    villages = {origin.village_id for origin in facts.pickings}
    return passes(
        ngettext(
            "%(pickings)s picking from %(villages)s village",
            "%(pickings)s pickings from %(villages)s villages",
            len(villages),
        )
        % {"pickings": len(facts.pickings), "villages": len(villages)}
    )


@evaluator("credit-code")
def credit_code(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """Whoever packed the lots has an 18-character credit code."""
    if not facts.lots:
        return no_cartons()
    packers = {lot.owner_id: lot.owner for lot in facts.lots}.values()
    without = next((packer for packer in packers if not packer.uscc), None)
    if without:
        return fails(
            _("%(packer)s has no unified social credit code here.") % {"packer": str(without)},
            _("Enter the 18 characters of its business licence."),
        )
    return passes(", ".join(packer.uscc for packer in packers))


@evaluator("intervals-kept")
def intervals_kept(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """No fruit was picked before the interval of a spraying had run out."""
    if not facts.lots:
        return no_cartons()
    if not facts.pickings:
        return unknown(_("No picking is recorded for these lots."), _("Ask the cooperative how they came in."))
    early = next((origin for origin in facts.pickings if origin.is_inside_interval), None)
    if early and early.allowed_from:
        return fails(
            _("Plot %(plot)s was picked on %(picked)s, but not before %(allowed)s was it allowed.")
            % {
                "plot": early.plot_number,
                "picked": dates.day(early.picked_on),
                "allowed": dates.day(early.allowed_from),
            },
            _("This fruit may not be sold as it is. Take its lots off the pallets and tell the cooperative."),
        )
    sprayed = sum(1 for origin in facts.pickings if origin.treatments)
    if not sprayed:
        return passes(_("No spraying is recorded before the picking"))
    words = {"sprayed": sprayed, "pickings": len(facts.pickings)}
    return passes(
        ngettext(
            "Sprayed before %(sprayed)s of %(pickings)s picking, past its interval",
            "Sprayed before %(sprayed)s of %(pickings)s pickings, all past their interval",
            len(facts.pickings),
        )
        % words
    )


@evaluator("cartons-add-up")
def cartons_add_up(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """Cartons on all pallets, of whatever batch, are no more than the lot was packed into."""
    if not facts.lots:
        return no_cartons()
    on_pallets: dict[int, int] = dict(
        PalletContent.objects.filter(run__lot__in=facts.lots)
        .values_list("run__lot")
        .annotate(count=Sum(F("last") - F("first") + 1))
    )
    for lot in facts.lots:
        if on_pallets[lot.pk] > (lot.units or 0):
            return fails(
                _("Lot %(lot)s was packed into %(units)s cartons, but %(cartons)s stand on pallets.")
                % {"lot": lot.code, "units": lot.units or 0, "cartons": on_pallets[lot.pk]},
                _("Count the pallets again. Cartons that were never packed may not leave."),
            )
    count = sum(facts.cartons.values())
    return passes(
        ngettext("%(count)s carton, packed and counted", "%(count)s cartons, packed and counted", count)
        % {"count": count}
    )
