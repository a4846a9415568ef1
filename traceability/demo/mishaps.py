"""What goes wrong in a season, and how it stands in the books: stopped, called back, taken back, weighed wrong."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from traceability.certification.acts.revoke import revoke
from traceability.certification.models import Certificate
from traceability.demo.bath import bathe
from traceability.demo.fates import CLEAN, Fate, Fates
from traceability.demo.season import at
from traceability.jobs.acts.run import run as run_job
from traceability.lots.acts.correct import correct
from traceability.lots.acts.grade import grade
from traceability.lots.handling.acts.store import store
from traceability.lots.handling.models import HandlingKind
from traceability.lots.handling.recording import Told
from traceability.lots.holding.acts.hold import hold
from traceability.lots.holding.acts.recall import recall
from traceability.lots.models import Lot


class Mishaps:
    """Tells them with the plots and people of the season."""

    def __init__(self, fates: Fates) -> None:
        self.fates, self.season = fates, fates.season
        self.wei = fates.firms.cooperative.person

    @transaction.atomic
    def stopped(self) -> Lot:
        """Fruit that smells of diesel waits for somebody who says why it may move again."""
        [lot] = self.fates.harvest(self.fates.plots_of("tainong-1", 5)[-1:], date(2026, 7, 6), 280)
        hold(
            lot=lot,
            reason="Smells of diesel: the crates stood beside the pump",
            by=self.wei,
            at=at(date(2026, 7, 6), "16:10"),
        )
        return lot

    @transaction.atomic
    def recalled(self) -> Fate:
        """Labelled cartons are called back: whoever scans one reads why."""
        [lot] = self.fates.harvest(self.fates.plots_of("guifei", 3)[-1:], date(2026, 7, 7), 400)
        fate = self._labelled("recalled", lot, date(2026, 7, 8), layout="carton-100")
        recall(
            lots=[lot],
            started_from=lot.code,
            reason="Metal wire of a crate was found in two cartons. Do not eat the fruit; bring it back.",
            by=self.wei,
            at=at(date(2026, 7, 14), "10:20"),
        )
        return fate

    @transaction.atomic
    def revoked(self) -> Fate:
        """The control body takes a certificate back after labels were printed."""
        lot = self.fates.certified(
            "tainong-1", date(2026, 7, 5), 400, grams=301, brix="20.2", found=CLEAN, number="0433"
        )
        fate = self._labelled("revoked", lot, date(2026, 7, 12), layout="carton-100-gi")
        revoke(
            certificate=Certificate.objects.get(number="BM-2026-0433"),
            reason="The sample was mixed up with that of another lot",
            by=self.fates.firms.control_body.person,
            at=at(date(2026, 7, 15), "09:00"),
        )
        return fate

    def _labelled(self, name: str, lot: Lot, day: date, *, layout: str) -> Fate:
        """Cartons whose labels were long drawn when the mishap came: afterwards none would be."""
        packed, run = self.fates.pack(lot, day, labels=40, layout=layout)
        if run.job is not None:
            run_job(job_id=run.job.pk)
        return Fate(name, packed, run)

    @transaction.atomic
    def weighed_wrong(self) -> Lot:
        """A nought too few at the scale, found before the fruit was used."""
        [lot] = self.fates.harvest(self.fates.plots_of("tainong-1", 3)[-1:], date(2026, 7, 9), 120)
        correct(
            lot=lot,
            weight_g=lot.weight_g + 100_000,
            reason="The second pallet stood beside the scale",
            by=self.wei,
            at=at(date(2026, 7, 9), "16:40"),
        )
        return lot

    @transaction.atomic
    def bathed_and_graded(self) -> Fate:
        """Hot water with the logger's own table, the cold store, and the grading line."""
        day = date(2026, 7, 10)
        lot = self.season.blend(self.fates.harvest(self.fates.plots_of("tainong-1", 3), day, 300), at(day, "16:00"))
        began = at(day, "16:20")
        bathe(lot, began=began, by=self.wei)
        store(
            lot=lot,
            kind=HandlingKind.objects.get(code="cold-store"),
            place=self.fates.firms.cooperative.place,
            told=Told(low_c=Decimal("12.1"), high_c=Decimal("12.9"), device="Cold room 1"),
            by=self.wei,
            began=at(day, "18:00"),
            ended=at(day, "19:00"),
        )
        lot.refresh_from_db()
        first_g = lot.remaining_g * 7 // 10 // 1000 * 1000
        parts = [("I", first_g), ("II", (lot.remaining_g - first_g) * 9 // 10)]
        loss_g = lot.remaining_g - sum(grams for _, grams in parts)
        first, _second = grade(lot=lot, parts=parts, loss_g=loss_g, by=self.wei, at=at(day, "19:30"))
        return Fate("graded", *self.fates.pack(first, day + timedelta(1), labels=40, layout="carton-100"))
