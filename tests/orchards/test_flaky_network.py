"""Two hundred phones on a network that loses, cuts, repeats and reorders: what arrives is exactly what was logged."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from orchards.models import Conflict, Correction, Grower, Harvest, Plot, Treatment
from traceability.epcis.models import Event

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
PHONES, MOST_ROUNDS = 200, 60
LOST, ANSWER_LOST, CUT, TWICE = 0.25, 0.2, 0.1, 0.1
"""How often a request never arrives, its answer never comes back, it breaks half-way, or it arrives twice."""


@dataclass
class Phone:
    """What outbox.js does, in a few lines: a record leaves the outbox by its own answer alone."""

    grower: Grower
    plot: Plot
    dice: random.Random
    client: Client
    clock_off: timedelta
    outbox: list[dict[str, Any]] = field(default_factory=list)
    logged: dict[str, dict[str, Any]] = field(default_factory=dict)
    lot_codes: dict[str, str] = field(default_factory=dict)

    def now(self) -> datetime:
        """By the phone's own clock."""
        return timezone.localtime() + self.clock_off

    def log(self, record: dict[str, Any]) -> str:
        """Keep a record; its identifier."""
        client_id = str(UUID(int=self.dice.getrandbits(128), version=4))
        told = {
            "client_id": client_id,
            "plot": self.plot.place.extension,
            "logged_at": self.now().isoformat(timespec="milliseconds"),
        } | record
        self.outbox.append(told)
        self.logged[client_id] = told
        return client_id

    def day(self) -> None:
        """Some harvests, a spraying, and now and then a mistake."""
        picked = (self.now() - timedelta(hours=1)).isoformat(timespec="milliseconds")
        harvests = [
            self.log({"kind": "harvest", "weight_g": self.dice.randint(1, 900_000), "crates": 1, "picked_at": picked})
            for _ in range(self.dice.randint(1, 5))
        ]
        if self.dice.random() < 0.3:
            day = self.now().date().isoformat()
            self.log({"kind": "treatment", "product": "多菌灵 50% WP", "applied_on": day, "interval_days": 7})
        if self.dice.random() < 0.3:
            self.log({"kind": "correction", "corrects": harvests[0], "reason": "twice"})

    def send(self) -> None:
        """One try over the network as it is."""
        batch = self.outbox[: self.dice.randint(1, 4)]
        body = json.dumps(
            {"sent_at": self.now().isoformat(), "grower": self.grower.pseudonym, "records": batch}
        ).encode()
        luck = self.dice.random()
        if luck < LOST:
            return
        if luck < LOST + CUT:
            assert self.post(body[: self.dice.randrange(len(body) - 1)]).status_code == 400
            return
        answer = self.post(body)
        if luck < LOST + CUT + TWICE:
            answer = self.post(body)
        if luck < LOST + CUT + TWICE + ANSWER_LOST:
            return
        for told in answer.json()["answers"]:
            assert told["status"] in {"accepted", "known"}, told
            if "lot_code" in (told["answer"] or {}):
                self.lot_codes[told["client_id"]] = told["answer"]["lot_code"]
            self.outbox = [record for record in self.outbox if record["client_id"] != told["client_id"]]

    def post(self, body: bytes) -> Any:
        """A request that reaches the server."""
        return self.client.post("/api/v1/field/sync", body, content_type="application/json")


def phones(cast: Cast, dice: random.Random) -> list[Phone]:
    """Each with a grower of its own, some with a clock that is hours or days off."""
    found = []
    for number in range(PHONES):
        grower = cast.grower(f"果农{number}", f"+86150{number:08d}", "451003101", f"P{number:03d}")
        client = Client()
        client.force_login(grower.user)
        off = dice.choice([timedelta(0), timedelta(0), timedelta(days=2), timedelta(days=-2), timedelta(hours=-5)])
        found.append(Phone(grower, cast.plot(grower), dice, client, off))
    return found


def test_exactly_what_was_logged_arrives_whatever_the_network_does(cast: Cast) -> None:
    dice = random.Random(20260624)
    village = phones(cast, dice)
    for phone in village:
        phone.day()
    for _round in range(MOST_ROUNDS):
        waiting = [phone for phone in village if phone.outbox]
        dice.shuffle(waiting)
        for phone in waiting:
            phone.send()
    assert [phone for phone in village if phone.outbox] == []

    logged = {client_id: record for phone in village for client_id, record in phone.logged.items()}
    kinds = {"harvest": Harvest, "treatment": Treatment, "correction": Correction}
    for kind, model in kinds.items():
        wanted = {client_id for client_id, record in logged.items() if record["kind"] == kind}
        assert wanted
        assert sorted(str(row.client_id) for row in model.objects.all()) == sorted(wanted)
    for harvest in Harvest.objects.select_related("plot__grower"):
        said = logged[str(harvest.client_id)]
        assert harvest.weight_g == said["weight_g"]
        assert harvest.picked_at <= timezone.now()
        assert timezone.now() - harvest.picked_at < timedelta(hours=2)
    codes = {client_id: code for phone in village for client_id, code in phone.lot_codes.items()}
    assert codes == {str(row.client_id): row.lot_code for row in Harvest.objects.all()}
    assert Conflict.objects.count() == 0
    assert Event.objects.count() == len(logged)
    assert not Harvest.objects.values("lot_code").annotate(times=Count("pk")).filter(times__gt=1)
