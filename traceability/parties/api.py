"""Machines and scripts sign in for a token; organisations and places of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import authenticate
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from knox.auth import TokenAuthentication
from knox.models import AuthToken
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from traceability.parties.models import Organisation, Place
from traceability.parties.requests import caller


class CredentialsSerializer(serializers.Serializer[None]):
    """Phone number or e-mail address, and password."""

    name = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=128, style={"input_type": "password"})


@dataclass(frozen=True)
class Issued:
    """A token, in the clear for the only time."""

    token: str
    expires_at: datetime


class TokenSerializer(serializers.Serializer[Issued]):
    """A token for the header `Authorization: Token …`; only its hash is kept here."""

    token = serializers.CharField()
    expires_at = serializers.DateTimeField()


class Tokens(APIView):
    """Sign in for a token."""

    permission_classes = (AllowAny,)
    authentication_classes = (TokenAuthentication,)  # so that a refusal says how to sign in: 401

    @extend_schema(request=CredentialsSerializer, responses={201: TokenSerializer}, operation_id="token_create")
    def post(self, request: Request) -> Response:
        """Exchange a phone number or e-mail address and a password for a token that lasts ten hours."""
        given = CredentialsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = authenticate(username=given.validated_data["name"], password=given.validated_data["password"])
        if user is None:
            raise AuthenticationFailed(_("Name and password do not fit together."))
        instance, token = AuthToken.objects.create(user)
        body = TokenSerializer(Issued(token, instance.expiry))
        return Response(body.data, status=status.HTTP_201_CREATED)


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ("gln", "kind", "name", "name_latin", "uscc", "country", "address", "address_latin")


class Organisations(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Organisation]):
    """The organisations you act for."""

    serializer_class = OrganisationSerializer
    lookup_field = "gln"
    queryset = Organisation.objects.none()

    def get_queryset(self) -> QuerySet[Organisation]:
        return caller(self.request).organisations().distinct().order_by("gln")


class PlaceSerializer(serializers.ModelSerializer[Place]):
    class Meta:
        model = Place
        fields = ("uri", "kind", "name", "name_latin", "country", "township", "county")


class Places(mixins.ListModelMixin, viewsets.GenericViewSet[Place]):
    """The places of the organisations you act for."""

    serializer_class = PlaceSerializer
    queryset = Place.objects.none()

    def get_queryset(self) -> QuerySet[Place]:
        return Place.objects.visible_to(caller(self.request)).distinct().order_by("pk")
