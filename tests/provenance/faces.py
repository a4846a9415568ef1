"""Every face that a scan can meet: each state of a carton, of its lot, and every page around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.test import Client, override_settings

from exports.acts.ship import ship
from orchards.models import Plot
from tests.agreed import agree, orchard, portrait
from tests.cast import Cast, at
from tests.exports.scene import Scene
from tests.provenance.scene import Blend
from traceability.epcis.acts.record import record
from traceability.epcis.builders import Quantity, object_event
from traceability.labels.acts.void_span import void_span
from traceability.labels.queries import serial_of_carton
from traceability.lots.holding.acts.recall import recall
from traceability.parties.models import Place
from traceability.provenance.acts.answer_copy_alert import answer_copy_alert
from traceability.provenance.acts.answer_report import answer_report
from traceability.provenance.acts.report_carton import report_carton
from traceability.provenance.copies.queries import doubted_of
from traceability.provenance.models import CopyAlert
from traceability.provenance.registry.acts.recognise import recognise

NOON = datetime(2026, 8, 12, 12, 32, tzinfo=UTC)
GLASS = "Splinters of glass were found in one crate"
BUYER = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile", "Accept": "text/html"}


@dataclass(frozen=True)
class Face:
    """A page, when it is read, and the status it is answered with."""

    path: str
    status: int = 200
    read_at: datetime = NOON
    set_to: Mapping[str, Any] = field(default_factory=dict)
    """Settings under which it is read."""

    def read(self, language: str, **more: Any) -> Any:
        """The answer to a buyer who chose a language."""
        with time_machine.travel(self.read_at, tick=False), override_settings(**self.set_to):
            joint = "&" if "?" in self.path else "?"
            phone = Client(headers=BUYER, **{"REMOTE_ADDR": "84.46.7.1", **more})
            return phone.get(f"{self.path}{joint}lang={language}")


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
    recall(lots=[scene.sources[0]], reason=GLASS, by=cast.youan.person, at=scene.after(40), started_from="")
    return Face(scene.page(scene.serial()))


def _recalled_orange(cast: Cast) -> Face:
    scene = Scene(cast, species="orange", variety="newhall-navel", picked="2026-11-12", with_name=False, found={})
    path = _carton(scene)
    recall(lots=[scene.lot], reason=GLASS, by=cast.youan.person, at=scene.after(40), started_from="")
    return Face(path, read_at=scene.after(41))


def _void(cast: Cast) -> Face:
    scene = Blend(cast)
    void_span(run=scene.run, first=3, last=3, reason="Torn", by=cast.youan.person, at=scene.after(7))
    return Face(scene.page(scene.serial(3)))


def _waiting(cast: Cast) -> Face:
    scene = Blend(cast)
    return Face(scene.page(scene.serial(scene.run.count)))


def _doubted(cast: Cast, *, copied: bool) -> Face:
    scene = _arrived(cast)
    alert = CopyAlert.objects.create(
        run=scene.run,
        counter=5,
        identifier=f"https://id.gs1.org{scene.link(scene.serial())}",
        finding="elsewhere",
        raised_at=NOON,
    )
    assert doubted_of(*scene.key)
    if copied:
        public = "Cartons with this code were sold in Hamburg and in Lyon in the same week."
        answer_copy_alert(
            alert=alert, answer="copied", words="Asked both shops.", public=public, by=cast.youan.person, at=NOON
        )
    return Face(scene.page(scene.serial()))


def _agreed(cast: Cast) -> Face:
    """Both growers show themselves and their orchards."""
    scene = _arrived(cast)
    for grower in (cast.lan, cast.guoqiang):
        agree(cast, grower, "name", "photo", "plot")
        portrait(cast, grower)
    for plot in Plot.objects.order_by("pk"):
        orchard(cast, plot)
    return Face(scene.page(scene.serial()))


def _misprinted(cast: Cast) -> Face:
    scene = _arrived(cast)
    recognise(
        printed=f"/01/{scene.key[0]}/10/TY260624O",
        lot=scene.lot,
        reason="The carton maker printed another number.",
        by=cast.youan.person,
        at=NOON,
    )
    return Face(f"/trace/{scene.key[0]}/TY260624O/")


def _undecided(cast: Cast) -> Face:
    scene = _arrived(cast)
    return Face(f"{scene.link()}?linkType=gs1:certificationInfo", 300)


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
    "carton-doubted": lambda cast: _doubted(cast, copied=False),
    "carton-copied": lambda cast: _doubted(cast, copied=True),
    "carton-growers": _agreed,
    "carton-unknown": _about(lambda scene: scene.page("7K4M2QXP9DHV"), 404),
    "carton-without-name": lambda cast: Face((s := Blend(cast, with_name=False)).page(s.serial())),
    "carton-untested": lambda cast: Face((s := Blend(cast, found={})).page(s.serial())),
    "carton-over-limit": lambda cast: Face((s := _sent_over(cast)).page(s.serial())),
    "orange": lambda cast: _citrus(cast, "orange", "newhall-navel"),
    "orange-recalled": _recalled_orange,
    "mandarin": lambda cast: _citrus(cast, "mandarin", "orah"),
    "lot": _about(lambda scene: scene.page()),
    "lot-loose": _about(lambda scene: f"/trace/{scene.bulk.product.gtin}/{scene.bulk.code}/"),
    "lot-of-nowhere": _of_nowhere,
    "lot-misprinted": _misprinted,
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
    "links": _about(lambda scene: f"{scene.link()}?linkType=linkset"),
    "choice": _undecided,
    "home": lambda cast: Face("/"),
    "error-400": _about(lambda scene: f"/01/{scene.key[0][:13]}{(int(scene.key[0][13]) + 1) % 10}", 400),
    "error-404": _about(lambda scene: "/trace/?code=TY000000A", 404),
    "error-404-page": lambda cast: Face("/trace/no-such-page/", 404),
    "error-429": lambda cast: Face("/trace/", 429, set_to={"NETWORK_BURST": 0}),
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
