"""The labels of a batch's pallets, ready to print: GS1 Logistic Labels with the SSCC."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.utils import timezone

from exports.models import ExportBatch
from exports.queries import PalletLine, pallet_lines
from exports.refusals import NoPalletToLabel
from traceability.gs1.digital_link import pallet_qr_text
from traceability.labels.cards import card_file
from traceability.labels.faces.pallet import SIZE, PalletLabel, draw_pallet
from traceability.labels.papers import Paper
from traceability.labels.words import LANGUAGES, language_for


def pallet_labels(batch: ExportBatch, paper: Paper) -> bytes:
    """A PDF with one label for each pallet, in the order in which they were built.

    Raises NoPalletToLabel, TextDoesNotFit or CodeIsTooLong.
    """
    lines = pallet_lines(batch)
    if not lines:
        raise NoPalletToLabel(code=batch.code)
    labels = [_label(batch, line, len(lines)) for line in lines]
    draws = [partial(draw_pallet, label=label) for label in labels]
    return card_file(f"{batch.code} · SSCC", paper, SIZE, draws)


def _label(batch: ExportBatch, line: PalletLine, total: int) -> PalletLabel:
    built_on = timezone.localtime(line.pallet.built_at).date()
    return PalletLabel(
        sscc=line.pallet.sscc,
        spelled=line.sscc,
        address=pallet_qr_text(settings.PUBLIC_ORIGIN, line.pallet.sscc),
        number=line.number,
        total=total,
        sender=batch.exporter.name_latin,
        sender_address=batch.exporter.address_latin,
        place=batch.to_port.name_latin or batch.to_port.name,
        receiver=batch.importer.name_latin,
        batch=batch.code,
        lots=tuple(lot.code for lot in line.lots),
        cartons=line.cartons,
        net_weight=f"{line.weight_g / 1000:,.1f} kg",
        packed_on=built_on.isoformat(),
        language=language_for(batch.destination, built_on) or LANGUAGES[0],
    )
