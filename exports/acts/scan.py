"""What a scan does while a batch is loaded: it chooses a pallet, or moves a carton."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.acts.cartons import Range
from exports.acts.close_pallet import close_pallet
from exports.acts.put_on import put_on
from exports.acts.repack import repack
from exports.acts.take_off import take_off
from exports.models import ExportBatch, Pallet, PalletContent
from exports.refusals import (
    CartonIsNotKnown,
    CartonsOfTwoRolls,
    CartonsStandHere,
    CartonStandsNowhere,
    ChooseAPallet,
    PalletIsNotOfThisBatch,
)
from exports.scanned import keys_in, label_in
from exports.sscc import spell
from traceability.labels.models import LabelRun, LabelSpan
from traceability.labels.queries import spans_within
from traceability.labels.ranges import gaps_in
from traceability.parties.models import User


class Way(StrEnum):
    """What a scanned carton is to do."""

    ON = "on"
    ROLL = "roll"
    RUN = "run"
    MOVE = "move"
    OFF = "off"


@dataclass(frozen=True)
class Scan:
    """What came of a scan: a sentence, the pallet that is chosen now, and the first carton of a roll that waits."""

    words: str
    pallet: Pallet | None
    waiting: str = ""
    changed: bool = True


def scan(
    *,
    batch: ExportBatch,
    text: str,
    by: User,
    at: datetime,
    pallet: str = "",
    way: str = Way.ON,
    waiting: str = "",
    again: bool = False,
) -> Scan:
    """Do what a scanned code asks for, by one act: whole or not at all.

    The SSCC of a pallet of the batch chooses it and closes the one chosen before. A carton comes onto the chosen
    `pallet` (its SSCC) by itself (`on`), with all to the `waiting` first carton of its roll (`roll`), with all of its
    run that are not void (`run`) or from the pallet on which it stands (`move`); or off its pallet (`off`).
    A person who scans a carton that is on the pallet already is told so, for its label may be a copy; a program that
    sends a scan `again`, not knowing whether it was answered, hears that nothing changed. Raises ChooseAPallet,
    PalletIsNotOfThisBatch, CartonIsNotKnown, CartonsOfTwoRolls, CartonStandsNowhere, and what the acts that it calls
    refuse.
    """
    chosen = _pallet(batch, pallet) if pallet else None
    if sscc := keys_in(text).get("00"):
        return _choose(batch, _pallet(batch, sscc), chosen, by, at)
    run, counter = _label(text)
    if way == Way.OFF:
        return _off(batch, run, counter, chosen, by, at, again=again)
    if chosen is None:
        raise ChooseAPallet
    if way == Way.ROLL and not waiting:
        return Scan(_("First carton. Now scan the last one of the roll."), chosen, text.strip())
    contents = _contents(run, counter, way, waiting)
    try:
        if way == Way.MOVE:
            repack(contents=contents, to=chosen, by=by, at=at)
            return Scan(_("Moved to this pallet."), chosen)
        put_on(pallet=chosen, contents=contents, by=by)
    except CartonsStandHere:
        if not again or not _all_stand_on(chosen, contents):
            raise
        return Scan(_("On this pallet already."), chosen, changed=False)
    cartons = sum(last - first + 1 for _run, first, last in contents)
    return Scan(ngettext("%(count)s carton on.", "%(count)s cartons on.", cartons) % {"count": cartons}, chosen)


def _all_stand_on(pallet: Pallet, contents: list[Range]) -> bool:
    return not any(
        gaps_in(first, last, pallet.contents.filter(run=run).values_list("first", "last"))
        for run, first, last in contents
    )


def _contents(run: LabelRun, counter: int, way: str, waiting: str) -> list[Range]:
    if way == Way.ROLL:
        other, begin = _label(waiting)
        if other != run:
            raise CartonsOfTwoRolls(one=other.pk, other=run.pk)
        return [(run, min(begin, counter), max(begin, counter))]
    if way == Way.RUN:
        void = spans_within(run, 1, run.count, LabelSpan.State.VOID)
        return [(run, first, last) for first, last in gaps_in(1, run.count, void)]
    return [(run, counter, counter)]


def _label(text: str) -> tuple[LabelRun, int]:
    found = label_in(text)
    if found is None:
        raise CartonIsNotKnown(code=text.strip()[:80])
    return found


def _pallet(batch: ExportBatch, sscc: str) -> Pallet:
    found = batch.pallets.filter(sscc=sscc).first()
    if found is None:
        raise PalletIsNotOfThisBatch(sscc=spell(sscc) if len(sscc) == len("0" * 18) else sscc[:40], code=batch.code)
    return found


def _choose(batch: ExportBatch, pallet: Pallet, before: Pallet | None, by: User, at: datetime) -> Scan:
    if before is not None and before != pallet and before.contents.filter(event=None).exists():
        close_pallet(pallet=before, by=by, at=at)
        words = {"before": spell(before.sscc), "pallet": spell(pallet.sscc)}
        return Scan(_("Pallet %(before)s is closed; now pallet %(pallet)s.") % words, pallet)
    return Scan(_("Pallet %(pallet)s.") % {"pallet": spell(pallet.sscc)}, pallet)


def _off(
    batch: ExportBatch, run: LabelRun, counter: int, chosen: Pallet | None, by: User, at: datetime, *, again: bool
) -> Scan:
    standing = PalletContent.objects.filter(pallet__batch=batch, run=run, first__lte=counter, last__gte=counter)
    content = standing.select_related("pallet__batch__exporter").first()
    if content is None and again:
        return Scan(_("It stands on no pallet."), chosen, changed=False)
    if content is None:
        raise CartonStandsNowhere(first=counter, run=run.pk, code=batch.code)
    take_off(pallet=content.pallet, contents=[(run, counter, counter)], by=by, at=at)
    return Scan(_("Taken off pallet %(pallet)s.") % {"pallet": spell(content.pallet.sscc)}, chosen)
