"""What is recorded about a batch, read once for all its checks."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property

from django.utils.translation import get_language

from exports.models import Document, ExportBatch, PalletContent
from traceability.certification.models import ResidueTest
from traceability.certification.queries import Verdict, judge_residues, reports_covering
from traceability.lots.models import Lot, LotOrigin
from traceability.lots.queries import Share, origins_of


class BatchFacts:
    """The lots, cartons, origins and papers of one batch. Weights in grams."""

    rules_here: int = 0
    """How many rules are written for the destination or its Union."""

    def __init__(self, batch: ExportBatch) -> None:
        self.batch = batch
        self._residues: dict[tuple[int, str], Verdict] = {}
        self._reports: dict[int, list[ResidueTest]] = {}

    @property
    def arrives_on(self) -> date:
        """The day on which limits are judged."""
        return self.batch.arrives_on

    @cached_property
    def contents(self) -> list[PalletContent]:
        """What stands on the pallets, with run, lot, product and certificate."""
        return list(
            PalletContent.objects.filter(pallet__batch=self.batch)
            .select_related(
                "pallet",
                "run__job",
                "run__certificate__scheme",
                "run__lot__owner",
                "run__lot__product__variety__species",
            )
            .order_by("pallet", "pk")
        )

    @cached_property
    def lots(self) -> list[Lot]:
        """The packed lots, each once."""
        return list({content.run.lot_id: content.run.lot for content in self.contents}.values())

    @cached_property
    def cartons(self) -> Counter[int]:
        """Cartons of this batch by primary key of their lot."""
        counted: Counter[int] = Counter()
        for content in self.contents:
            counted[content.run.lot_id] += content.cartons
        return counted

    @cached_property
    def species(self) -> frozenset[str]:
        """Codes of the species in the batch."""
        return frozenset(lot.product.variety.species_id for lot in self.lots)

    @property
    def fruit_names(self) -> str:
        """The species in the reader's language."""
        chinese = (get_language() or "").startswith("zh")
        species = {lot.product.variety.species_id: lot.product.variety.species for lot in self.lots}
        return ", ".join(one.name_zh if chinese else one.name_en for one in species.values())

    @cached_property
    def origins(self) -> dict[int, list[Share]]:
        """By lot, the pickings it was made of, with the grams of each."""
        return {lot.pk: origins_of(lot) for lot in self.lots}

    @property
    def pickings(self) -> list[LotOrigin]:
        """Every picking that went into the batch, each once."""
        found = {share.origin.pk: share.origin for shares in self.origins.values() for share in shares}
        return list(found.values())

    def residues(self, lot: Lot, destination: str) -> Verdict:
        """What certification says of a lot's residues at a destination on the day of arrival."""
        key = (lot.pk, destination)
        if key not in self._residues:
            self._residues[key] = judge_residues(lot, destination=destination, on=self.arrives_on)
        return self._residues[key]

    def residue_reports(self, lot: Lot) -> list[ResidueTest]:
        """Reports that together cover all fruit of a lot; none when part of it is not covered."""
        if lot.pk not in self._reports:
            self._reports[lot.pk] = reports_covering(lot)
        return self._reports[lot.pk]

    @cached_property
    def documents(self) -> dict[str, Document]:
        """By kind, the paper that counts: the one added last, since a newer one replaces the older."""
        return {document.kind: document for document in self.batch.documents.order_by("pk")}
