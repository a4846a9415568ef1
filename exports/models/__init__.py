"""Export batches, their pallets and documents, and what must hold before they leave."""

from exports.models.batch import ExportBatch, Movement
from exports.models.document import Document, DocumentCopy, DocumentSet
from exports.models.override import Override
from exports.models.pallet import Pallet, PalletContent, SsccCounter
from exports.models.price import Price, PriceList
from exports.models.requirement import Clause, ReadinessReport, Requirement
from exports.models.statement import Statement

__all__ = [
    "Clause",
    "Document",
    "DocumentCopy",
    "DocumentSet",
    "ExportBatch",
    "Movement",
    "Override",
    "Pallet",
    "PalletContent",
    "Price",
    "PriceList",
    "ReadinessReport",
    "Requirement",
    "SsccCounter",
    "Statement",
]
