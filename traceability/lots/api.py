"""Lots and trade items over the API: each act one request."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from traceability.lots.acts.blend import blend
from traceability.lots.acts.correct import correct
from traceability.lots.acts.grade import grade
from traceability.lots.acts.pack import pack
from traceability.lots.acts.register_product import register_product
from traceability.lots.acts.split import split
from traceability.lots.acts.waste import waste
from traceability.lots.models import Lot, Product
from traceability.lots.serializers import (
    BlendSerializer,
    CorrectSerializer,
    GradeSerializer,
    LossSerializer,
    LotDetailSerializer,
    LotSerializer,
    PackSerializer,
    ProductSerializer,
    SplitSerializer,
    WasteSerializer,
)
from traceability.parties.models import Organisation, User
from traceability.web.scopes import Scope


def caller_of(request: Request) -> User:
    """Whoever signed in: the permission class has let nobody else through."""
    return cast("User", request.user)


class Lots(generics.ListAPIView[Lot]):
    """Lots of your organisations, and those shown to them, newest first."""

    to_read = Scope.READ
    serializer_class = LotSerializer
    queryset = Lot.objects.none()

    def get_queryset(self) -> QuerySet[Lot]:
        found = Lot.objects.visible_to(caller_of(self.request)).with_names().select_related("making__event")
        return found.order_by("-pk")


class Products(generics.ListCreateAPIView[Product]):
    """Trade items of your organisations."""

    to_read = Scope.READ
    to_write = Scope.LOTS
    serializer_class = ProductSerializer
    queryset = Product.objects.none()

    def get_queryset(self) -> QuerySet[Product]:
        return Product.objects.visible_to(caller_of(self.request)).select_related("owner", "variety").order_by("gtin")

    def perform_create(self, serializer: serializers.BaseSerializer[Product]) -> None:
        """Register a trade item; the same again answers the one that stands."""
        caller = caller_of(self.request)
        owner = get_object_or_404(caller.organisations().filter(kind=Organisation.Kind.COOPERATIVE).order_by("pk")[:1])
        serializer.instance = register_product(owner=owner, **serializer.validated_data, by=caller)


class Act(APIView):
    """An act by the caller."""

    @property
    def caller(self) -> User:
        """Who asks."""
        return caller_of(self.request)

    def lot(self, gtin: str, code: str) -> Lot:
        """A lot of the caller's own, or 404."""
        mine = Lot.objects.filter(owner__in=self.caller.organisations()).with_names()
        return get_object_or_404(mine, product__gtin=gtin, code=code)

    def understood(self, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The request's body in this shape."""
        given = shape(data=self.request.data, context={"user": self.caller})
        given.is_valid(raise_exception=True)
        return cast("dict[str, Any]", given.validated_data)

    @staticmethod
    def made(lot: Lot) -> Response:
        """The lot that was made."""
        return Response(LotDetailSerializer(lot).data, status=status.HTTP_201_CREATED)


class OneLot(Act):
    """One lot with its inputs, children and origins."""

    to_read = Scope.READ

    @extend_schema(responses=LotDetailSerializer)
    def get(self, request: Request, gtin: str, code: str) -> Response:
        """One lot with its inputs, children and origins."""
        found = Lot.objects.visible_to(self.caller).with_names()
        return Response(LotDetailSerializer(get_object_or_404(found, product__gtin=gtin, code=code)).data)


class Blend(Act):
    """Blend lots into one."""

    to_write = Scope.LOTS

    @extend_schema(request=BlendSerializer, responses={201: LotDetailSerializer})
    def post(self, request: Request) -> Response:
        """Blend lots into one."""
        given = self.understood(BlendSerializer)
        given["inputs"] = [(part["lot"], part["weight_g"]) for part in given["inputs"]]
        return self.made(blend(**given, by=self.caller))


class Split(Act):
    """Split parts off a lot."""

    to_write = Scope.LOTS

    @extend_schema(request=SplitSerializer, responses={201: LotDetailSerializer(many=True)})
    def post(self, request: Request, gtin: str, code: str) -> Response:
        """Split parts off a lot."""
        parts = split(lot=self.lot(gtin, code), **self.understood(SplitSerializer), by=self.caller)
        return Response(LotDetailSerializer(parts, many=True).data, status=status.HTTP_201_CREATED)


class Grade(Act):
    """Grade a lot into classes."""

    to_write = Scope.LOTS

    @extend_schema(request=GradeSerializer, responses={201: LotDetailSerializer(many=True)})
    def post(self, request: Request, gtin: str, code: str) -> Response:
        """Grade a lot into classes."""
        lot, given = self.lot(gtin, code), self.understood(GradeSerializer)
        given["parts"] = [(part["quality_class"], part["weight_g"]) for part in given["parts"]]
        parts = grade(lot=lot, **given, by=self.caller)
        return Response(LotDetailSerializer(parts, many=True).data, status=status.HTTP_201_CREATED)


class Pack(Act):
    """Pack a lot into cartons."""

    to_write = Scope.LOTS

    @extend_schema(request=PackSerializer, responses={201: LotDetailSerializer})
    def post(self, request: Request, gtin: str, code: str) -> Response:
        """Pack a lot into cartons."""
        return self.made(pack(lot=self.lot(gtin, code), **self.understood(PackSerializer), by=self.caller))


class Correct(Act):
    """Correct the weight of a lot that was weighed in wrong."""

    to_write = Scope.LOTS

    @extend_schema(request=CorrectSerializer, responses={200: LotDetailSerializer})
    def post(self, request: Request, gtin: str, code: str) -> Response:
        """Correct the weight of a lot that was weighed in wrong."""
        lot = self.lot(gtin, code)
        correct(lot=lot, **self.understood(CorrectSerializer), by=self.caller)
        return Response(LotDetailSerializer(lot).data)


class Waste(Act):
    """Record a loss of a lot."""

    to_write = Scope.LOTS

    @extend_schema(request=WasteSerializer, responses={201: LossSerializer})
    def post(self, request: Request, gtin: str, code: str) -> Response:
        """Record a loss of a lot."""
        loss = waste(lot=self.lot(gtin, code), **self.understood(WasteSerializer), by=self.caller)
        return Response(LossSerializer(loss).data, status=status.HTTP_201_CREATED)
