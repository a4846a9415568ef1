"""What every check of fruit answers while there is none."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.readiness.answers import Answer, unknown


def no_cartons() -> Answer:
    """No carton stands on a pallet, so nothing is known of any."""
    return unknown(_("No carton stands on a pallet yet."), _("Build the pallets first."))


def no_picking() -> Answer:
    """Lots that go back to no picking tell nothing of orchards."""
    return unknown(
        _("No picking is recorded for these lots."), _("Ask the cooperative how they came in."), who="cooperative"
    )
