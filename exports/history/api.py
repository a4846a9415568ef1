"""The history of a batch, a pallet or a carton over the API: as a document to read, or as any of the files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from exports.history.document import epcis_document
from exports.history.events import events_of
from exports.history.files import FILES, file_of
from exports.history.subject import Subject, batch_subject, carton_subject, pallet_subject
from traceability.parties.requests import caller
from traceability.web.scopes import Scope

_View = TypeVar("_View", bound=type[APIView])
NAME = OpenApiParameter("file", str, OpenApiParameter.PATH, enum=list(FILES))


def _called(operation: str) -> Callable[[_View], _View]:
    return extend_schema_view(get=extend_schema(operation_id=operation))


class _Recorded(APIView):
    """What is recorded about some fruit."""

    to_read = Scope.READ
    subject: Callable[..., Subject]
    """Whose history is asked for, by whoever asks and the keys of the address; 404 for who is neither firm."""


class History(_Recorded):
    """Everything recorded about some fruit, up to the plots and down to the importer."""

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """One EPCIS 2.0 document."""
        return Response(epcis_document(events_of(self.subject(caller(request), **keys)), timezone.now()))


class HistoryFile(_Recorded):
    """The same as a file to keep."""

    @extend_schema(parameters=[NAME], responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, file: str, **keys: str) -> HttpResponseBase:
        """A PDF, a table, EPCIS 2.0 as JSON-LD, or the sortable sheet of 21 CFR 1.1455(c)(3)."""
        subject = self.subject(caller(request), **keys)
        return file_of(subject, events_of(subject), file)


@_called("export_batch_history")
class HistoryOfBatch(History):
    """Everything recorded about a batch that has left."""

    subject = staticmethod(batch_subject)


@_called("export_batch_history_file")
class HistoryFileOfBatch(HistoryFile):
    """The same as a file to keep."""

    subject = staticmethod(batch_subject)


@_called("pallet_history")
class HistoryOfPallet(History):
    """Everything recorded about one pallet of such a batch."""

    subject = staticmethod(pallet_subject)


@_called("pallet_history_file")
class HistoryFileOfPallet(HistoryFile):
    """The same as a file to keep."""

    subject = staticmethod(pallet_subject)


@_called("carton_history")
class HistoryOfCarton(History):
    """Everything recorded about one carton on such a pallet."""

    subject = staticmethod(carton_subject)


@_called("carton_history_file")
class HistoryFileOfCarton(HistoryFile):
    """The same as a file to keep."""

    subject = staticmethod(carton_subject)
