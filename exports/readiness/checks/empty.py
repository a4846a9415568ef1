"""What every check of fruit answers while there is none, or while nobody knows where it grew."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.readiness.answers import Answer, unknown
from exports.readiness.facts import Facts


def no_cartons() -> Answer:
    """No carton stands on a pallet, so nothing is known of any."""
    return unknown(_("No carton stands on a pallet yet."), _("Build the pallets first."))


def untraced(facts: Facts) -> Answer | None:
    """The answer while there is no fruit, or some of a lot goes back to no picking; None where all of it does.

    What holds of the pickings that are known tells nothing of fruit that came from elsewhere.
    """
    if not facts.lots:
        return no_cartons()
    if not facts.untraced:
        return None
    lot = facts.untraced[0]
    words = {"lot": lot.code}
    return unknown(
        _("Part of lot %(lot)s goes back to no picking.") % words
        if any(key in facts.picking_of for key in lot.pickings)
        else _("No picking is recorded for lot %(lot)s.") % words,
        _("Ask the cooperative how lot %(lot)s came in.") % words,
        who="cooperative",
    )
