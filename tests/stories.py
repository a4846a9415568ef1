"""Stories that several tests begin with, told through the acts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pypdfium2
import zxingcpp
from django.core.files.base import ContentFile
from PIL import Image

from exports.acts.arrive import arrive
from exports.acts.attach_document import attach_document
from exports.acts.build_pallet import build_pallet
from exports.acts.declare_ready import declare_ready
from exports.acts.load import load
from exports.acts.offer import offer
from exports.acts.open_batch import open_batch
from exports.acts.ship import ship
from tests.cast import ROTTERDAM, Cast, at
from tests.ready import FREE_OF_FLIES, as_customs_wrote, customs_know, say_everything
from traceability.certification.acts.authorise import authorise
from traceability.certification.acts.certify import certify
from traceability.certification.acts.inspect import FruitReading, inspect
from traceability.certification.acts.report_residues import SubstanceResult, report_residues
from traceability.certification.acts.take_sample import take_sample
from traceability.certification.models import GIScheme
from traceability.jobs.acts.run import run as run_job
from traceability.labels.acts.download import download
from traceability.labels.acts.start_run import start_run
from traceability.labels.models import LabelRun
from traceability.lots.acts.blend import blend
from traceability.lots.acts.pack import pack
from traceability.lots.acts.register_product import register_product
from traceability.lots.models import Lot


def smallest_photo() -> bytes:
    """One dot."""
    file = BytesIO()
    Image.new("RGB", (1, 1)).save(file, "JPEG")
    return file.getvalue()


def certified(cast: Cast) -> Lot:
    """Lan's fruit of Napo and Guoqiang's of Pohong, blended, tested, inspected ripe and certified."""
    youan, wei, scheme = cast.youan, cast.youan.person, GIScheme.objects.get(code="CN-GIP-baise-mango")
    authorise(
        organisation=youan.organisation,
        scheme=scheme,
        number="BM-U-1",
        valid_from=date(2026, 1, 1),
        valid_to=None,
        by=cast.control_body.person,
    )
    napo = cast.lot(cast.plot(cast.lan), "2026-06-28", 620_000)
    pohong = cast.lot(cast.plot(cast.guoqiang), "2026-06-29", 380_000)
    lot = blend(inputs=[(napo, 620_000), (pohong, 380_000)], place=youan.place, by=wei, at=at("2026-06-29", "18:00"))
    for_laboratory = take_sample(
        lot=lot,
        taken_for=cast.laboratory.organisation,
        purpose="residues",
        fruits=10,
        by=wei,
        at=at("2026-06-29", "18:30"),
    )
    report_residues(
        sample=for_laboratory,
        report_number="NF26-1",
        method="GB 23200.121-2021",
        substances_tested=366,
        results=[SubstanceResult("azoxystrobin", Decimal("0.005"), Decimal("0.031"))],
        by=cast.laboratory.person,
        at=at("2026-07-02"),
    )
    for_inspection = take_sample(
        lot=lot,
        taken_for=cast.control_body.organisation,
        purpose="inspection",
        fruits=3,
        by=wei,
        at=at("2026-06-29", "18:40"),
    )
    inspect(
        sample=for_inspection,
        scheme=scheme,
        device="Atago PAL-1",
        readings=[
            FruitReading(290, Decimal("20.1")),
            FruitReading(301, Decimal("20.8")),
            FruitReading(310, Decimal("21.0")),
        ],
        photos=[ContentFile(smallest_photo(), "fruit.jpg")],
        by=cast.control_body.person,
        at=at("2026-07-03"),
    )
    certify(
        lot=lot,
        scheme=scheme,
        certified_g=1_000_000,
        number="BM-2026-1",
        valid_to=date(2026, 12, 31),
        packer=youan.organisation,
        by=cast.control_body.person,
        at=at("2026-07-04"),
    )
    return lot


def packed(cast: Cast, lot: Lot, day: str = "2026-07-05") -> Lot:
    """190 cartons of five kilograms of a lot of a tonne; fifty kilograms are sorted out."""
    wei = cast.youan.person
    product = register_product(
        owner=lot.owner, variety=lot.product.variety, unit_weight_g=5_000, quality_class="I", by=wei
    )
    return pack(lot=lot, product=product, cartons=190, loss_g=50_000, by=wei, at=at(day))


def labelled(cast: Cast, lot: Lot, labels: int) -> LabelRun:
    """The lot in cartons, and labels under the name, drawn."""
    run = start_run(
        lot=packed(cast, lot),
        count=labels,
        layout="carton-100-gi",
        with_name=True,
        destination="NL",
        by=cast.youan.person,
        at=at("2026-07-05", "10:00"),
    )
    assert run.job is not None
    assert run_job(job_id=run.job.pk)
    run.refresh_from_db()
    return run


def shipped(cast: Cast, run: LabelRun) -> None:
    """Twenty cartons on one pallet, with every paper, to Rotterdam."""
    zhao, rossi = cast.exporter, cast.importer
    download(run=run, output="pdf", first=1, last=run.count, by=cast.youan.person, at=at("2026-07-05", "10:05"))
    offer(lot=run.lot, exporter=zhao.organisation, by=cast.youan.person)
    batch = open_batch(
        code="EU1",
        exporter=zhao.organisation,
        importer=rossi.organisation,
        destination="NL",
        from_port=zhao.place,
        to_port=rossi.place,
        vessel="MV Beibu Swallow",
        container="MSCU6639870",
        seal="CN4471208",
        leaves_on=date(2026, 7, 12),
        arrives_on=date(2026, 8, 10),
        by=zhao.person,
        at=at("2026-07-06"),
    )
    build_pallet(batch=batch, contents=[(run, 1, 20)], by=zhao.person, at=at("2026-07-10"))
    customs_know(run.lot, cast.youan.person)
    say_everything(batch, by=zhao.person, at=at("2026-07-11", "16:00"))
    for kind in ("phyto", "bill_of_lading", "invoice", "packing_list"):
        attach_document(
            batch=batch,
            kind=kind,
            number=f"{kind}-1",
            issuer="Nanning Customs",
            issued_on=date(2026, 7, 9),
            additional_declaration=FREE_OF_FLIES if kind == "phyto" else "",
            facts=as_customs_wrote(batch) if kind == "phyto" else {},
            by=zhao.person,
        )
    declare_ready(batch=batch, by=zhao.person, at=at("2026-07-11", "15:00"))
    load(batch=batch, by=zhao.person, at=at("2026-07-11", "17:30"))
    ship(batch=batch, by=zhao.person, at=at("2026-07-12", "21:10"))
    arrive(batch=batch, by=rossi.person, at=at("2026-08-10", "14:25", ROTTERDAM))


def codes_of(run: LabelRun) -> list[str]:
    """What a scanner reads from each page of the print file, at the printer's 203 dots an inch."""
    with run.file.open("rb") as file:
        return codes_in(file.read())


def codes_in(pdf: bytes) -> list[str]:
    """The same of a print file that somebody has downloaded."""
    pages = pypdfium2.PdfDocument(pdf)
    read = [zxingcpp.read_barcodes(page.render(scale=203 / 72).to_pil()) for page in pages]
    return [barcode.text for [barcode] in read]
