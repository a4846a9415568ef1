"""Photos of harvests: apart from the records, in pieces, so that a broken connection costs no more than one piece."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from orchards.acts.take_photo import MOST_BYTES, forget_pieces, take_photo
from orchards.field_api import FieldView
from orchards.models import Harvest, HarvestPhoto
from orchards.phone import phone_of
from orchards.refusals.phone import FieldIsUnreadable, PhotoIsDamaged
from traceability.web.pictures import PhotoIsNoPicture
from traceability.web.scopes import Openness


class BytesParser(BaseParser):
    """The body as it is, and no more of it than a photo may have."""

    media_type = "application/octet-stream"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """One byte more than is allowed, so that a body of any length costs no more."""
        return stream.read(MOST_BYTES + 1)


class PhotoSerializer(serializers.Serializer[None]):
    """How much of a photo is here."""

    received = serializers.IntegerField(help_text="Bytes")
    complete = serializers.BooleanField()


def _header(name: str, kind: Any, words: str) -> OpenApiParameter:
    return OpenApiParameter(name, kind, OpenApiParameter.HEADER, required=True, description=words)


@method_decorator(never_cache, name="dispatch")
class Photo(FieldView):
    """One photo of one of the grower's own harvests, which must be here first."""

    to_read = Openness.PEOPLE
    to_write = Openness.PEOPLE
    parser_classes: tuple[type[BaseParser], ...] = (BytesParser,)

    @extend_schema(responses=PhotoSerializer, operation_id="field_photo")
    def get(self, request: Request, client_id: UUID) -> Response:
        """Where to go on."""
        harvest, _user = _own(request._request, client_id)
        return Response(_told(HarvestPhoto.objects.filter(harvest=harvest).first()))

    @extend_schema(
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses=PhotoSerializer,
        operation_id="field_photo_piece",
        parameters=[
            _header("Upload-Offset", int, "The byte at which this piece begins"),
            _header("Upload-Length", int, "Bytes of the whole"),
            _header("Upload-SHA256", str, "Of the whole, hexadecimal"),
        ],
    )
    def patch(self, request: Request, client_id: UUID) -> Response:
        """The next piece."""
        harvest, user = _own(request._request, client_id)
        offset, size = (_number(request, name) for name in ("Upload-Offset", "Upload-Length"))
        try:
            photo = take_photo(
                harvest=harvest,
                offset=offset,
                piece=cast("bytes", request.data or b""),
                size=size,
                sha256=request.headers.get("Upload-SHA256", "")[:64].lower(),
                by=user,
            )
        except (PhotoIsDamaged, PhotoIsNoPicture):
            if begun := HarvestPhoto.objects.filter(harvest=harvest).first():
                forget_pieces(begun)
            raise
        return Response(_told(photo))


def _own(request: HttpRequest, client_id: UUID) -> tuple[Harvest, Any]:
    phone = phone_of(request, even_revoked=True)
    own = Harvest.objects.filter(plot__grower=phone.grower).select_related("plot__grower__cooperative")
    return get_object_or_404(own, client_id=client_id), phone.grower.user


def _number(request: Request, name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise FieldIsUnreadable(field=name)
    return int(text)


def _told(photo: HarvestPhoto | None) -> dict[str, Any]:
    if photo is None:
        return {"received": 0, "complete": False}
    return {"received": photo.size if photo.image else len(photo.received), "complete": bool(photo.image)}
