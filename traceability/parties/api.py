"""Machines and scripts sign in for a token; organisations and places of one's own."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import authenticate
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from traceability.parties.models import Organisation, Place, User
from traceability.parties.requests import caller
from traceability.parties.tokens.acts.issue import Issued, issue
from traceability.parties.tokens.authentication import ScopedTokenAuthentication
from traceability.parties.tokens.refusals import NoDeskForTokens, WhichOrganisation
from traceability.web.scopes import Openness, Scope

LASTS = timedelta(hours=10)
"""A token that a program signs in for; those that last longer are made at the desk, where somebody sees them."""


class CredentialsSerializer(serializers.Serializer[None]):
    """Phone number or e-mail address, and password; and which token is wanted: without a word, the least."""

    name = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=128, style={"input_type": "password"})
    organisation = serializers.CharField(
        max_length=13, default="", allow_blank=True, help_text="GLN; needed by those who act for several"
    )
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=Scope.choices), default=[Scope.READ.value], allow_empty=False
    )
    machine = serializers.CharField(
        max_length=60, default="/api/v1/token/", help_text="What the page of tokens calls it"
    )


class TokenSerializer(serializers.Serializer[Issued]):
    """A token for the header `Authorization: Token …`; only its hash is kept here."""

    token = serializers.CharField(source="secret")
    expires_at = serializers.DateTimeField(source="token.expiry")
    organisation = serializers.CharField(source="token.organisation.gln", help_text="GLN")
    scopes = serializers.ListField(source="token.may", child=serializers.ChoiceField(choices=Scope.choices))


class Tokens(APIView):
    """Sign in for a token."""

    to_write = Openness.ANYBODY
    permission_classes = (AllowAny,)
    authentication_classes = (ScopedTokenAuthentication,)  # so that a refusal says how to sign in: 401

    @extend_schema(request=CredentialsSerializer, responses={201: TokenSerializer}, operation_id="token_create")
    def post(self, request: Request) -> Response:
        """Exchange a phone number or e-mail address and a password for a token that lasts ten hours."""
        given = CredentialsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = authenticate(username=given.validated_data["name"], password=given.validated_data["password"])
        if user is None:
            raise AuthenticationFailed(_("Name and password do not fit together."))
        told = given.validated_data
        issued = issue(
            organisation=_organisation_of(user, told["organisation"]),
            name=told["machine"],
            scopes=told["scopes"],
            lasts=LASTS,
            by=user,
        )
        return Response(TokenSerializer(issued).data, status=status.HTTP_201_CREATED)


def _organisation_of(user: User, gln: str) -> Organisation:
    """The one that is meant. Raises WhichOrganisation where it is not said, NoDeskForTokens where there is none."""
    own = list(user.organisations().order_by("gln"))
    meant = [one for one in own if gln in ("", one.gln)]
    if not meant:
        raise NoDeskForTokens(organisation=gln or user.name)
    if len(meant) > 1:
        raise WhichOrganisation(glns=", ".join(one.gln for one in meant))
    return meant[0]


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ("gln", "kind", "name", "name_latin", "uscc", "country", "address", "address_latin")


class Organisations(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Organisation]):
    """The organisations you act for."""

    to_read = Scope.READ
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

    to_read = Scope.READ
    serializer_class = PlaceSerializer
    queryset = Place.objects.none()

    def get_queryset(self) -> QuerySet[Place]:
        return Place.objects.visible_to(caller(self.request)).distinct().order_by("pk")
