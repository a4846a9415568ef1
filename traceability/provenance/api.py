"""The story of a lot for programs. Anybody may read it."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from traceability.provenance.serializers import RecallSerializer, StorySerializer
from traceability.provenance.story import lineage_of_lot, recall_in, tell
from traceability.web.anywhere import PublicAnswers


class Told(PublicAnswers):
    """The same for everybody: nobody signs in."""

    permission_classes = (AllowAny,)
    authentication_classes = ()


class LotStory(Told):
    """The story of a lot."""

    @extend_schema(operation_id="trace_lot", responses=StorySerializer, summary="The story of a lot")
    def get(self, request: Request, gtin: str, lot: str) -> Response:
        """Where it grew, who vouches for it, what was measured, which way it went, and every event behind that."""
        return Response(StorySerializer(tell(gtin, lot)).data)


class RecallStatus(Told):
    """Whether a lot is recalled."""

    @extend_schema(operation_id="trace_recall", responses=RecallSerializer, summary="Is this lot recalled")
    def get(self, request: Request, gtin: str, lot: str) -> Response:
        """`recalled`, and since when, by whom, why and by which event. A recall is never taken back."""
        lineage = lineage_of_lot(gtin, lot)
        return Response(RecallSerializer({"lot": lineage.lot, "recall": recall_in(lineage)}).data)


class CartonStory(Told):
    """The story of a carton."""

    @extend_schema(
        operation_id="trace_carton",
        responses={200: StorySerializer, 404: StorySerializer},
        summary="Was this serial issued, and the story of its lot",
    )
    def get(self, request: Request, gtin: str, lot: str, serial: str) -> Response:
        """`carton.state`: issued, waiting (its label is on no carton yet), void or unknown.

        An unknown serial is answered 404 with the story of the lot.
        """
        story = tell(gtin, lot, serial)
        unknown = story.carton is None or story.carton.state == "unknown"
        return Response(StorySerializer(story).data, status.HTTP_404_NOT_FOUND if unknown else status.HTTP_200_OK)
