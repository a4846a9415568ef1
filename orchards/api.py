"""The orchard over the API: each act one request."""

from __future__ import annotations

from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from orchards.acts.edit_plot import edit_plot
from orchards.acts.log_harvest import log_harvest
from orchards.acts.log_treatment import log_treatment
from orchards.acts.register_grower import register_grower
from orchards.acts.register_orchards import register_orchards
from orchards.acts.register_plot import register_plot
from orchards.acts.retire_plot import retire_plot
from orchards.acts.weigh_in import weigh_in
from orchards.geojson import feature_collection, plots_for_export
from orchards.models import Grower, Harvest, OrchardRegistration, Plot, Treatment
from orchards.refusals.growers import NoCooperative
from orchards.serializers import (
    GrowerSerializer,
    HarvestSerializer,
    PlotChangeSerializer,
    PlotSerializer,
    RegistrationSerializer,
    TreatmentSerializer,
    WeighedInSerializer,
    WeighInSerializer,
)
from traceability.parties.acts.register import register_person
from traceability.parties.models import Membership, Organisation, User
from traceability.web.scopes import Scope


def caller_of(request: Request) -> User:
    """Whoever signed in: the permission class has let nobody else through."""
    return cast("User", request.user)


class Growers(generics.ListCreateAPIView[Grower]):
    """The growers of your cooperative; a grower sees oneself."""

    to_read = Scope.ORCHARDS
    to_write = Scope.ORCHARDS
    serializer_class = GrowerSerializer
    queryset = Grower.objects.none()

    def get_queryset(self) -> QuerySet[Grower]:
        found = Grower.objects.visible_to(caller_of(self.request))
        return found.select_related("user", "cooperative", "village").order_by("pseudonym")

    @transaction.atomic
    def perform_create(self, serializer: serializers.BaseSerializer[Grower]) -> None:
        """Enter a person as a grower of your cooperative; the pseudonym is made."""
        told, caller = serializer.validated_data, caller_of(self.request)
        cooperative = _cooperative_of(self.request)
        person = register_person(name=told["user"]["name"], phone=told["user"].get("phone") or None, language="zh-hans")
        serializer.instance = register_grower(cooperative=cooperative, user=person, village=told["village"], by=caller)


class Plots(generics.ListCreateAPIView[Plot]):
    """Plots that you may see."""

    to_read = Scope.READ
    to_write = Scope.ORCHARDS
    serializer_class = PlotSerializer
    queryset = Plot.objects.none()

    def get_queryset(self) -> QuerySet[Plot]:
        return Plot.objects.visible_to(caller_of(self.request)).in_use()

    def perform_create(self, serializer: serializers.BaseSerializer[Plot]) -> None:
        """Enter a plot of a grower; its county is found by position."""
        told = dict(serializer.validated_data)
        place: dict[str, Any] = told.pop("place")
        serializer.instance = register_plot(**told, **place, by=caller_of(self.request))


class OnePlot(generics.RetrieveUpdateAPIView[Plot]):
    """A plot, by the GLN and the extension of its place (414 + 254)."""

    to_read = Scope.READ
    to_write = Scope.ORCHARDS
    serializer_class = PlotChangeSerializer
    queryset = Plot.objects.none()
    http_method_names = ["get", "patch", "head", "options"]

    def get_object(self) -> Plot:
        return _plot_of(self.request, self.kwargs["gln"], self.kwargs["extension"])

    def perform_update(self, serializer: serializers.BaseSerializer[Plot]) -> None:
        """Say a plot anew. Its records and events stay as they were."""
        plot, told = cast("Plot", serializer.instance), dict(serializer.validated_data)
        place: dict[str, Any] = told.pop("place", {})
        before = {name: getattr(plot, name) for name in ("number", "variety", "area_mu", "trees")}
        serializer.instance = edit_plot(plot=plot, by=caller_of(self.request), **before | told | place)


class RetiredPlots(APIView):
    """Plots that are given up."""

    to_write = Scope.ORCHARDS

    @extend_schema(request=None, responses={200: PlotSerializer}, operation_id="plot_retire")
    def post(self, request: Request, gln: str, extension: str) -> Response:
        """Give a plot up: nothing picked from now on can be logged on it. What was picked before stays."""
        plot = retire_plot(plot=_plot_of(request, gln, extension), by=caller_of(request))
        return Response(PlotSerializer(plot, context={"request": request}).data)


class PlotsAsGeoJSON(APIView):
    """The plots that you may see, as one file."""

    to_read = Scope.READ

    @extend_schema(responses={(200, "application/geo+json"): OpenApiTypes.OBJECT}, operation_id="plots_geojson")
    def get(self, request: Request) -> StreamingHttpResponse:
        """All plots in use with areas in hectares, as a GeoJSON FeatureCollection (RFC 7946)."""
        pieces = feature_collection(plots_for_export(caller_of(request)))
        return StreamingHttpResponse(pieces, content_type="application/geo+json")


class Registrations(generics.ListCreateAPIView[OrchardRegistration]):
    """Registrations of your organisation's orchards with customs, newest first."""

    to_read = Scope.READ
    to_write = Scope.ORCHARDS
    serializer_class = RegistrationSerializer
    queryset = OrchardRegistration.objects.none()

    def get_queryset(self) -> QuerySet[OrchardRegistration]:
        found = OrchardRegistration.objects.visible_to(caller_of(self.request))
        return found.with_plots_on(timezone.localdate()).order_by("-valid_from", "number")

    def perform_create(self, serializer: serializers.BaseSerializer[OrchardRegistration]) -> None:
        """Enter a registration of your cooperative's orchards with the plots it covers."""
        told = {"plots": [], **serializer.validated_data}
        made = register_orchards(organisation=_cooperative_of(self.request), by=caller_of(self.request), **told)
        serializer.instance = self.get_queryset().get(pk=made.pk)


def _plot_of(request: Request, gln: str, extension: str) -> Plot:
    """Raises Http404 for a plot that is not there or not the caller's to see."""
    rows = Plot.objects.visible_to(caller_of(request)).with_names()
    return get_object_or_404(rows, place__gln=gln, place__extension=extension)


def _cooperative_of(request: Request) -> Organisation:
    """The cooperative that the caller works for. Raises NoCooperative."""
    staff = caller_of(request).roles().exclude(role=Membership.Role.GROWER)
    found = staff.filter(organisation__kind=Organisation.Kind.COOPERATIVE).select_related("organisation").first()
    if found is None:
        raise NoCooperative()
    return found.organisation


class Treatments(generics.ListCreateAPIView[Treatment]):
    """Treatments of plots that you may see, newest first."""

    to_read = Scope.READ
    to_write = Scope.ORCHARDS
    serializer_class = TreatmentSerializer
    queryset = Treatment.objects.none()

    def get_queryset(self) -> QuerySet[Treatment]:
        found = Treatment.objects.visible_to(caller_of(self.request)).select_related("plot__place", "event")
        return found.order_by("-applied_on", "-pk")

    def perform_create(self, serializer: serializers.BaseSerializer[Treatment]) -> None:
        """Log a treatment; the same record again is the stored one."""
        told = {"registration_number": "", "dose": "", "target": ""} | serializer.validated_data
        serializer.instance = log_treatment(**told, by=caller_of(self.request))


class Harvests(generics.ListCreateAPIView[Harvest]):
    """Harvests that you may see, newest first."""

    to_read = Scope.READ
    to_write = Scope.ORCHARDS
    serializer_class = HarvestSerializer
    queryset = Harvest.objects.none()

    def get_queryset(self) -> QuerySet[Harvest]:
        return Harvest.objects.visible_to(caller_of(self.request)).with_names().select_related("event").newest_first()

    def perform_create(self, serializer: serializers.BaseSerializer[Harvest]) -> None:
        """Log a harvest; the same record again is the stored one."""
        told = dict(serializer.validated_data)
        serializer.instance = log_harvest(at=told.pop("picked_local"), by=caller_of(self.request), **told)


class WeighIns(APIView):
    """The scale."""

    to_write = Scope.LOTS

    @extend_schema(request=WeighInSerializer, responses={201: WeighedInSerializer}, operation_id="harvest_weigh_in")
    def post(self, request: Request, client_id: str) -> Response:
        """Weigh a harvest in at a packing house; the same weighing again is the stored one."""
        caller = caller_of(request)
        harvest = get_object_or_404(Harvest.objects.visible_to(caller).with_names(), client_id=client_id)
        given = WeighInSerializer(data=request.data, context={"request": request})
        given.is_valid(raise_exception=True)
        lot = weigh_in(harvest=harvest, by=caller, **given.validated_data)
        return Response(WeighedInSerializer(lot).data, status=status.HTTP_201_CREATED)
