"""Every face that a scan can meet: each state of a carton, of its lot, and every page around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.test import Client

from exports.acts.ship import ship
from tests.cast import Cast, at
from tests.exports.scene import Scene
from tests.provenance.scene import Blend
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.labels.acts.void_span import void_span
from traceability.labels.queries import serial_of_carton
from traceability.lots.holding.acts.recall import recall
from traceability.parties.models import Place
from traceability.provenance.acts.answer_report import answer_report
from traceability.provenance.acts.report_carton import report_carton
from traceability.provenance.copies.queries import doubted_of
from traceability.provenance.models import CopyAlert

NOON = datetime(2026, 8, 12, 12, 32, tzinfo=UTC)
BUYER = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile", "Accept": "text/html"}


@dataclass(frozen=True)
class Face:
    """A page, when it is read, and the status it is answered with."""

    path: str
    status: int = 200
    read_at: datetime = NOON

    def read(self, language: str, **more: Any) -> Any:
        """The answer to a buyer who chose a language."""
        with time_machine.travel(self.read_at, tick=False):
            joint = "&" if "?" in self.path else "?"
            return Client(headers=BUYER, **more).get(f"{self.path}{joint}lang={language}")


def _arrived(cast: Cast, **more: Any) -> Blend:
    scene = Blend(cast, **more)
    scene.arrived  # noqa: B018 (made when first looked at)
    return scene


def _one_town(cast: Cast) -> Face:
    scene = Scene(cast)
    scene.load(scene.ready)
    ship(batch=scene.draft, by=cast.exporter.person, at=scene.leaving)
    return Face(_carton(scene), read_at=scene.leaving + timedelta(days=9))


def _carton(scene: Scene, counter: int = 5) -> str:
    lot = scene.lot
    return f"/trace/{lot.product.gtin}/{lot.code}/{serial_of_carton(scene.run, counter)}/"


def _citrus(cast: Cast, species: str, variety: str) -> Face:
    scene = Scene(cast, species=species, variety=variety, picked="2026-11-12", with_name=False, found={})
    return Face(_carton(scene), read_at=scene.after(41))


def _recalled(cast: Cast) -> Face:
    scene = _arrived(cast)
    reason = "Splinters of glass were found in one crate"
    recall(lots=[scene.sources[0]], reason=reason, by=cast.youan.person, at=scene.after(40), started_from="")
    return Face(scene.page(scene.serial()))


def _void(cast: Cast) -> Face:
    scene = Blend(cast)
    void_span(run=scene.run, first=3, last=3, reason="Torn", by=cast.youan.person, at=scene.after(7))
    return Face(scene.page(scene.serial(3)))


def _waiting(cast: Cast) -> Face:
    scene = Blend(cast)
    return Face(scene.page(scene.serial(scene.run.count)))


def _doubted(cast: Cast) -> Face:
    scene = _arrived(cast)
    CopyAlert.objects.create(
        run=scene.run,
        counter=5,
        identifier=f"https://id.gs1.org{scene.link(scene.serial())}",
        finding="elsewhere",
        raised_at=NOON,
    )
    assert doubted_of(*scene.key)
    return Face(scene.page(scene.serial()))


def _reported(cast: Cast, *, answered: bool) -> Face:
    scene = _arrived(cast)
    report = report_carton(
        lot=scene.lot,
        serial=scene.serial(),
        text="The carton says Brazil.\nBought at the market in Altona.",
        photo=None,
        language="en",
        at=NOON,
    )
    if answered:
        answer_report(report=report, answer="Keep it apart. We are asking the importer.", by=cast.youan.person, at=NOON)
    return Face(f"/trace/report/{report.token}/")


def _of_nowhere(cast: Cast) -> Face:
    seen = object_event(
        action="OBSERVE",
        at=at("2026-06-24", "16:20"),
        biz_step="receiving",
        disposition="in_progress",
        quantities=[Quantity("https://id.gs1.org/01/09506000134352/10/FOREIGN1", grams=500_000)],
    )
    record(event=seen, act="receive", recorded_by=cast.youan.organisation, by=None)
    return Face("/trace/09506000134352/FOREIGN1/")


def _about(path: Callable[[Blend], str], status: int = 200) -> Callable[[Cast], Face]:
    """A page of the blend that has arrived."""
    return lambda cast: Face(path(_arrived(cast)), status)


def _of_place(scene: Blend, kind: str) -> str:
    place = {
        "house": scene.cast.youan.place,
        "port": scene.cast.exporter.place,
        "orchard": Place.objects.filter(kind=Place.Kind.PLOT).earliest("pk"),
    }[kind]
    assert place
    return f"/trace/place/{place.gln}/" + (f"{place.extension}/" if place.extension else "")


FACES: dict[str, Callable[[Cast], Face]] = {
    "carton": _about(lambda scene: scene.page(scene.serial())),
    "carton-at-sea": _one_town,
    "carton-not-shipped": lambda cast: Face((s := Blend(cast)).page(s.serial()), read_at=s.after(8)),
    "carton-long-ago": lambda cast: Face((s := _arrived(cast)).page(s.serial()), read_at=s.after(140)),
    "carton-recalled": _recalled,
    "carton-void": _void,
    "carton-waiting": _waiting,
    "carton-doubted": _doubted,
    "carton-unknown": _about(lambda scene: scene.page("7K4M2QXP9DHV"), 404),
    "carton-without-name": lambda cast: Face((s := Blend(cast, with_name=False)).page(s.serial())),
    "carton-untested": lambda cast: Face((s := Blend(cast, found={})).page(s.serial())),
    "carton-over-limit": lambda cast: Face((s := _sent_over(cast)).page(s.serial())),
    "orange": lambda cast: _citrus(cast, "orange", "newhall-navel"),
    "mandarin": lambda cast: _citrus(cast, "mandarin", "orah"),
    "lot": _about(lambda scene: scene.page()),
    "lot-loose": _about(lambda scene: f"/trace/{scene.bulk.product.gtin}/{scene.bulk.code}/"),
    "lot-of-nowhere": _of_nowhere,
    "events": _about(lambda scene: f"{scene.page()}events/"),
    "pallet": _about(lambda scene: f"/trace/pallet/{scene.ready.pallets.earliest('pk').sscc}/"),
    "house": _about(lambda scene: _of_place(scene, "house")),
    "port": _about(lambda scene: _of_place(scene, "port")),
    "orchard": _about(lambda scene: _of_place(scene, "orchard")),
    "party": _about(lambda scene: f"/trace/party/{scene.cast.youan.organisation.gln}/"),
    "product": _about(lambda scene: f"/trace/{scene.key[0]}/"),
    "certificate": _about(lambda scene: f"/trace/document/{scene.certificate.gdti}/"),
    "laboratory": _about(lambda scene: f"{scene.page()}laboratory/"),
    "conformity": _about(lambda scene: f"{scene.page()}conformity/"),
    "report": _about(lambda scene: f"{scene.page(scene.serial())}report/"),
    "reported": lambda cast: _reported(cast, answered=False),
    "answered": lambda cast: _reported(cast, answered=True),
    "error-400": _about(lambda scene: f"/01/{scene.key[0][:13]}{(int(scene.key[0][13]) + 1) % 10}", 400),
    "error-404": _about(lambda scene: "/trace/?code=TY000000A", 404),
}


def _sent_over(cast: Cast) -> Blend:
    scene = Blend(cast, found={"thiamethoxam": "0.03", "azoxystrobin": "0.031"})
    scene.ready  # noqa: B018
    event = object_event(
        action="OBSERVE",
        at=scene.leaving,
        biz_step="shipping",
        disposition="in_transit",
        epcs=[scene.ready.pallets.earliest("pk").uri],
        extensions={
            "tyt:lots": [scene.lot.uri],
            "tyt:voyage": {"tyt:destination": "NL", "tyt:arrivesOn": "2026-08-10"},
        },
    )
    record(event=event, act="ship", recorded_by=cast.exporter.organisation, by=None)
    return scene
