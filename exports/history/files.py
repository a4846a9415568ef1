"""The whole history of a batch, a pallet or a carton as files to take along."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils import timezone

from exports.history import document, fsma, paper, sheet
from exports.history.lines import cells, headings, lines_of
from exports.history.subject import Subject
from traceability.epcis.models import Event
from traceability.web.tables.writing import csv_answer

QUANTITY = [key for key, _heading in fsma.columns()].index("quantity")


def file_of(subject: Subject, events: list[Event], file: str) -> HttpResponse:
    """One of FILES, to keep. Raises Http404 for another name."""
    make = FILES.get(file)
    if make is None:
        raise Http404
    answer = make(subject, events)
    answer["Content-Disposition"] = f'attachment; filename="{subject.file_name}-{file}"'
    return answer


def _pdf(subject: Subject, events: list[Event]) -> HttpResponse:
    drawn = paper.history_paper(subject, lines_of(subject, events))
    return HttpResponse(drawn, content_type="application/pdf")


def _csv(subject: Subject, events: list[Event]) -> HttpResponse:
    return csv_answer("", [headings(), *(cells(line) for line in lines_of(subject, events))])


def _epcis(subject: Subject, events: list[Event]) -> HttpResponse:
    body = json.dumps(document.epcis_document(events, timezone.now()), ensure_ascii=False)
    return HttpResponse(body, content_type=document.MEDIA_TYPE)


def _fsma_csv(subject: Subject, events: list[Event]) -> HttpResponse:
    return csv_answer("", fsma.table(subject, events))


def _fsma_xlsx(subject: Subject, events: list[Event]) -> HttpResponse:
    made = sheet.xlsx("FSMA 204", fsma.table(subject, events), numbers=[QUANTITY])
    return HttpResponse(made, content_type=sheet.MEDIA_TYPE)


FILES: dict[str, Callable[[Subject, list[Event]], HttpResponse]] = {
    "history.pdf": _pdf,
    "history.csv": _csv,
    "history.jsonld": _epcis,
    "fsma204.xlsx": _fsma_xlsx,
    "fsma204.csv": _fsma_csv,
}
