"""What is known of a label: whose it is, and what has become of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Sum

from traceability.gs1.digital_link import carton_uri, qr_text
from traceability.labels import keys
from traceability.labels.models import LabelRun, LabelSpan
from traceability.labels.serials import ALPHABET, LENGTH, index_of, serial_of
from traceability.lots.models import Lot


@dataclass(frozen=True)
class Verdict:
    """What we know of a serial: `state` is issued, void or unknown; then the run and the label's number in it."""

    state: str
    run: LabelRun | None = None
    counter: int = 0


def verify(gtin: str, lot_code: str, serial: str) -> Verdict:
    """Whether we issued this serial for this lot. No row per label: the key says the index, the run holds its range."""
    for number in keys.numbers():
        index = index_of(serial, keys.key(number))
        if index is None:
            continue
        run = (
            LabelRun.objects.filter(first_index__lte=index, first_index__gt=index - F("count"), key_number=number)
            .filter(lot__product__gtin=gtin, lot__code=lot_code)
            .select_related("lot__product", "certificate__scheme")
            .first()
        )
        if run is not None:
            counter = index - run.first_index + 1
            void = run.spans.filter(state=LabelSpan.State.VOID, first__lte=counter, last__gte=counter).exists()
            return Verdict("void" if void else "issued", run, counter)
    return Verdict("unknown")


def serial_of_carton(run: LabelRun, counter: int) -> str:
    """The serial of label `counter` (from 1) of a run."""
    return serial_of(run.first_index + counter - 1, keys.key(run.key_number))


def carton_uri_of(run: LabelRun, counter: int) -> str:
    """The canonical Digital Link URI of a labelled carton."""
    return carton_uri(run.lot.product.gtin, run.lot.code, serial_of_carton(run, counter))


def printed_text_of(run: LabelRun, counter: int) -> str:
    """Exactly what stands in the square code of a label."""
    return qr_text(run.origin, run.lot.product.gtin, run.lot.code, serial_of_carton(run, counter))


def printed_prefix_of(lot: Lot, origin: str) -> str:
    """What every square code of a lot begins with; a serial follows."""
    nothing = ALPHABET[0] * LENGTH
    return qr_text(origin, lot.product.gtin, lot.code, nothing).removesuffix(nothing)


def cartons_without_label(lot: Lot) -> int:
    """Cartons of a packed lot that no label was printed for; a void label leaves its carton without one."""
    printed = lot.label_runs.aggregate(n=Sum("count"))["n"] or 0
    void = LabelSpan.objects.filter(run__lot=lot, state=LabelSpan.State.VOID).aggregate(
        n=Sum(F("last") - F("first") + 1)
    )
    return (lot.units or 0) - printed + (void["n"] or 0)
