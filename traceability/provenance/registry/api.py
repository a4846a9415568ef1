"""Partners' links and misprinted codes over the API: each act one request."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from traceability.lots.api import Act
from traceability.lots.serializers import AtSerializer
from traceability.parties.requests import caller
from traceability.provenance.registry.acts.recognise import recognise
from traceability.provenance.registry.acts.register_link import register_link
from traceability.provenance.registry.acts.retire_link import retire_link
from traceability.provenance.registry.models import MOST_CHARACTERS, Alias, PartnerLink
from traceability.web.scopes import Scope


class PartnerLinkSerializer(serializers.ModelSerializer[PartnerLink]):
    """A link of your own for a key of your own. `identifier` is a Digital Link URI, or its path."""

    identifier = serializers.CharField(max_length=MOST_CHARACTERS)
    kind = serializers.CharField(max_length=80, help_text="Link type of the GS1 Web Vocabulary: gs1:recipeInfo")
    href = serializers.CharField(max_length=MOST_CHARACTERS, help_text="https:// and a public host")
    owner = serializers.CharField(source="owner.gln", read_only=True)

    class Meta:
        model = PartnerLink
        fields = ("id", "owner", "identifier", "kind", "href", "title", "media", "languages", "context",
                  "registered_at", "retired_at")  # fmt: skip
        read_only_fields = ("id", "registered_at", "retired_at")
        validators: ClassVar[list[Any]] = []

    def create(self, validated_data: dict[str, Any]) -> PartnerLink:
        """Register it through the act."""
        return register_link(**validated_data, by=caller(self.context["request"]), at=timezone.localtime())


class PartnerLinks(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet[PartnerLink]
):
    """The links that your organisations have registered, newest first; retired ones say so."""

    to_read = Scope.LINKS
    to_write = Scope.LINKS
    serializer_class = PartnerLinkSerializer
    queryset = PartnerLink.objects.none()

    def get_queryset(self) -> QuerySet[PartnerLink]:
        return PartnerLink.objects.visible_to(caller(self.request)).select_related("owner").order_by("-pk")

    @extend_schema(request=None, responses=PartnerLinkSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        """Let it lead nowhere any more."""
        link = self.get_object()
        retire_link(link=link, by=caller(request), at=timezone.localtime())
        link.refresh_from_db()
        return Response(self.get_serializer(link).data)


class RecogniseSerializer(AtSerializer):
    """The code as it was printed, a Digital Link of a lot or carton, and how that came about: buyers read it."""

    printed = serializers.CharField(max_length=MOST_CHARACTERS)
    reason = serializers.CharField(max_length=200)


class AliasSerializer(serializers.ModelSerializer[Alias]):
    """A printed code, and the lot that it means."""

    lot = serializers.CharField(source="lot.uri", read_only=True)
    event = serializers.CharField(source="event.event_id", read_only=True)

    class Meta:
        model = Alias
        fields = ("identifier", "lot", "reason", "recognised_at", "event")
        read_only_fields = fields


class Recognise(Act):
    """Recognise a misprinted code as a lot's."""

    to_write = Scope.LINKS

    @extend_schema(request=RecogniseSerializer, responses={201: AliasSerializer})
    def post(self, request: Request, gtin: str, code: str) -> Response:
        """Whoever scans the printed code comes to this lot, for ever."""
        lot, told = self.lot(gtin, code), self.understood(RecogniseSerializer)
        made = recognise(lot=lot, **told, by=self.caller)
        shown = get_object_or_404(Alias.objects.select_related("lot__product", "event"), pk=made.pk)
        return Response(AliasSerializer(shown).data, status=status.HTTP_201_CREATED)
