"""Growers, their plots, what was sprayed and what was picked."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.lots.models import Lot, Product, Variety
from traceability.parties.models import Organisation, Place, User, Village


class OwnedQuerySet(models.QuerySet["Grower"]):
    def visible_to(self, user: User) -> OwnedQuerySet:
        """One's own, and for a cooperative's staff those of the cooperative."""
        staff_of = user.memberships.exclude(role="grower").values("organisation")
        return self.filter(Q(user=user) | Q(cooperative__in=staff_of))


class Grower(models.Model):
    """A household that grows for a cooperative. The name stands in parties; events know the pseudonym alone."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grower")
    cooperative = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="growers")
    pseudonym = models.CharField(max_length=20, unique=True)
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.user.name


class OfGrowerQuerySet(models.QuerySet["Plot"]):
    path = "grower"

    def visible_to(self, user: User) -> OfGrowerQuerySet:
        """What belongs to growers the user may see."""
        return self.filter(**{f"{self.path}__in": Grower.objects.visible_to(user)})


class PlotQuerySet(OfGrowerQuerySet):
    pass


class OfPlotQuerySet(OfGrowerQuerySet):
    path = "plot__grower"


class Plot(models.Model):
    """A piece of orchard: a Place with what grows on it."""

    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="plot")
    grower = models.ForeignKey(Grower, on_delete=models.PROTECT, related_name="plots")
    number = models.CharField(max_length=10, help_text=_("The grower's own number"))
    variety = models.ForeignKey(Variety, on_delete=models.PROTECT, related_name="plots")
    area_mu = models.DecimalField(max_digits=8, decimal_places=2, help_text=_("亩; 1 亩 = 666.67 m²"))
    trees = models.PositiveIntegerField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = PlotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["grower", "number"], name="a_grower_numbers_a_plot_once"),
            models.CheckConstraint(condition=Q(area_mu__gt=0), name="a_plot_has_area"),
        ]

    def __str__(self) -> str:
        return f"{self.place.name} {self.number}"


class OrchardRegistration(models.Model):
    """A registration of exit-fruit orchards with customs; one may cover many plots ("big orchard")."""

    number = models.CharField(max_length=40, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="orchard_registrations")
    plots = models.ManyToManyField(Plot, related_name="registrations", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="registration_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.number


class Treatment(models.Model):
    """What was put on a plot, and how many days must pass before picking."""

    client_id = models.UUIDField(unique=True, help_text=_("Made on the phone: the same record twice is one record"))
    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="treatments")
    product = models.CharField(max_length=80)
    registration_number = models.CharField(max_length=20, blank=True, help_text=_("Chinese pesticide registration, PD…"))
    substances = models.JSONField(default=list, help_text=_("Active substances, common names"))
    dose = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=80, blank=True)
    applied_on = models.DateField()
    interval_days = models.PositiveSmallIntegerField(help_text=_("Pre-harvest interval on the label"))
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    objects = OfPlotQuerySet.as_manager()


class Harvest(models.Model):
    """A picking, as the grower logged it. Its fruit is a lot of loose fruit from this moment (01 + 10)."""

    client_id = models.UUIDField(unique=True, help_text=_("Made on the phone: the same record twice is one record"))
    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="harvests")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    lot_code = models.CharField(max_length=20)
    weight_g = models.PositiveBigIntegerField()
    crates = models.PositiveSmallIntegerField(default=0)
    embryo_less = models.BooleanField(default=False)
    picked_at = models.DateTimeField()
    picked_offset = models.SmallIntegerField(help_text=_("Minutes east of UTC where it was picked"))
    device_clock = models.DateTimeField(null=True, blank=True, help_text=_("What the phone's clock said when it was logged"))
    stored_at = models.DateTimeField(auto_now_add=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    photo = models.ImageField(upload_to="harvests/", blank=True)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    objects = OfPlotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "lot_code"], name="harvest_lot_code_once_per_product"),
            models.CheckConstraint(condition=Q(weight_g__gt=0), name="a_harvest_weighs_something"),
        ]
        indexes: ClassVar = [models.Index(fields=["plot", "-picked_at"], name="harvests_of_a_plot")]

    def __str__(self) -> str:
        return self.lot_code


class WeighIn(models.Model):
    """A harvest that came in at the packing house: its lot there, and why the scale disagrees with the phone."""

    harvest = models.OneToOneField(Harvest, on_delete=models.PROTECT, related_name="weigh_in")
    lot = models.OneToOneField(Lot, on_delete=models.PROTECT, related_name="weigh_in")
    explanation = models.CharField(max_length=200, blank=True)
