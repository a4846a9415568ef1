"""What is known of a label: whose it is, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum

from traceability.gs1.digital_link import carton_uri, parse, qr_text
from traceability.gs1.errors import InvalidIdentifier
from traceability.jobs.models import Job
from traceability.labels import keys
from traceability.labels.models import Download, LabelRun, LabelSpan, Printing
from traceability.labels.ranges import Range, gaps_in, on_pallets
from traceability.labels.serials import ALPHABET, LENGTH, index_of, serial_of
from traceability.lots.models import Lot

State = LabelSpan.State
LIVE = (State.ACTIVE, State.ON_PALLET, State.OFF_PALLET)
"""A label in one of these is on a carton."""


@dataclass(frozen=True)
class Verdict:
    """What we know of a serial: its `state`, then the run and the label's number in it.

    unknown: never issued. waiting: issued, and nobody has said that the label is on a carton. issued: issued and
    active. void: taken out of use.
    """

    state: str
    run: LabelRun | None = None
    counter: int = 0


def verify(gtin: str, lot_code: str, serial: str) -> Verdict:
    """Whether we issued this serial for this lot, as GTIN and lot were printed, and what has become of the label.

    No row per label: the key says the index, the run holds its range.
    """
    found = label_of(serial, gtin=gtin, lot_code=lot_code)
    if found is None:
        return Verdict("unknown")
    run, counter = found
    states = set(run.spans.filter(first__lte=counter, last__gte=counter).values_list("state", flat=True))
    if State.VOID in states:
        return Verdict("void", run, counter)
    return Verdict("issued" if states else "waiting", run, counter)


def label_of(serial: str, known: QuerySet[LabelRun] | None = None, /, **printed: str) -> tuple[LabelRun, int] | None:
    """The run and the number of the label that carries a serial; `printed` narrows it to a GTIN and a lot code.

    `known` are the runs to look in, with what is to be read of them; without it all, with their lots and certificates.
    """
    if known is None:
        known = LabelRun.objects.select_related("lot__product", "certificate__scheme")
    for number in keys.numbers():
        index = index_of(serial, keys.key(number))
        if index is None:
            continue
        runs = known.filter(first_index__lte=index, first_index__gt=index - F("count"), key_number=number)
        if run := runs.filter(**printed).first():
            return run, index - run.first_index + 1
    return None


def label_in(text: str) -> tuple[LabelRun, int] | None:
    """The run and the number of a label by what was scanned or typed: the text of its square code, or its serial."""
    try:
        link = parse(text.strip())
    except InvalidIdentifier:
        return label_of(text)
    serial = link.get("21")
    return label_of(serial, gtin=link.get("01") or "", lot_code=link.get("10") or "") if serial else None


def serial_of_carton(run: LabelRun, counter: int) -> str:
    """The serial of label `counter` (from 1) of a run."""
    return serial_of(run.first_index + counter - 1, keys.key(run.key_number))


def carton_uri_of(run: LabelRun, counter: int) -> str:
    """The canonical Digital Link URI of a labelled carton, as printed."""
    return carton_uri(run.gtin, run.lot_code, serial_of_carton(run, counter))


def printed_text_of(run: LabelRun, counter: int) -> str:
    """Exactly what stands in the square code of a label, whatever was corrected since."""
    return qr_text(run.origin, run.gtin, run.lot_code, serial_of_carton(run, counter))


def printed_prefix_of(lot: Lot, origin: str) -> str:
    """What every square code of a lot that is printed now begins with; a serial follows."""
    return _prefix(origin, lot.product.gtin, lot.code)


def printed_prefix_of_run(run: LabelRun) -> str:
    """What every square code of a run begins with, whatever was corrected since; a serial follows."""
    return _prefix(run.origin, run.gtin, run.lot_code)


def _prefix(origin: str, gtin: str, lot_code: str) -> str:
    nothing = ALPHABET[0] * LENGTH
    return qr_text(origin, gtin, lot_code, nothing).removesuffix(nothing)


def cartons_without_label(lot: Lot) -> int:
    """Cartons of a packed lot that no label was printed for; a void label leaves its carton without one."""
    printed = lot.label_runs.aggregate(n=Sum("count"))["n"] or 0
    return (lot.units or 0) - printed + _labels(LabelSpan.objects.filter(run__lot=lot, state=State.VOID))


def _labels(spans: Iterable[LabelSpan]) -> int:
    return sum(span.last - span.first + 1 for span in spans)


def spans_within(run: LabelRun, first: int, last: int, *states: str) -> list[Range]:
    """The spans of a run in one of `states` that touch first..last."""
    spans = run.spans.filter(state__in=states, first__lte=last, last__gte=first)
    return list(spans.order_by("first").values_list("first", "last"))


def pallet_of(run: LabelRun, counter: int) -> str:
    """The SSCC of the pallet on which a label stands; empty when it stands on none."""
    moved = run.spans.filter(state__in=[State.ON_PALLET, State.OFF_PALLET], first__lte=counter, last__gte=counter)
    latest = moved.order_by("pk").last()
    return latest.sscc if latest is not None and latest.state == State.ON_PALLET else ""


def standing_on_pallets(run: LabelRun, first: int, last: int) -> list[Range]:
    """Which of the labels first..last stand on a pallet now, in order."""
    spans = run.spans.filter(first__lte=last, last__gte=first).order_by("pk")
    return [
        (max(begin, first), min(end, last)) for begin, end, _sscc in on_pallets(spans) if begin <= last and end >= first
    ]


@dataclass(frozen=True)
class Count:
    """How many labels of a run are in which state of their life; together they are all of it."""

    reserved: int
    printed: int
    active: int
    void: int


def count_of(run: LabelRun) -> Count:
    """The life of a run's labels: reserved, printed (in a file that was taken, or sent to a printer), active, void.

    A label counts once, in the last state it has reached.
    """
    void = spans_within(run, 1, run.count, State.VOID)
    live = spans_within(run, 1, run.count, *LIVE)
    printed = [*_taken(run), *_sent(run)]
    all_of = run.count
    voided = all_of - _size(gaps_in(1, all_of, void))
    with_live = all_of - _size(gaps_in(1, all_of, [*void, *live]))
    with_printed = all_of - _size(gaps_in(1, all_of, [*void, *live, *printed]))
    return Count(all_of - with_printed, with_printed - with_live, with_live - voided, voided)


def _size(ranges: Iterable[Range]) -> int:
    return sum(last - first + 1 for first, last in ranges)


def _taken(run: LabelRun) -> list[Range]:
    return list(Download.objects.filter(run=run).values_list("first", "last"))


def _sent(run: LabelRun) -> list[Range]:
    """What printers were handed, and of what somebody looked at, what came out readable."""
    sent = Printing.objects.filter(run=run).values_list("first", "sent", "good")
    return [(first, sent if good is None else good) for first, sent, good in sent if sent >= first]


def printed_already(run: LabelRun, first: int, last: int) -> Range | None:
    """A range within first..last whose labels came out of a printer already, or may have."""
    for begin, end in _sent(run):
        if end >= begin and begin <= last and end >= first:
            return max(begin, first), min(end, last)
    return None


def printed_gap(run: LabelRun, first: int, last: int) -> int | None:
    """The first label of first..last that was neither taken in a file nor handed to a printer, and is not void."""
    out: list[Range] = []
    # Most are in a file that somebody took: the rest is asked only where that does not say it.
    for found in (_taken, _sent, lambda one: spans_within(one, first, last, State.VOID, *LIVE)):
        out += found(run)
        if not (missing := gaps_in(first, last, out)):
            return None
    return missing[0][0]


def open_printing(run: LabelRun) -> Printing | None:
    """The printing of a run that nobody has confirmed yet."""
    waiting = Printing.objects.filter(run=run, good=None).select_related("printer", "job", "reprint", "started_by")
    return waiting.first()


def job_of(run: LabelRun) -> Job | None:
    """What is being done for a run now: its printing while that lasts, else its drawing."""
    printing = open_printing(run)
    return printing.job if printing and printing.job and printing.job.finished_at is None else run.job


def first_not_printed(run: LabelRun) -> int:
    """The first label that no printer was handed; one past the last when there is none."""
    void = spans_within(run, 1, run.count, State.VOID)
    free = gaps_in(1, run.count, [*_sent(run), *void])
    return free[0][0] if free else run.count + 1


def not_void(run: LabelRun, first: int, last: int) -> bool:
    """True when no label of first..last is void."""
    return not run.spans.filter(Q(state=State.VOID), first__lte=last, last__gte=first).exists()
