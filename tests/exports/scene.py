"""A container of mangoes that is ready to leave for Rotterdam, built through the acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from exports.acts.attach_document import attach_document
from exports.acts.build_pallet import build_pallet
from exports.acts.declare_ready import declare_ready
from exports.acts.load import load
from exports.acts.offer import offer
from exports.acts.open_batch import open_batch
from exports.models import Document, ExportBatch, Pallet
from tests.cast import ROTTERDAM, Cast, Firm, at
from tests.ready import FREE_OF_FLIES, as_customs_wrote, customs_know, declaration_for, say_everything
from traceability.certification.acts.authorise import authorise
from traceability.certification.acts.certify import certify
from traceability.certification.acts.inspect import FruitReading, inspect
from traceability.certification.acts.report_residues import SubstanceResult, report_residues
from traceability.certification.acts.take_sample import take_sample
from traceability.certification.models import AuthorisedUser, Certificate, GIScheme, ResidueTest, Sample
from traceability.demo.bath import bathe
from traceability.jobs.acts.run import run as run_job
from traceability.labels.acts.download import download
from traceability.labels.acts.start_run import start_run
from traceability.labels.models import LabelRun
from traceability.lots.acts.blend import blend
from traceability.lots.acts.pack import pack
from traceability.lots.acts.register_product import register_product
from traceability.lots.models import Lot
from traceability.parties.acts.register import register_place
from traceability.parties.models import Place

NOTHING_FOUND: Mapping[str, str | None] = {
    "azoxystrobin": "0.031",
    "carbendazim": None,
    "benomyl": None,
    "thiophanate-methyl": None,
    "mancozeb": None,
}
DECLARATION = FREE_OF_FLIES
CARTON_G = 5_000


@dataclass
class Scene:
    """One batch of Zhao's for Rossi: two pallets of four cartons each, of a certified lot of You'an's.

    Every field is what a test may want otherwise; everything is made when it is first looked at.
    """

    cast: Cast
    species: str = "mango"
    variety: str = "tainong-1"
    picked: str = "2026-06-27"
    with_name: bool = True
    printed: bool = True
    found: Mapping[str, str | None] = field(default_factory=lambda: NOTHING_FOUND)
    batch_facts: Mapping[str, Any] = field(default_factory=dict)
    phyto: Mapping[str, Any] | None = field(default_factory=dict)
    said: Mapping[str, Any] | None = field(default_factory=dict)
    growers: int = 1
    bathed: bool = False
    numbers: str = ""
    """What its plots' and papers' numbers end with: scenes that stand side by side need their own."""
    sampled_after: int = 0
    """Days after the first picking: no sample is older than what it is taken from."""
    reported: str = "15:05"
    """The clock at which the laboratory reports."""

    @property
    def day(self) -> date:
        return date.fromisoformat(self.picked)

    def after(self, days: int, clock: str = "10:00") -> datetime:
        """A moment so many days after picking."""
        return at((self.day + timedelta(days)).isoformat(), clock)

    @cached_property
    def bulk(self) -> Lot:
        """What Lan picked, or Lan and Guoqiang and the house blended; sampled and tested."""
        lot = self.cast.lot(self.cast.plot(self.cast.lan, "4" + self.numbers, self.variety), self.picked, 400_000)
        if self.growers == 2:
            other = self.cast.lot(
                self.cast.plot(self.cast.guoqiang, "4" + self.numbers, self.variety), self.picked, 300_000
            )
            lot = blend(
                inputs=[(lot, 400_000), (other, 300_000)],
                place=self.cast.youan.place,
                by=self.cast.youan.person,
                at=self.after(0, "16:40"),
            )
        if self.bathed:
            bathe(lot, began=self.after(0, "17:10"), by=self.cast.youan.person)
        self.test_residues(lot)
        return lot

    def test_residues(self, lot: Lot) -> ResidueTest | None:
        if not self.found:
            return None
        sample = self.sample(lot, self.cast.laboratory, Sample.Purpose.RESIDUES)
        return report_residues(
            sample=sample,
            report_number=f"NF26-3381{self.numbers}",
            method="GB 23200.121-2021",
            substances_tested=366,
            results=[
                SubstanceResult(name, Decimal("0.005"), Decimal(value) if value else None)
                for name, value in self.found.items()
            ],
            by=self.cast.laboratory.person,
            at=self.after(4, self.reported),
        )

    def sample(self, lot: Lot, whose: Firm, purpose: str) -> Sample:
        return take_sample(
            lot=lot,
            taken_for=whose.organisation,
            purpose=purpose,
            fruits=18,
            by=self.cast.youan.person,
            at=self.after(self.sampled_after, "19:05"),
        )

    @property
    def scheme(self) -> GIScheme:
        return GIScheme.objects.get(code="CN-GIP-baise-mango")

    @cached_property
    def certificate(self) -> Certificate:
        """The name for the whole of the lot, by Meng."""
        meng = self.cast.control_body.person
        if not AuthorisedUser.objects.filter(organisation=self.cast.youan.organisation).exists():
            authorise(
                organisation=self.cast.youan.organisation,
                scheme=self.scheme,
                number="BM-U-2026-017",
                valid_from=date(2026, 1, 1),
                valid_to=date(2028, 12, 31),
                by=meng,
            )
        inspect(
            sample=self.sample(self.bulk, self.cast.control_body, Sample.Purpose.INSPECTION),
            scheme=self.scheme,
            device="Atago PAL-1",
            readings=[FruitReading(fruit_weight_g=280 + i % 10, brix=Decimal("20.5")) for i in range(18)],
            by=meng,
            at=self.after(5, "09:35"),
        )
        return certify(
            lot=self.bulk,
            scheme=self.scheme,
            certified_g=self.bulk.weight_g,
            number=f"BM-2026-0417{self.numbers}",
            valid_to=date(2026, 12, 31),
            packer=self.cast.youan.organisation,
            by=meng,
            at=self.after(5, "11:00"),
        )

    @cached_property
    def lot(self) -> Lot:
        """Twelve cartons of 5 kg."""
        if self.with_name:
            self.certificate  # noqa: B018 (made before the fruit is packed)
        wei = self.cast.youan.person
        product = register_product(
            owner=self.cast.youan.organisation,
            variety=self.bulk.product.variety,
            unit_weight_g=CARTON_G,
            quality_class="I",
            by=wei,
        )
        return pack(lot=self.bulk, product=product, cartons=12, by=wei, at=self.after(6, "15:48"))

    @cached_property
    def run(self) -> LabelRun:
        """Labels for ten of the cartons, printed, and the lot offered to Zhao."""
        return self._labels(10, self.batch_facts.get("destination", "NL"))

    def two_more_labels(self, destination: str) -> LabelRun:
        """Labels for the two cartons that have none, in the language of another destination."""
        return self._labels(2, destination)

    def _labels(self, count: int, destination: str) -> LabelRun:
        wei = self.cast.youan.person
        run = start_run(
            lot=self.lot,
            count=count,
            layout="carton-100-gi" if self.with_name else "carton-100",
            with_name=self.with_name,
            destination=destination,
            size="B" if self.species == "mango" else "3" if self.species == "orange" else "2",
            by=wei,
            at=self.after(6, "16:30"),
        )
        if self.printed and run.job:
            run_job(job_id=run.job.pk)
            download(run=run, output="pdf", first=1, last=count, by=wei, at=self.after(6, "16:35"))
        offer(lot=self.lot, exporter=self.cast.exporter.organisation, by=wei)
        return LabelRun.objects.select_related("job", "lot__product").get(pk=run.pk)

    @cached_property
    def draft(self) -> ExportBatch:
        """The batch before anything stands on it: leaves on 12 July, lands on 10 August."""
        facts: dict[str, Any] = {
            "code": "EX26-014",
            "exporter": self.cast.exporter.organisation,
            "importer": self.cast.importer.organisation,
            "destination": "NL",
            "from_port": self.cast.exporter.place,
            "to_port": self.cast.importer.place,
            "vessel": "MV Beibu Swallow",
            "container": "TYTU 260702 0",
            "seal": "GX 482913",
            "leaves_on": self.day + timedelta(15),
            "arrives_on": self.day + timedelta(44),
        }
        return open_batch(**facts | {"at": self.after(0)} | dict(self.batch_facts), by=self.cast.exporter.person)

    def pallet(self, first: int, last: int, batch: ExportBatch | None = None) -> Pallet:
        """Cartons `first` to `last` of the run on a pallet."""
        return build_pallet(
            batch=batch or self.draft,
            contents=[(self.run, first, last)],
            by=self.cast.exporter.person,
            at=self.after(13, f"{9 + first % 10}:15"),
        )

    def paper(self, kind: str = Document.Kind.PHYTO, **facts: Any) -> Document:
        """A paper of the batch; by default the phytosanitary certificate as it should be."""
        usual: dict[str, Any] = {
            "number": "4526-00407",
            "issuer": "Nanning Customs",
            "issued_on": self.day + timedelta(14),
        }
        if kind == Document.Kind.PHYTO:
            usual["additional_declaration"] = declaration_for(self.species)
            usual["facts"] = {} if "file" in facts else as_customs_wrote(self.draft)
        by = self.cast.importer.person if kind == Document.Kind.CHED_PP else self.cast.exporter.person
        return attach_document(batch=self.draft, kind=kind, by=by, **usual | facts)

    @cached_property
    def ready(self) -> ExportBatch:
        """The batch with its pallets and papers: nothing stops it, unless the scene was told otherwise."""
        self.pallet(1, 4)
        self.pallet(5, 8)
        customs_know(self.lot, self.cast.youan.person)
        if self.phyto is not None:
            self.paper(**self.phyto)
        if self.species == "orange":
            self.paper(Document.Kind.CONFORMITY, number="QC-26-118", issuer="KCB", issued_on=self.day + timedelta(14))
        if self.said is not None:
            say_everything(self.draft, by=self.cast.exporter.person, at=self.after(14, "16:00"), **self.said)
        return self.draft

    def load(self, batch: ExportBatch) -> ExportBatch:
        """A batch that nothing stops, declared ready and loaded on the eve of its departure."""
        zhao = self.cast.exporter.person
        declare_ready(batch=batch, by=zhao, at=self.after(14, "11:00"))
        return load(batch=batch, by=zhao, at=self.after(14, "16:00")).batch

    @cached_property
    def loaded(self) -> ExportBatch:
        """The ready batch in its container, the doors shut."""
        return self.load(self.ready)

    @property
    def leaving(self) -> datetime:
        return self.after(15, "21:10")

    @property
    def landing(self) -> datetime:
        return at((self.day + timedelta(44)).isoformat(), "08:20", ROTTERDAM)


def port(firm: Firm, name: str, country: str) -> Place:
    """Another port of a firm."""
    return register_place(
        kind=Place.Kind.PORT, owner=firm.organisation, name=name, latitude=49.48, longitude=0.17, country=country
    )
