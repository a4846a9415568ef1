"""A full container for the benchmarks of exports: 500 lots on 20 pallets of 1,200 cartons, tested for 60 substances.

One lot is made through the acts; the others are rows like its own, since making each would take longer than measuring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from django.db.models import Model

    from exports.models import ExportBatch
    from tests.cast import Cast
    from tests.exports.scene import Scene
    from traceability.labels.models import LabelRun

    M = TypeVar("M", bound=Model)

LOTS, PALLETS, CARTONS, SUBSTANCES = 500, 20, 1_200, 60
EACH = PALLETS * CARTONS // LOTS
CARTON_G = 5_000


def full_container(cast: Cast) -> ExportBatch:
    """The batch, papered and priced, its pallets built through the act that builds them."""
    from exports.acts.build_pallet import build_pallet
    from exports.models import ExportBatch
    from tests.exports.papered import priced, with_addresses

    scene, loads = printed_cartons(cast)
    batch, zhao = scene.draft, cast.exporter.person
    for pallet, load in enumerate(loads):
        build_pallet(
            batch=batch,
            contents=[(run, 1, EACH) for run in load],
            by=zhao,
            at=scene.after(13, f"{8 + pallet // 2:02d}:{30 * (pallet % 2):02d}"),
        )
    scene.paper(facts={"channel": "paper", "packages": PALLETS * CARTONS, "net_weight_g": PALLETS * CARTONS * CARTON_G})
    with_addresses(cast)
    ExportBatch.objects.filter(pk=batch.pk).update(incoterm="CIF", buyer_order="PO-4471")
    priced(batch, cast)
    return ExportBatch.objects.with_names().get(pk=batch.pk)


def printed_cartons(cast: Cast) -> tuple[Scene, list[list[LabelRun]]]:
    """The scene, and for each pallet the printed runs of the lots that come onto it, offered to the exporter."""
    from tests.exports.scene import Scene
    from traceability.lots.models import Lot

    scene = Scene(cast, found=_sixty(), batch_facts={"code": "EX26-500"})
    runs = _runs(scene)
    Lot.shown_to.through.objects.bulk_create(
        [Lot.shown_to.through(lot_id=run.lot_id, organisation=cast.exporter.organisation) for run in runs],
        ignore_conflicts=True,
    )
    return scene, [runs[pallet * LOTS // PALLETS : (pallet + 1) * LOTS // PALLETS] for pallet in range(PALLETS)]


def _sixty() -> dict[str, str | None]:
    """Sixty substances, two of them measured, those that France forbids among them."""
    from tests.exports.scene import NOTHING_FOUND
    from traceability.certification.substances import COMMON_NAMES

    names = dict.fromkeys([*NOTHING_FOUND, *COMMON_NAMES])
    made_up = [f"substance {number}" for number in range(SUBSTANCES)]
    return dict.fromkeys([*names, *made_up][:SUBSTANCES]) | {"azoxystrobin": "0.031", "difenoconazole": "0.02"}


def _runs(scene: Scene) -> list[Any]:
    """A label run of 48 printed cartons for each of the lots, with everything that a paper says of a lot behind it."""
    from traceability.certification.models import Certificate, ResidueResult, ResidueTest, Sample
    from traceability.jobs.models import Job
    from traceability.labels.models import Download, LabelRun
    from traceability.lots.models import Lot, LotInput, LotOrigin, Making

    run, count, grams = scene.run, range(LOTS), EACH * CARTON_G
    test = ResidueTest.objects.get()
    sample = test.sample
    bulk = _like(scene.bulk, count, lambda n: {"code": f"TB{n:05d}", "weight_g": grams, "remaining_g": 0})
    packed = _like(
        scene.lot, count, lambda n: {"code": f"TP{n:05d}", "weight_g": grams, "remaining_g": grams, "units": EACH}
    )
    Lot.objects.bulk_create(bulk)
    Lot.objects.bulk_create(packed)
    LotOrigin.objects.bulk_create(_like(scene.bulk.origin, count, lambda n: {"lot": bulk[n], "logged_g": grams}))
    LotInput.objects.bulk_create(
        [LotInput(child=child, parent=parent, weight_g=grams) for child, parent in zip(packed, bulk, strict=True)]
    )
    for made, of in ((bulk, scene.bulk), (packed, scene.lot)):
        Making.objects.bulk_create(_like(of.making, count, lambda n, made=made: {"lot": made[n], "loss_g": 0}))
    samples = _like(sample, count, lambda n: {"lot": bulk[n], "event": _event(sample.event, n, 1)})
    Sample.objects.bulk_create(samples)
    tests = _like(
        test,
        count,
        lambda n: {"sample": samples[n], "report_number": f"NF26-{n:05d}", "event": _event(test.event, n, 2)},
    )
    ResidueTest.objects.bulk_create(tests)
    results = list(test.results.all())
    for result in results:
        ResidueResult.objects.bulk_create(_like(result, count, lambda n: {"test": tests[n]}))
    certificates = _like(
        scene.certificate,
        count,
        lambda n: {
            "lot": bulk[n],
            "number": f"BM-2026-{n:05d}",
            "certified_g": grams,
            "drawn_g": 0,
            "event": _event(scene.certificate.event, n, 3),
        },
    )
    Certificate.objects.bulk_create(certificates)
    jobs = _like(run.job, count, lambda _n: {})
    Job.objects.bulk_create(jobs)
    runs = _like(
        run,
        count,
        lambda n: {
            "lot": packed[n],
            "lot_code": packed[n].code,
            "first_index": run.first_index + 10_000 + n * EACH,
            "count": EACH,
            "certificate": certificates[n],
            "job": jobs[n],
            "event": _event(run.event, n, 4),
        },
    )
    LabelRun.objects.bulk_create(runs)
    Download.objects.bulk_create(_like(run.downloads.get(), count, lambda n: {"run": runs[n], "last": EACH}))
    return runs


def _like(row: M, count: Iterable[int], facts: Callable[[int], dict[str, Any]]) -> list[M]:
    """Unsaved rows like one that stands, each with facts of its own."""
    model = type(row)
    kept = {
        field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields if not field.primary_key
    }
    return [_with(model(**kept), facts(number)) for number in count]


def _with(row: M, facts: dict[str, Any]) -> M:
    for name, value in facts.items():
        setattr(row, name, value)
    return row


def _event(like: Any, number: int, kind: int) -> Any:
    """An event of another identity, for rows that have one of their own."""
    (made,) = _like(like, [number], lambda n: {"event_id": f"ni:///sha-256;{kind:032x}{n:032x}?ver=CBV2.0"})
    made.save()
    return made
