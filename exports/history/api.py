"""The history of a batch over the API."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from exports.history.document import epcis_document
from exports.history.events import events_of
from exports.history.subject import batch_subject
from traceability.parties.requests import caller
from traceability.web.scopes import Scope


class HistoryOfBatch(APIView):
    """Everything recorded about a batch."""

    to_read = Scope.READ

    @extend_schema(responses={200: OpenApiTypes.OBJECT}, operation_id="export_batch_history")
    def get(self, request: Request, code: str) -> Response:
        """One EPCIS 2.0 document: up to the plots, down to the importer."""
        events = events_of(batch_subject(caller(request), code))
        return Response(epcis_document(events, timezone.now()))
