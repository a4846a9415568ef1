"""Events over the API: to read. What writes them is the act each tells of."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import AllowAny

from traceability.epcis.models import Event
from traceability.epcis.queries import event_by_digest
from traceability.parties.models import Organisation
from traceability.web.anywhere import PublicAnswers


class RecorderSerializer(serializers.ModelSerializer[Organisation]):
    """The organisation that answers for an event."""

    class Meta:
        model = Organisation
        fields = ("gln", "name", "name_latin")


class EventSerializer(serializers.ModelSerializer[Event]):
    """An event and what it is searched by. `document` is the EPCIS 2.0 event itself."""

    recorded_by = RecorderSerializer(read_only=True)
    document = serializers.SerializerMethodField()

    class Meta:
        model = Event
        fields = ("event_id", "digest", "act", "event_time", "record_time", "recorded_by", "document")

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_document(self, event: Event) -> dict[str, Any]:
        return event.document


class EventFilter(serializers.Serializer[dict[str, str]]):
    """What a list of events may be narrowed to."""

    identifier = serializers.CharField(required=False, max_length=200)
    act = serializers.CharField(required=False, max_length=40)


@extend_schema_view(
    list=extend_schema(
        summary="Events, as they happened",
        parameters=[
            OpenApiParameter("identifier", str, description="A canonical GS1 Digital Link URI that the event names."),
            OpenApiParameter("act", str, description="The act that recorded it: harvest, receive, blend, …"),
        ],
    ),
    retrieve=extend_schema(
        summary="One event",
        parameters=[
            OpenApiParameter("digest", str, OpenApiParameter.PATH, description="The 64 digits of its event hash.")
        ],
    ),
)
class EventViewSet(PublicAnswers, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Event]):
    """The public faces of all events. Anybody may read them."""

    queryset = Event.objects.none()
    serializer_class = EventSerializer
    permission_classes = (AllowAny,)
    lookup_field = "digest"
    lookup_value_regex = "[0-9a-f]{64}"

    def get_queryset(self) -> QuerySet[Event]:
        wanted = EventFilter(data=self.request.query_params)
        wanted.is_valid(raise_exception=True)
        events = Event.objects.visible_to(self.request.user).in_order().select_related("recorded_by")
        if identifier := wanted.validated_data.get("identifier"):
            events = events.about(identifier)
        if act := wanted.validated_data.get("act"):
            events = events.filter(act=act)
        return events

    def get_object(self) -> Event:
        return event_by_digest(self.kwargs["digest"])
