"""What buyers may see of a grower, over the API: consents on paper, their withdrawal, pictures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from orchards.api import caller_of
from orchards.models import Grower, Plot
from orchards.refusals.growers import PlotIsAnothers
from traceability.parties.consent.acts.add_picture import add_picture
from traceability.parties.consent.acts.give import give_on_paper
from traceability.parties.consent.acts.remove_picture import remove_picture
from traceability.parties.consent.acts.withdraw import withdraw
from traceability.parties.consent.models import Consent, Kind, Picture
from traceability.web.file_types import read_bounded
from traceability.web.scopes import Openness, Scope


def grower_of(request: Request, pseudonym: str) -> Grower:
    """A grower whom the caller may see. Raises Http404."""
    rows = Grower.objects.visible_to(caller_of(request)).select_related("user", "cooperative")
    return get_object_or_404(rows, pseudonym=pseudonym)


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    """A consent as it was given; `withdrawn_at` is null while it stands."""

    class Meta:
        model = Consent
        fields = ("kind", "wording", "how", "given_on", "recorded_at", "paper_number", "withdrawn_at")
        read_only_fields = fields


class SignedPaperSerializer(serializers.Serializer[None]):
    """A form that the grower signed, and what was ticked on it."""

    kinds = serializers.ListField(child=serializers.ChoiceField(choices=Kind.choices), min_length=1)
    number = serializers.CharField(max_length=40, help_text="As it stands on the form")
    signed_on = serializers.DateField()


class PictureSerializer(serializers.ModelSerializer[Picture]):
    """A picture under a consent. `plot` is a place URI, empty for a portrait."""

    plot = serializers.CharField(source="place.uri", default="")

    class Meta:
        model = Picture
        fields = ("token", "plot", "sizes", "sha256", "taken_in_at")
        read_only_fields = fields


class NewPictureSerializer(serializers.Serializer[None]):
    """JPEG, PNG or WebP; with `plot`, an extension of the cooperative's GLN, a picture of that plot."""

    picture = serializers.FileField()
    plot = serializers.CharField(max_length=20, required=False, default="")


class Consents(generics.ListAPIView[Consent]):
    """The consents of a grower whom you may see, withdrawn ones too, oldest first."""

    to_read = Scope.ORCHARDS
    to_write = Openness.PEOPLE
    serializer_class = ConsentSerializer
    queryset = Consent.objects.none()

    def get_queryset(self) -> QuerySet[Consent]:
        whose = grower_of(self.request, self.kwargs["pseudonym"])
        return Consent.objects.visible_to(caller_of(self.request)).filter(person=whose.user_id).order_by("pk")

    @extend_schema(request=SignedPaperSerializer, responses={201: ConsentSerializer(many=True)})
    def post(self, request: Request, pseudonym: str) -> Response:
        """Record a signed form. What stands already stays as it was given."""
        whose = grower_of(request, pseudonym)
        given = SignedPaperSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        made = give_on_paper(
            person=whose.user,
            pseudonym=pseudonym,
            by=caller_of(request),
            at=timezone.localtime(),
            **given.validated_data,
        )
        return Response(ConsentSerializer(made, many=True).data, status=status.HTTP_201_CREATED)


class Withdrawals(APIView):
    """A consent taken back."""

    to_write = Openness.PEOPLE

    @extend_schema(request=None, responses={204: None}, operation_id="grower_consent_withdraw")
    def post(self, request: Request, pseudonym: str, kind: str) -> Response:
        """Nothing of the kind is shown any more, and its pictures are deleted. Twice is once."""
        whose = grower_of(request, pseudonym)
        withdraw(person=whose.user, kind=kind, by=caller_of(request), at=timezone.localtime())
        return Response(status=status.HTTP_204_NO_CONTENT)


class Pictures(generics.ListAPIView[Picture]):
    """The pictures of a grower whom you may see."""

    to_read = Scope.ORCHARDS
    to_write = Openness.PEOPLE
    serializer_class = PictureSerializer
    queryset = Picture.objects.none()
    parser_classes = (MultiPartParser, FormParser, JSONParser)

    def get_queryset(self) -> QuerySet[Picture]:
        whose = grower_of(self.request, self.kwargs["pseudonym"])
        own = Picture.objects.visible_to(caller_of(self.request)).filter(consent__person=whose.user_id)
        return own.select_related("place").order_by("pk")

    @extend_schema(request=NewPictureSerializer, responses={201: PictureSerializer})
    def post(self, request: Request, pseudonym: str) -> Response:
        """Add a picture that the grower agreed to. The same one again is the stored one."""
        whose = grower_of(request, pseudonym)
        given = NewPictureSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        told: dict[str, Any] = given.validated_data
        made = add_picture(
            person=whose.user,
            content=read_bounded(told["picture"]),
            place=_plot_of(whose, told["plot"]).place if told["plot"] else None,
            by=caller_of(request),
            at=timezone.localtime(),
        )
        return Response(PictureSerializer(made).data, status=status.HTTP_201_CREATED)


class Removals(APIView):
    """A picture taken away."""

    to_write = Openness.PEOPLE

    @extend_schema(request=None, responses={204: None}, operation_id="grower_picture_remove")
    def post(self, request: Request, pseudonym: str, token: UUID) -> Response:
        """Delete it, here and from every page."""
        whose = grower_of(request, pseudonym)
        found = get_object_or_404(Picture, consent__person=whose.user_id, token=token)
        remove_picture(picture=found, by=caller_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _plot_of(whose: Grower, extension: str) -> Plot:
    plot = whose.plots.filter(place__extension=extension).select_related("place").first()
    if plot is None:
        raise PlotIsAnothers()
    return plot
