"""How the record came in: the phone's clock, a card that was revoked, a correction, a second version."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orchards.doubts import Doubt
from orchards.models import Harvest
from orchards.questions.kinds import Kind
from orchards.thresholds import Key, Thresholds
from orchards.weights import with_unit


def clock_was_off(harvest: Harvest, thresholds: Thresholds) -> Doubt | None:
    """The phone's clock was wrong; ours put the time right."""
    off = timedelta(seconds=abs(harvest.clock_skew_s))
    if off <= timedelta(minutes=int(thresholds.value(Key.CLOCK_OFF_MINUTES, on=harvest.picked_on))):
        return None
    words = (
        _("The phone's clock was %(off)s behind.")
        if harvest.clock_skew_s > 0
        else _("The phone's clock was %(off)s ahead.")
    )
    return Doubt("warn", words % {"off": _long(off)}, "", Kind.CLOCK)


def revoked_card(harvest: Harvest) -> Doubt | None:
    """It came in under a card that opened nothing any more."""
    card = harvest.card
    if card is None or card.revoked_at is None or harvest.stored_at <= card.revoked_at:
        return None
    words = _("Came in after card %(number)s was revoked.") % {"number": card.number}
    return Doubt("warn", words, "", Kind.REVOKED)


def corrects_another(harvest: Harvest) -> Doubt | None:
    """It stands in the place of a record that was declared wrong."""
    correction = getattr(harvest, "corrects", None)
    if correction is None or correction.harvest is None:
        return None
    words = _("Corrects %(code)s, where %(weight)s stood.")
    facts = {"code": correction.harvest.lot_code, "weight": with_unit(correction.harvest.weight_g, "kg")}
    return Doubt("none", words % facts, correction.reason, Kind.CORRECTION)


def second_version(count: int) -> Doubt | None:
    """The phone sent the record again with another content."""
    if not count:
        return None
    words = ngettext("A second version came in.", "%(count)s more versions came in.", count)
    return Doubt("warn", words % {"count": count}, _("Both are kept; the first one counts."), Kind.CONFLICT)


def _long(off: timedelta) -> str:
    if off >= timedelta(days=2):
        return ngettext("%(count)s day", "%(count)s days", off.days) % {"count": off.days}
    if off >= timedelta(hours=2):
        hours = off // timedelta(hours=1)
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    minutes = off // timedelta(minutes=1)
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
