"""The papers that we make, one module each, in the order in which a clerk lays them on the table."""

from exports.documents.made import ched_prefill, gi_list, invoice, packing_list, pre_advice, residues, traceability
from exports.documents.made.maker import Maker

MAKERS: tuple[Maker, ...] = (
    invoice.MAKER,
    packing_list.MAKER,
    gi_list.MAKER,
    traceability.MAKER,
    residues.MAKER,
    ched_prefill.MAKER,
    pre_advice.MAKER,
)

__all__ = ["MAKERS", "Maker"]
