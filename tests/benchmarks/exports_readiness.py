"""Readiness of a batch of 500 lots × 60 residues × all checks, as part of `tests.benchmarks.exports`."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from tests.benchmarks.harness import Row, rounds_of

if TYPE_CHECKING:
    from django.db.models import Model

    from exports.models import ExportBatch
    from tests.cast import Cast
    from tests.exports.scene import Scene
    from traceability.epcis.models import Event

LOTS, RESIDUES, PALLETS = 500, 60, 20
ROUNDS = 15
_Row = TypeVar("_Row", bound="Model")

BY_HAND = """
    WITH RECURSIVE packed AS (
        SELECT DISTINCT r.lot_id AS root, s.eu_product_code AS code
        FROM exports_palletcontent c JOIN exports_pallet p ON p.id = c.pallet_id
        JOIN labels_labelrun r ON r.id = c.run_id
        JOIN lots_lot l ON l.id = r.lot_id JOIN lots_product d ON d.id = l.product_id
        JOIN lots_variety v ON v.code = d.variety_id JOIN lots_species s ON s.code = v.species_id
        WHERE p.batch_id = %s
    ), up(root, code, pk) AS (
        SELECT root, code, root FROM packed
        UNION
        SELECT up.root, up.code, i.parent_id FROM lots_lotinput i JOIN up ON i.child_id = up.pk
    ), held AS MATERIALIZED (
        SELECT eu_product_code AS code, substance, destination, limit_mg_kg, status, ROW_NUMBER() OVER (
            PARTITION BY eu_product_code, substance, destination ORDER BY valid_from DESC, id DESC
        ) AS age
        FROM certification_residuelimit
        WHERE eu_product_code IN (SELECT code FROM packed) AND destination IN ('EU', %s)
        AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s) AND status IN ('current', 'exempt')
    ), rest AS MATERIALIZED (
        SELECT code, limit_mg_kg FROM held WHERE age = 1 AND destination = 'EU' AND substance = '*'
    ), bound AS MATERIALIZED (
        SELECT code, substance,
            MAX(CASE WHEN destination = 'EU' THEN status END) AS own,
            MAX(CASE WHEN destination = 'EU' THEN limit_mg_kg END) AS own_most,
            MAX(CASE WHEN destination <> 'EU' THEN COALESCE(limit_mg_kg, 0) END) AS here_most
        FROM held WHERE age = 1 AND substance <> '*' GROUP BY code, substance
    ), tested AS MATERIALIZED (
        SELECT up.root, up.code, t.id AS test
        FROM up JOIN certification_sample s ON s.lot_id = up.pk JOIN certification_residuetest t ON t.sample_id = s.id
    )
    SELECT tested.root, COUNT(DISTINCT tested.test),
        SUM(CASE WHEN (own = 'current' AND r.found_mg_kg > COALESCE(own_most, 0))
            OR (own IS NULL AND r.found_mg_kg > rest.limit_mg_kg) OR r.found_mg_kg > here_most THEN 1 ELSE 0 END),
        SUM(CASE WHEN r.found_mg_kg IS NULL AND r.loq_mg_kg > COALESCE(own_most, rest.limit_mg_kg)
            THEN 1 ELSE 0 END)
    FROM tested
    JOIN certification_residueresult r ON r.test_id = tested.test
    LEFT JOIN bound ON bound.code = tested.code AND bound.substance = r.substance
    LEFT JOIN rest ON rest.code = tested.code
    GROUP BY tested.root
"""
"""Of every lot: its reports, how many residues are over a limit, and of how many nobody can know. Limits are worked
out once, one row for a substance; a result is then compared with a single row."""


def rows(cast: Cast, vendor: str) -> Iterator[Row]:
    """Queries for few and for many lots, and the time beside one statement by hand, in turns."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from exports.models import ExportBatch
    from exports.readiness.engine import assess
    from tests.exports.scene import Scene
    from tests.ready import say_everything

    scene = Scene(cast)
    batch = ExportBatch.objects.with_names().get(pk=scene.ready.pk)
    assess(batch)
    with CaptureQueriesContext(connection) as few:
        assess(batch)
    lay_out(scene)
    # What was said of the first lot is said of the others too.
    say_everything(scene.draft, by=scene.cast.exporter.person, at=scene.after(14, "17:00"))
    with CaptureQueriesContext(connection) as many:
        found = assess(batch)
    # The certificate was written for the first lot alone; everything else holds for all of them.
    stopping = {result.code: result.words for result in found.blocking()}
    assert stopping.keys() == {"X1"}, stopping
    assert found.facts is not None
    assert len(found.facts.lots) == LOTS
    yield Row(f"exports.readiness.{vendor}.queries", len(many), "queries", len(few), goal=1, judged_by_ratio=True)
    ours, theirs = rounds_of(lambda: assess(batch), lambda: by_hand(batch), rounds=ROUNDS, calls=1)
    yield Row(f"exports.readiness.{vendor}", ours * 1000, "ms", theirs * 1000, goal=5, judged_by_ratio=True)


def by_hand(batch: ExportBatch) -> list[tuple[Any, ...]]:
    """The residues of every lot of a batch, by one statement."""
    from django.db import connection

    day = connection.ops.adapt_datefield_value(batch.arrives_on)
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [batch.pk, batch.destination, day, day])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    assert len(found) == LOTS
    assert all(reports == 1 and not over and not blind for _root, reports, over, blind in found)
    return found


def lay_out(scene: Scene) -> None:
    """Rows alone, no acts: the lot of the scene 500 times, each with a plot, report, labels and cartons of its own."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # As when a dump is restored: what the guards check was checked when the pattern was made.
            cursor.execute("SET LOCAL session_replication_role = replica")
        _Copies(scene).lay_out()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # The server takes the recursion for a hundred times what it is, and would compile the statement for three
            # seconds to save a tenth of one.
            cursor.execute("SET jit = off")


@dataclass
class _Copies:
    scene: Scene

    def lay_out(self) -> None:
        """Everything that judging reads, with keys of its own."""
        from exports.models import Pallet, PalletContent
        from orchards.models import Plot, RegisteredPlot
        from traceability.certification.models import ResidueResult, ResidueTest, Sample
        from traceability.jobs.models import Job
        from traceability.labels.models import LabelRun
        from traceability.lots.conformity.models import ConformityCertificate
        from traceability.lots.models import Lot, LotInput, LotOrigin, Making
        from traceability.parties.models import Place

        bulk, packed, run = self.scene.bulk, self.scene.lot, self.scene.run
        count = LOTS - 1
        plot = Plot.objects.get(place=bulk.origin.plot_id)
        places = self._made(Place, plot.place, [{"extension": f"9{n:05d}"} for n in range(count)])
        plots = self._made(Plot, plot, [{"place": place, "number": f"N{n}"} for n, place in enumerate(places)])
        self._made(RegisteredPlot, plot.registered.get(), [{"plot": one} for one in plots])
        bulks = self._made(Lot, bulk, [{"code": f"BULK{n}"} for n in range(count)])
        lots = self._made(Lot, packed, [{"code": f"PACK{n}"} for n in range(count)])
        self._made(LotOrigin, bulk.origin, [{"lot": a, "plot": b} for a, b in zip(bulks, places, strict=True)])
        self._made(LotInput, packed.inputs.get(), [{"child": b, "parent": a} for a, b in zip(bulks, lots, strict=True)])
        for like, copies in ((bulk, bulks), (packed, lots)):
            self._made(Making, like.making, [{"lot": lot} for lot in copies])
        promise = ConformityCertificate.objects.get(lot=packed)
        self._made(ConformityCertificate, promise, [{"lot": lot, "number": f"{lot.code}-1"} for lot in lots])
        sample = Sample.objects.get(lot=bulk, purpose="residues")
        samples = self._made(
            Sample, sample, [{"lot": a, "event": e} for a, e in zip(bulks, self._events(count), strict=True)]
        )
        tests = self._made(
            ResidueTest,
            sample.residue_test,
            [
                {"sample": a, "event": e, "report_number": f"NF26-{n}"}
                for n, (a, e) in enumerate(zip(samples, self._events(count), strict=True))
            ],
        )
        ResidueResult.objects.bulk_create(
            ResidueResult(test=test, substance=name, loq_mg_kg="0.005", found_mg_kg="0.005" if n == 1 else None)
            for test in [sample.residue_test, *tests]
            for n, name in enumerate(_substances(sample.residue_test))
        )
        self._take_the_rest(sample.residue_test, tests)
        jobs = self._made(Job, run.job, [{"id": uuid.uuid4()} for _ in range(count)])
        runs = self._made(
            LabelRun,
            run,
            [
                {
                    "lot": lot,
                    "lot_code": lot.code,
                    "job": job,
                    "event": event,
                    "first_index": 1_000_000 + n * 10,
                    "certificate": None,
                    "layout": "carton-100",
                }
                for n, (lot, job, event) in enumerate(zip(lots, jobs, self._events(count), strict=True))
            ],
        )
        pallet = self.scene.draft.pallets.first()
        assert pallet is not None
        pallets = self._made(
            Pallet,
            pallet,
            [{"sscc": f"9{n:017d}", "event": e} for n, e in enumerate(self._events(PALLETS))],
        )
        PalletContent.objects.bulk_create(
            PalletContent(pallet=pallets[n % PALLETS], run=one, first=1, last=4) for n, one in enumerate(runs)
        )

    def _take_the_rest(self, like: Any, tests: list[Any]) -> None:
        """The substances that the pattern names stand in every report."""
        from traceability.certification.models import ResidueResult

        named = [result for result in like.results.all() if result.substance in self.scene.found]
        ResidueResult.objects.bulk_create(
            ResidueResult(test=test, substance=one.substance, loq_mg_kg=one.loq_mg_kg, found_mg_kg=one.found_mg_kg)
            for test in tests
            for one in named
        )

    def _events(self, count: int) -> list[Event]:
        """Events that differ in their names alone."""
        from traceability.epcis.models import Event

        like = self.scene.bulk.making.event
        return self._made(
            Event, like, [{"event_id": f"ni:///sha-256;{uuid.uuid4().hex * 2}?ver=CBV2.0"} for _ in range(count)]
        )

    @staticmethod
    def _made(model: type[_Row], like: _Row, changes: list[dict[str, Any]]) -> list[_Row]:
        """Copies of a row with changes, stored."""
        key = model._meta.pk.attname
        fields = [
            field.attname for field in model._meta.concrete_fields if field.attname != key or model.__name__ == "Job"
        ]
        copies = []
        for change in changes:
            copy = model(**{name: getattr(like, name) for name in fields})
            for name, value in change.items():
                setattr(copy, name, value)
            copies.append(copy)
        return model._default_manager.bulk_create(copies, batch_size=500)


def _substances(like: Any) -> list[str]:
    """Names for the rest of the 60: those that have limits, then such as have none of their own."""
    from traceability.certification.substances import COMMON_NAMES

    named = {result.substance for result in like.results.all()}
    free = [name for name in COMMON_NAMES if name not in named]
    free += [f"unlisted-{n}" for n in range(RESIDUES)]
    return free[: RESIDUES - len(named)]
