"""What claims cost, as part of `tests.benchmarks.custody`.

custody.draw         32 workers on one certificate. Nothing may be overdrawn; on PostgreSQL the act's one statement
                     stands beside SELECT FOR UPDATE through the ORM, which does the same checks and writes the same.
custody.draw.ranges  labels a second when a run draws for a hundred at once, against one at a time.
custody.claims       queries for the decision about a lot with 2,000 sources.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.harness import Row

if TYPE_CHECKING:
    from tests.certification.way import Way
    from traceability.certification.models import Certificate
    from traceability.lots.models import Lot

WORKERS, ATTEMPTS, ROUNDS = 32, 40, 5
ONE_G, RANGE = 30, 100
"""Grams of a label of the benchmark, and labels of a range."""
SOURCES = 2_000


def rows(way: Way, vendor: str) -> Iterator[Row]:
    """Draws of 32 workers on one certificate, draws in ranges, and the decision about a lot of 2,000 sources."""
    desk = Desk(way)
    yield from desk.workers_at_once(vendor)
    yield from desk.ranges(vendor)
    yield from _decision(way, vendor)


class Desk:
    """Certificates with a quota of a chosen size, and Wei who prints."""

    def __init__(self, way: Way) -> None:
        self.way, self.made = way, 0
        way.authorise()

    def certificate(self, grams: int) -> Certificate:
        """A new one of so many grams."""
        from datetime import date

        from tests.cast import at

        self.made += 1
        lot = self.way.lot((date(2026, 6, 25) + timedelta(self.made)).isoformat())
        self.way.inspect(lot, day="2026-08-28")
        return self.way.certify(lot, grams, f"BM-{self.made}", at("2026-08-29"))

    def take(self, certificate: Certificate, labels: int = 1) -> None:
        """Through the act."""
        from tests.cast import at
        from traceability.certification.acts.draw import draw

        draw(
            certificate=certificate,
            labels=labels,
            grams=labels * ONE_G,
            by=self.way.cast.youan.person,
            at=at("2026-08-30"),
        )

    def take_under_a_lock(self, certificate: Certificate) -> None:
        """As one would write it: lock the row, look, save, write down."""
        from django.db import transaction

        from tests.cast import at
        from traceability.certification.models import AuthorisedUser, Certificate, SignEntry
        from traceability.certification.queries import certificates_in_force
        from traceability.certification.refusals import CertificateIsUsedUp
        from traceability.parties.dated import in_force

        moment = at("2026-08-30")
        with transaction.atomic():
            mine = Certificate.objects.select_for_update().get(pk=certificate.pk)
            owner = mine.lot.owner
            right = in_force(AuthorisedUser.objects.all(), moment.date())
            assert certificates_in_force(moment.date()).filter(pk=mine.pk).exists()
            assert right.filter(organisation=owner, scheme=mine.scheme_id).exists()
            if mine.left_g < ONE_G:
                raise CertificateIsUsedUp(number=mine.number, left_kg="", wanted_kg="")
            mine.drawn_g += ONE_G
            mine.save(update_fields=["drawn_g"])
            SignEntry.objects.create(
                certificate=mine,
                labels=1,
                weight_g=ONE_G,
                printed_for=owner,
                credit_code=owner.uscc,
                printed_by=self.way.cast.youan.person,
                printed_at=moment,
            )

    def workers_at_once(self, vendor: str) -> Iterator[Row]:
        """Each worker wants so many labels, and the quota is for less than all of them together."""
        quota = WORKERS * ATTEMPTS * 5 // 8 * ONE_G
        ours, locked, over = [], [], 0
        for _round in range(ROUNDS if vendor == "postgresql" else 2):
            certificate = self.certificate(quota)
            ours.append(_together(certificate, self.take))
            over += _overdrawn(certificate)
            if vendor == "postgresql":
                certificate = self.certificate(quota)
                locked.append(_together(certificate, self.take_under_a_lock))
                over += _overdrawn(certificate)
        yield Row(f"custody.draw.{vendor}.overdrawn", over, "g", goal=0)
        mine = WORKERS * ATTEMPTS / median(ours)
        if vendor == "postgresql":
            theirs = WORKERS * ATTEMPTS / median(locked)
            yield Row(
                f"custody.draw.{vendor}", mine, "draws/s", theirs, goal=5, more_is_better=True, judged_by_ratio=True
            )
        else:
            yield Row(f"custody.draw.{vendor}", mine, "draws/s")

    def ranges(self, vendor: str) -> Iterator[Row]:
        """Labels a second, a hundred at a draw and one at a draw, in turns."""
        draws = 60
        certificate, single, ranged = self.certificate(400_000), [], []
        for _round in range(ROUNDS):
            for labels, times in ((1, single), (RANGE, ranged)):
                count = draws if labels == 1 else draws // 4
                begun = time.perf_counter()
                for _ in range(count):
                    self.take(certificate, labels)
                times.append((time.perf_counter() - begun) / count)
        fast, slow = RANGE / median(ranged), 1 / median(single)
        yield Row(
            f"custody.draw.ranges.{vendor}", fast, "labels/s", slow, goal=90, more_is_better=True, judged_by_ratio=True
        )


def _together(certificate: Certificate, take: Callable[[Certificate], None]) -> float:
    """Seconds that all workers need, each with a connection of its own that is open before the clock runs."""
    from django.db import connection

    from traceability.certification.models import Certificate
    from traceability.certification.refusals import CertificateIsUsedUp

    ready = threading.Barrier(WORKERS + 1)

    def work(_worker: int) -> None:
        try:
            mine = Certificate.objects.get(pk=certificate.pk)
            ready.wait()
            for _ in range(ATTEMPTS):
                with suppress(CertificateIsUsedUp):
                    take(mine)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as workers:
        done = workers.map(work, range(WORKERS))
        ready.wait()
        begun = time.perf_counter()
        list(done)
    return time.perf_counter() - begun


def _overdrawn(certificate: Certificate) -> int:
    """Grams of signs above the quota, or apart from what the certificate says."""
    from django.db.models import Sum

    certificate.refresh_from_db()
    signed = certificate.signs.aggregate(all=Sum("weight_g"))["all"] or 0
    return max(0, signed - certificate.certified_g) + abs(signed - certificate.drawn_g)


def _decision(way: Way, vendor: str) -> Iterator[Row]:
    """A lot of 2,000 pickings, blended twice: fifty lots of forty."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.cast import at
    from traceability.certification.naming import judge_name
    from traceability.lots.models import Lot

    lot = _blended(way)
    taken = []
    for _round in range(3):
        found = Lot.objects.with_names().get(pk=lot.pk)
        scheme = way.scheme
        assert scheme.species
        with CaptureQueriesContext(connection) as asked:
            begun = time.perf_counter()
            verdict = judge_name(found, scheme=scheme, on=at("2026-08-30").date())
            taken.append(time.perf_counter() - begun)
        assert [finding.step for finding in verdict.findings][-1] == "inspection"
    yield Row(f"custody.claims.{vendor}", len(asked), "queries", goal=5)
    yield Row(f"custody.claims.{vendor}.time", median(taken) * 1000, "ms")


def _blended(way: Way) -> Lot:
    """Rows alone, no acts: the decision is what is measured."""
    from decimal import Decimal

    from traceability.lots.models import Lot, LotInput, LotOrigin

    pattern = way.lot("2026-06-26")
    origin, shape = pattern.origin, {"product": pattern.product, "owner": pattern.owner, "place": pattern.place}

    def lots(count: int, grams: int, prefix: str, left: int = 0) -> list[Lot]:
        Lot.objects.bulk_create(
            Lot(**shape, code=f"{prefix}{number}", weight_g=grams, remaining_g=left) for number in range(count)
        )
        return list(Lot.objects.filter(code__startswith=prefix).order_by("pk"))

    picked, middle = lots(SOURCES, 1_000, "SRC"), lots(50, 40_000, "MID")
    [whole] = lots(1, SOURCES * 1_000, "ALL", SOURCES * 1_000)
    facts = {
        field.attname: getattr(origin, field.attname) for field in origin._meta.concrete_fields if field.name != "id"
    }
    LotOrigin.objects.bulk_create(LotOrigin(**facts | {"lot_id": lot.pk, "area_mu": Decimal(12)}) for lot in picked)
    inputs = [LotInput(child=middle[number // 40], parent=lot, weight_g=1_000) for number, lot in enumerate(picked)]
    LotInput.objects.bulk_create([*inputs, *(LotInput(child=whole, parent=lot, weight_g=40_000) for lot in middle)])
    return whole
