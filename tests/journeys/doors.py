"""Every address of the house, read from the URLconf, with an object of You'an's season behind each parameter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from exports.acts.attach_document import attach_document
from exports.acts.price import price
from exports.acts.state import state
from exports.documents.downloads import token_for
from exports.inviting.acts.invite_colleague import invite_colleague
from exports.loggers.acts.add_logger_file import add_logger_file
from exports.models import ExportBatch, Pallet
from exports.news import Kind
from exports.receiving.acts.receive_pallet import receive_pallet
from exports.webhooks.acts.listen import listen
from orchards.acts.log_treatment import log_treatment
from orchards.acts.read_paper import read_paper
from orchards.acts.register_orchards import register_orchards
from orchards.acts.take_photo import take_photo
from orchards.models import Plot
from tests.agreed import a_picture, agree, orchard, portrait
from tests.cast import ROTTERDAM, Cast, at, record_id
from tests.papers import a_pdf
from tests.stories import certified, labelled, shipped, smallest_photo
from traceability.certification.models import Certificate, Sample
from traceability.labels.acts.add_printer import add_printer
from traceability.labels.queries import carton_uri_of, serial_of_carton
from traceability.lots.books.acts.count import count
from traceability.lots.conformity.acts.take_in import take_in
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.holding.acts.hold import hold
from traceability.lots.models import Lot
from traceability.parties.tokens.acts.issue import issue
from traceability.provenance.acts.report_carton import report_carton
from traceability.provenance.models import CopyAlert
from traceability.provenance.registry.acts.register_link import register_link
from traceability.web.scopes import Scope
from traceability.web.tables.reading import read_text

SMALLEST_PDF = a_pdf()


@dataclass(frozen=True)
class Door:
    """One address: its route as the URLconf writes it, its name, and the names of its parameters."""

    route: str
    name: str
    parameters: tuple[str, ...]

    @property
    def is_for_programs(self) -> bool:
        return self.route.startswith("api/")

    def path(self, things: dict[str, dict[str, Any]]) -> str:
        """The address with a thing behind each parameter: that of the longest prefix of the route which has one."""
        if self.name == "provenance:resolve":
            return f"/01/{things['']['gtin']}/10/{things['']['lot']}"
        prefixes = sorted((prefix for prefix in things if self.route.startswith(prefix)), key=len)
        known = {parameter: thing for prefix in prefixes for parameter, thing in things[prefix].items()}
        missing = [parameter for parameter in self.parameters if parameter not in known]
        assert not missing, f"{self.route} has {missing}: give it a thing of You'an's in tests/journeys/doors.py"
        return reverse(self.name, kwargs={parameter: known[parameter] for parameter in self.parameters})


def doors() -> list[Door]:
    """All of them but the administration, which Django guards by `is_staff`."""
    found = list(_walk(get_resolver(), "", ""))
    assert len(found) > 80
    return found


def _walk(resolver: URLResolver, route: str, namespace: str) -> Iterator[Door]:
    for part in resolver.url_patterns:
        here = route + str(part.pattern).removeprefix("^")
        if isinstance(part, URLPattern):
            parameters = tuple(part.pattern.regex.groupindex)
            yield Door(here, f"{namespace}{part.name}", parameters)
        elif here != "admin/":
            yield from _walk(part, here, f"{namespace}{part.namespace}:" if part.namespace else namespace)


class Season:
    """You'an's season from the tree to Rotterdam, told once through the acts, and one harvest that still waits."""

    def __init__(self, cast: Cast) -> None:
        bulk = certified(cast)
        run = labelled(cast, bulk, labels=20)
        shipped(cast, run)
        batch, pallet = ExportBatch.objects.get(code="EU1"), Pallet.objects.get()
        paper = attach_document(
            batch=batch,
            kind="origin",
            number="origin-1",
            issuer="CCPIT Guangxi",
            issued_on=date(2026, 7, 9),
            by=cast.exporter.person,
            file=ContentFile(SMALLEST_PDF, name="origin.pdf"),
        )
        announced = attach_document(
            batch=batch,
            kind="ched_pp",
            number="CHEDPP.NL.2026.0001",
            issuer="Rossi",
            issued_on=date(2026, 8, 7),
            by=cast.importer.person,
        )
        seen = state(
            batch=batch,
            topic="wood-packaging",
            holds=True,
            measured={"mark": "CN-45-0321 HT"},
            photo=ContentFile(smallest_photo(), name="mark.jpg"),
            by=cast.exporter.person,
            at=at("2026-07-11", "17:00"),
        )
        plot = Plot.objects.get(grower=cast.lan)
        waiting = cast.harvest(plot, "2026-07-01", 300_000)
        take_photo(
            harvest=waiting,
            offset=0,
            piece=(photo := smallest_photo()),
            size=len(photo),
            sha256=sha256(photo).hexdigest(),
            by=cast.lan.user,
        )
        log_treatment(
            client_id=record_id("spray"),
            plot=plot,
            product="difenoconazole 10% WG",
            registration_number="PD20070061",
            substances=["difenoconazole"],
            dose="1500x",
            target="炭疽病",
            applied_on=date(2026, 7, 2),
            interval_days=14,
            by=cast.lan.user,
            at=at("2026-07-02"),
        )
        register_orchards(
            organisation=cast.youan.organisation,
            number="4500GY001",
            plots=[plot],
            valid_from=date(2026, 1, 1),
            by=cast.youan.person,
        )
        aside = cast.lot(plot, "2026-06-30", 50_000)
        counted = count(lot=aside, counted_g=49_000, by=cast.youan.person, at=at("2026-06-30", "18:00"))
        stopped = hold(lot=aside, reason="Smells of diesel", by=cast.youan.person, at=at("2026-07-01"))
        page = read_paper(
            cooperative=cast.youan.organisation,
            table=read_text("日期,姓名,地块,重量(斤)\n2026-07-03,黄阿兰,4,172"),
            name="那坡村第14页",
            by=cast.youan.person,
        )
        brought = take_in(
            lot=Lot.objects.filter(making__act="receive").earliest("pk"),
            file=ContentFile(SMALLEST_PDF, name="paper.pdf"),
            by=cast.youan.person,
            at=at("2026-07-01"),
        )
        printer = add_printer(
            owner=cast.youan.organisation,
            name="Line 1",
            language="zpl",
            dpi=203,
            host="192.168.1.50",
            port=9100,
            answers=True,
            by=cast.youan.person,
        )
        price(
            batch=batch,
            currency="EUR",
            payment_terms="",
            per_kg={run.lot.product: Decimal("1.85")},
            by=cast.exporter.person,
        )
        receipt = receive_pallet(
            pallet=pallet,
            decision="accepted_with_remarks",
            remarks="One carton wet.",
            photos=[smallest_photo()],
            by=cast.importer.person,
            at=at("2026-08-10", "15:00", ROTTERDAM),
        )
        listens = listen(
            organisation=cast.importer.organisation,
            url="https://8.8.8.8/hook",
            kinds=[Kind.SHIPPED],
            by=cast.importer.person,
        )
        measured = add_logger_file(
            batch=batch,
            file=ContentFile(b"time,degC\n2026-07-20T10:00:00+08:00,12.5\n", name="logger.csv"),
            by=cast.importer.person,
        )
        letting_in = invite_colleague(
            importer=cast.importer.organisation,
            email="anke@rossifruit.example",
            role="clerk",
            language="de",
            by=cast.importer.person,
        )
        scale = issue(
            organisation=cast.youan.organisation,
            name="Scale in the yard",
            scopes=[Scope.READ],
            lasts=timedelta(days=30),
            by=cast.youan.person,
        )
        stock = issue(
            organisation=cast.importer.organisation,
            name="Stock of Rossi",
            scopes=[Scope.READ, Scope.RECEIVE],
            lasts=timedelta(days=30),
            by=cast.importer.person,
        )
        recipes = register_link(
            identifier=run.lot.uri,
            kind="recipeInfo",
            href="https://youan.example.com/recipes",
            title="Recipes",
            by=cast.youan.person,
            at=at("2026-07-20"),
        )
        doubt = CopyAlert.objects.create(
            run=run, counter=2, identifier=carton_uri_of(run, 2), finding="many", raised_at=at("2026-08-12")
        )
        wrong = report_carton(
            lot=run.lot,
            serial=serial_of_carton(run, 2),
            text="It says Brazil.",
            photo=smallest_photo(),
            language="de",
            at=at("2026-08-12"),
        )
        agree(cast, cast.lan, "photo")
        signed = agree(cast, cast.lan, "plot", paper=ContentFile(SMALLEST_PDF, name="paper.pdf"))[0]
        portrait(cast, cast.lan)
        hill, rows_of_trees = orchard(cast, plot), orchard(cast, plot, a_picture(800, 600))
        sample = {kind: Sample.objects.get(purpose=kind) for kind in Sample.Purpose.values}
        packed, certificate = run.lot, Certificate.objects.get()
        standing = ConformityCertificate.objects.get(lot=packed)
        place = cast.youan.place
        self.things: dict[str, dict[str, Any]] = {
            "": {
                "gtin": packed.product.gtin,
                "code": packed.code,
                "lot": packed.code,
                "serial": serial_of_carton(run, 1),
                "sscc": pallet.sscc,
                "gln": cast.youan.organisation.gln,
                "digest": certificate.event.digest,
                "number": certificate.number,
                "pseudonym": cast.lan.pseudonym,
                "slug": "lot-overdrawn",
                "layout": "carton-100-gi",
                "gdti": certificate.gdti,
            },
            "trace/report/": {"token": wrong.token},
            "pictures/": {"token": hill.token, "width": 360},
            "desk/growers/": {"kind": "photo", "token": hill.token},
            "desk/growers/<str:pseudonym>/consents/papers/": {"token": signed.token},
            "api/v1/growers/": {"kind": "photo", "token": rows_of_trees.token},
            "desk/buyers/": {"pk": doubt.pk, "token": wrong.token},
            "trace/place/": {"gln": place.gln, "extension": place.extension or "0"},
            "desk/samples/": {"digest": sample["inspection"].event.digest},
            "desk/samples/<str:digest>/photos/": {"number": 1},
            "desk/lots/<slug:gtin>/<slug:code>/conformity/": {"number": standing.number},
            "desk/lots/<slug:gtin>/<slug:code>/conformity/<slug:number>/scan/": {
                "gtin": brought.lot.product.gtin,
                "code": brought.lot.code,
                "number": brought.number,
            },
            "desk/labels/": {"pk": run.pk},
            "desk/printers/": {"pk": printer.pk},
            "api/v1/printers/": {"pk": printer.pk},
            "desk/links/": {"pk": recipes.pk},
            "desk/tokens/": {"number": scale.token.number},
            "import/tokens/": {"number": stock.token.number},
            "api/v1/links/": {"pk": recipes.pk},
            "api/v1/copy-alerts/": {"pk": doubt.pk},
            "api/v1/buyer-reports/": {"token": wrong.token},
            "desk/counts/": {"digest": counted.event.digest},
            "desk/holds/": {"pk": stopped.pk},
            "api/v1/holds/": {"pk": stopped.pk},
            "desk/paper/": {"digest": page.short},
            "desk/plots/": {"extension": plot.place.extension},
            "desk/registrations/": {"number": "4500GY001", "extension": plot.place.extension},
            "api/v1/plots/": {"gln": plot.place.gln, "extension": plot.place.extension},
            "api/v1/registrations/": {"number": "4500GY001"},
            "desk/photos/": {"client_id": waiting.client_id},
            "api/v1/field/photos/": {"client_id": waiting.client_id},
            "desk/weigh-in/": {"client_id": waiting.client_id},
            "desk/export/": {
                "code": batch.code,
                "sha256": paper.sha256,
                "requirement": "X1",
                "pk": paper.pk,
                "file": "history.csv",
            }
            | {"topic": seen.topic, "picture": seen.sha256},
            "desk/export/download/": {"token": token_for(batch, paper.sha256, cast.exporter.person)},
            "desk/export/offer/": {"code": packed.code},
            "import/": {"code": batch.code, "sha256": paper.sha256, "file": "history.csv", "pk": announced.pk},
            "desk/export/<slug:code>/temperature/": {"sha256": measured.sha256},
            "import/<slug:code>/temperature/": {"sha256": measured.sha256},
            "import/pallet/<slug:sscc>/photos/": {"sha256": receipt.photos.get().sha256},
            "import/systems/": {"pk": listens.hook.pk},
            "import/join/": {"token": "made-up:signature"},
            "import/firm/": {"gln": cast.importer.organisation.gln, "pk": cast.importer.person.pk},
            "import/firm/<slug:gln>/invitations/": {"pk": letting_in.pk},
            "api/v1/jobs/": {"pk": run.job_id},
            "api/v1/label-runs/": {"pk": run.pk},
            "api/v1/harvests/": {"client_id": waiting.client_id},
            "api/v1/export-batches/": {"code": batch.code, "sha256": paper.sha256, "file": "history.csv"},
            "api/v1/pallets/": {"file": "history.csv"},
            "api/v1/cartons/": {"file": "history.csv"},
            "api/v1/export-batches/<slug:code>/temperature/": {"sha256": measured.sha256},
        }
        self.people = [cast.lan.user, cast.guoqiang.user, cast.youan.person, cast.exporter.person, cast.importer.person]
        self.business = [
            *{lot.code for lot in (packed, bulk, aside)},
            waiting.lot_code,
            *[str(certificate.number), "NF26-1", pallet.sscc, str(batch.container), "G7LAN", "G7GUO"],
        ]

    def personal(self, body: str) -> list[str]:
        """Names and phone numbers of people that stand in a body."""
        return [said for person in self.people for said in (person.name, str(person.phone)) if said in body]

    def told(self, body: str, asked: str) -> list[str]:
        """Whatever of You'an's business, or of its people, stands in a body and did not stand in the question."""
        return self.personal(body) + [said for said in self.business if said in body and said not in asked]
