"""The whole season, from an empty database to two export batches."""

from __future__ import annotations

from random import Random
from typing import Any

from django.core.management import call_command

from exports.models import ExportBatch
from orchards.models import Grower, Harvest, Plot, Treatment
from traceability.certification.models import Certificate, Inspection, ResidueTest
from traceability.demo.faces import carton_path, examples, faces
from traceability.demo.fates import Fates
from traceability.demo.firms import found
from traceability.demo.mishaps import Mishaps
from traceability.demo.narrator import Narrator
from traceability.demo.plan import plan_season
from traceability.demo.season import Season
from traceability.demo.seen import be_seen
from traceability.demo.voyages import held_for_le_havre, to_rotterdam
from traceability.epcis.models import Event
from traceability.jobs.acts.run import run as run_job
from traceability.jobs.models import Job
from traceability.labels.models import LabelRun
from traceability.lots.models import Lot

COUNTED = (Grower, Plot, Treatment, Harvest, Lot, Inspection, ResidueTest, Certificate, LabelRun, ExportBatch, Event)


def grow(narrator: Narrator, *, seed: int, growers: int, days: int) -> dict[str, Any]:
    """Grow the season and return what a newcomer needs of it: `faces` and `examples`."""
    call_command("load_reference", verbosity=0)
    narrator.say("Villages, varieties, opening days and residue limits are loaded, each with its source.")
    season = Season(firms=found(), dice=Random(seed), narrator=narrator)
    narrator.say("The cooperative, the inspectors, the laboratory, the exporter and two importers have their desks.")
    season.settle(plan_season(seed=seed, growers=growers, days=days))
    season.spray()
    season.pick()
    fates = Fates(season)
    shipped, held = fates.shipped(), fates.held()
    named = [shipped, held, fates.lost_claim(), fates.before_opening(), fates.outside_area(), fates.orange()]
    seen = be_seen(season.firms, shipped)
    narrator.say(f"{len(seen)} growers agreed to be named to buyers, with pictures that are drawn; the others did not.")
    fates.inside_interval()
    mishaps = Mishaps(fates)
    mishaps.stopped()
    mishaps.weighed_wrong()
    named += [mishaps.recalled(), mishaps.revoked(), mishaps.bathed_and_graded()]
    narrator.say("One lot was blended with fruit picked too early and lost the name; an orange never had it.")
    narrator.say("One lot is held, one recalled, one weighed wrong and corrected; one certificate was revoked.")
    narrator.say(f"{fates.ordinary() + 2} lots were inspected ripe, tested, certified as 百色芒果 and packed.")
    _draw_labels(narrator)
    to_rotterdam(season.firms, shipped)
    narrator.say("One batch left Qinzhou and was received in Rotterdam.")
    report = held_for_le_havre(season.firms, held)
    if report.ready:
        raise AssertionError("the batch for Le Havre was to be held back")
    narrator.say("One batch is held: carbendazim was measured, and France allows none that can be measured.")
    return {
        "faces": faces(season.firms, seen[0], carton_path(shipped)),
        "examples": examples(named),
    }


def counts() -> dict[str, int]:
    """How much of everything there is."""
    return {str(model._meta.verbose_name_plural).replace(" ", "_"): model._default_manager.count() for model in COUNTED}


def _draw_labels(narrator: Narrator) -> None:
    """Let the worker's code draw what the desks have asked for, as it would beside them."""
    waiting = list(Job.objects.filter(state=Job.State.WAITING).order_by("created_at"))
    for job in narrator.each(waiting, "label runs"):
        run_job(job_id=job.pk)
    labels = sum(LabelRun.objects.values_list("count", flat=True))
    narrator.say(f"{labels:,} labels are drawn, each with a code of its own.")
