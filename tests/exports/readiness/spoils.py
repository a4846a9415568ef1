"""The smallest change that breaks each check: by an act where an act can, else behind the backs of the triggers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import connection

from exports.acts.state import state
from exports.models import ExportBatch, PalletContent, Requirement
from orchards.acts.log_treatment import log_treatment
from orchards.models import Plot, RegisteredPlot, Threshold
from tests.cast import record_id
from tests.exports.scene import Scene
from tests.ready import as_customs_wrote
from traceability.certification.acts.revoke import revoke
from traceability.certification.models import OpeningDay, ResidueLimit
from traceability.jobs.models import Job
from traceability.labels.models import LabelRun, LabelSpan
from traceability.lots.models import Species
from traceability.parties.models import Organisation, Place

Spoil = Callable[[Scene], Any]


def nothing(scene: Scene) -> None:
    """The scene was made otherwise to begin with."""


def without_guards(table: str, statement: str, *values: Any) -> None:
    """What no act does: a fact changed behind the backs of the triggers that keep it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            guards = cursor.fetchall()
            for name, _sql in guards:
                cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(statement, values)
            for _name, sql in guards:
                cursor.execute(sql)
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is still to be checked would stand in the way
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def origin_is(column: str, value: Any) -> Spoil:
    return lambda scene: without_guards(
        "lots_lotorigin",
        f"UPDATE lots_lotorigin SET {column} = %s WHERE lot_id = %s",
        value(scene) if callable(value) else value,
        scene.bulk.pk,
    )


def sprayed_with(substance: str) -> Spoil:
    sprayed = [{"product": "x", "substances": [substance], "days_elapsed": 30, "interval_days": 14}]
    return origin_is("treatments", json.dumps(sprayed))


def no_coordinate_system(scene: Scene) -> None:
    Place.objects.filter(kind=Place.Kind.PLOT).update(source_crs="")


def registered_too_late(scene: Scene) -> None:
    RegisteredPlot.objects.update(valid_from=scene.day + timedelta(1))


def firm_is(**facts: Any) -> Spoil:
    return lambda scene: Organisation.objects.filter(pk=scene.cast.youan.organisation.pk).update(**facts)


def entered_in_the_book(**line: Any) -> Spoil:
    """A line of the grower's book, forty days before the picking; weigh-in is over by then and has copied nothing."""
    usual: dict[str, Any] = {
        "product": "嘧菌酯 250 g/L SC",
        "registration_number": "PD20060033",
        "substances": ["azoxystrobin"],
        "dose": "1500×",
        "target": "炭疽病",
        "interval_days": 14,
    }

    def spoil(scene: Scene) -> None:
        plot = Plot.objects.get()
        log_treatment(
            client_id=record_id("a line"),
            plot=plot,
            applied_on=scene.day - timedelta(40),
            by=plot.grower.user,
            at=scene.after(-40, "16:40"),
            **usual | line,
        )

    return spoil


def no_limit_for_the_rest(scene: Scene) -> None:
    ResidueLimit.objects.filter(substance="*").delete()


def opens_later(scene: Scene) -> None:
    OpeningDay.objects.filter(variety=scene.variety).update(opens_on=scene.day + timedelta(1))


def plots_give_little(scene: Scene) -> None:
    Threshold.objects.filter(key=Threshold.Key.SEASON_WARNS).update(value=30)


def certificate_revoked(scene: Scene) -> None:
    revoke(
        certificate=scene.certificate,
        reason="Readings of another lot",
        by=scene.cast.control_body.person,
        at=scene.after(10),
    )


def promise_is(column: str, value: Any) -> Spoil:
    return lambda scene: without_guards(
        "conformity_conformitycertificate",
        f"UPDATE conformity_conformitycertificate SET {column} = %s WHERE lot_id = %s",
        value(scene) if callable(value) else value,
        scene.lot.pk,
    )


def house_without_number(scene: Scene) -> None:
    Place.objects.filter(pk=scene.lot.place_id).update(customs_number="")


def more_cartons_than_packed(scene: Scene) -> None:
    PalletContent.objects.create(pallet=scene.ready.pallets.all()[0], run=scene.run, first=11, last=20)


def label_voided(scene: Scene) -> None:
    LabelSpan.objects.create(
        run=scene.run,
        state=LabelSpan.State.VOID,
        first=4,
        last=4,
        reason="torn",
        noted_by=scene.cast.youan.person,
        noted_at=scene.after(14),
    )


def print_failed(scene: Scene) -> None:
    Job.objects.filter(label_run=scene.run).update(state=Job.State.FAILED, error="no paper")


def labels_are(**facts: Any) -> Spoil:
    return lambda scene: LabelRun.objects.filter(pk=scene.run.pk).update(**facts)


def printed_as(column: str, value: str) -> Spoil:
    return lambda scene: without_guards(
        "labels_labelrun",
        f"UPDATE labels_labelrun SET {column} = %s WHERE id = %s",
        value,
        scene.run.pk,
    )


def customs_code_of_another_fruit(scene: Scene) -> None:
    Species.objects.filter(pk="mango").update(cn_code="0805 10")


def batch_is(**facts: Any) -> Spoil:
    return lambda scene: ExportBatch.objects.filter(pk=scene.draft.pk).update(**facts)


def says(topic: str, **words: Any) -> Spoil:
    """The exporter says something else on a topic."""
    return lambda scene: state(
        batch=scene.draft,
        topic=topic,
        by=scene.cast.exporter.person,
        at=scene.after(14, "17:00"),
        **{"holds": True, **words},
    )


def says_no(topic: str) -> Spoil:
    return says(topic, holds=False, remark="Not as it should be")


def certificate_says(**facts: Any) -> Spoil:
    """A newer certificate of the same goods says another thing; None for what it does not say."""

    def spoil(scene: Scene) -> None:
        written = as_customs_wrote(scene.draft) | facts
        scene.paper(number="4526-00408", facts={name: value for name, value in written.items() if value is not None})

    return spoil


def paper_is(kind: str, number: str) -> Spoil:
    return lambda scene: scene.paper(kind, number=number)


def rule_asks(code: str, **parameters: Any) -> Spoil:
    """The rule is another one from now on."""

    def spoil(scene: Scene) -> None:
        row = Requirement.objects.get(code=code)
        row.pk, row.version, row.parameters = None, row.version + 1, row.parameters | parameters
        row.save()

    return spoil


def making_is_lost(scene: Scene) -> None:
    without_guards("lots_making", "DELETE FROM lots_making WHERE lot_id = %s", scene.bulk.pk)


def days_before(count: int) -> Callable[[Scene], date]:
    return lambda scene: scene.day - timedelta(count)


def days_after(count: int) -> Callable[[Scene], date]:
    return lambda scene: scene.day + timedelta(count)
