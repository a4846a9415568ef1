"""Growers, their plots, what was sprayed and what was picked."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.gs1.digital_link import lot_uri
from traceability.lots.models import Lot, Product, Variety
from traceability.parties.models import Membership, Organisation, Place, Sourced, User, Village


class Threshold(Sourced):
    """A number from which the orchard is asked a question or stopped; the newest row that has begun holds."""

    class Key(models.TextChoices):
        SEASON_WARNS = "season_warns_kg_per_mu", _("A season's yield that is asked about")
        SEASON_STOPS = "season_stops_kg_per_mu", _("A season's yield that must be explained")
        TOLERANCE_PERCENT = "weigh_in_tolerance_percent", _("Difference at weigh-in, share of what was logged")
        TOLERANCE_KG = "weigh_in_tolerance_kg", _("Difference at weigh-in that is never asked about")
        ONE_HARVEST_KG = "one_harvest_kg", _("Most that one harvest can weigh")

    key = models.CharField(max_length=40, choices=Key)
    value = models.DecimalField(max_digits=10, decimal_places=2)
    valid_from = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="a_threshold_begins_once_a_day"),
            models.CheckConstraint(condition=Q(value__gt=0), name="a_threshold_is_above_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.value}"


class Pesticide(Sourced):
    """What a grower may have sprayed, and the days its Chinese label asks for. A proposal: the bottle decides."""

    class Crop(models.TextChoices):
        MANGO = "mango", _("Mango")
        CITRUS = "citrus", _("Citrus")

    crop = models.CharField(max_length=10, choices=Crop)
    substance = models.CharField(max_length=60, help_text=_("Common name of the active substance, ISO 1750"))
    name_zh = models.CharField(max_length=40)
    formulation = models.CharField(max_length=20)
    interval_days = models.PositiveSmallIntegerField(help_text=_("Pre-harvest interval"))
    target_en = models.CharField(max_length=120)
    target_zh = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["crop", "substance", "formulation"], name="a_pesticide_is_listed_once_a_crop"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name_zh} {self.formulation}"

    @property
    def name(self) -> str:
        """As the reader knows it: by its Chinese name, or by its ISO common name."""
        is_chinese = (get_language() or "").startswith("zh")
        return str(self) if is_chinese else f"{self.substance} {self.formulation}"


class GrowerQuerySet(models.QuerySet["Grower"]):
    def visible_to(self, user: User) -> GrowerQuerySet:
        """Oneself, and for a cooperative's staff the growers of the cooperative."""
        staff_of = user.memberships.exclude(role=Membership.Role.GROWER).values("organisation")
        return self.filter(Q(user=user) | Q(cooperative__in=staff_of))


class Grower(models.Model):
    """A household that grows for a cooperative. The name stands in parties; events know the pseudonym alone."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grower")
    cooperative = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="growers")
    pseudonym = models.CharField(max_length=20, unique=True)
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = GrowerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.user.name


class PlotQuerySet(models.QuerySet["Plot"]):
    def visible_to(self, user: User) -> PlotQuerySet:
        """Plots of growers whom the user may see."""
        return self.filter(grower__in=Grower.objects.visible_to(user))

    def in_use(self) -> PlotQuerySet:
        """Plots that still belong to the orchard, with everything that a line about them shows."""
        return self.filter(retired_at=None).with_names().order_by("grower", "pk")

    def with_names(self) -> PlotQuerySet:
        return self.select_related(
            "place__village__township", "place__county", "variety__species", "grower__user", "grower__cooperative"
        )


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
        return str(self.place)

    @property
    def crop(self) -> str:
        """Mango or citrus, the two crops for which intervals are listed."""
        return Pesticide.Crop.MANGO if self.variety.species_id == "mango" else Pesticide.Crop.CITRUS


class OrchardRegistration(models.Model):
    """A registration of exit-fruit orchards with customs; one may cover many plots ("big orchard")."""

    number = models.CharField(max_length=40, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="orchard_registrations")
    plots = models.ManyToManyField(Plot, related_name="registrations", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="registration_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.number


class TreatmentQuerySet(models.QuerySet["Treatment"]):
    def visible_to(self, user: User) -> TreatmentQuerySet:
        """Treatments of plots that the user may see."""
        return self.filter(plot__in=Plot.objects.visible_to(user))


class Treatment(models.Model):
    """What was put on a plot, and how many days must pass before picking."""

    client_id = models.UUIDField(unique=True, help_text=_("Made on the phone: the same record twice is one record"))
    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="treatments")
    product = models.CharField(max_length=80)
    registration_number = models.CharField(
        max_length=20, blank=True, help_text=_("Chinese pesticide registration, PD…")
    )
    substances = models.JSONField(default=list, help_text=_("Active substances, common names"))
    dose = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=80, blank=True)
    applied_on = models.DateField()
    interval_days = models.PositiveSmallIntegerField(help_text=_("Pre-harvest interval on the label"))
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    objects = TreatmentQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["plot", "-applied_on"], name="treatments_of_a_plot")]

    def __str__(self) -> str:
        return f"{self.product} {self.applied_on}"

    @property
    def allowed_from(self) -> date:
        """The first day on which the plot may be picked again: the day of spraying plus the interval."""
        return self.applied_on + timedelta(days=self.interval_days)


class HarvestQuerySet(models.QuerySet["Harvest"]):
    def visible_to(self, user: User) -> HarvestQuerySet:
        """Harvests of plots that the user may see."""
        return self.filter(plot__in=Plot.objects.visible_to(user))

    def waiting(self) -> HarvestQuerySet:
        """Logged, and not yet on the scale."""
        return self.filter(weigh_in=None)

    def with_names(self) -> HarvestQuerySet:
        """Everything that a line about a harvest shows, in a number of queries that does not grow with the lines."""
        return self.select_related(
            "plot__place__village__township",
            "plot__grower__user",
            "plot__grower__cooperative",
            "plot__variety__species",
            "product",
            "weigh_in__lot__making",
        ).prefetch_related("plot__treatments")

    def newest_first(self) -> HarvestQuerySet:
        return self.order_by("-picked_at", "-pk")


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
    device_clock = models.DateTimeField(
        null=True, blank=True, help_text=_("What the phone's clock said when it was logged")
    )
    stored_at = models.DateTimeField(auto_now_add=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    photo = models.ImageField(upload_to="harvests/", blank=True)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    objects = HarvestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "lot_code"], name="harvest_lot_code_once_per_product"),
            models.CheckConstraint(condition=Q(weight_g__gt=0), name="a_harvest_weighs_something"),
        ]
        indexes: ClassVar = [models.Index(fields=["plot", "-picked_at"], name="harvests_of_a_plot")]

    def __str__(self) -> str:
        return self.lot_code

    @property
    def lot_uri(self) -> str:
        """The traceability lot code as a Digital Link URI, from the moment of picking."""
        return lot_uri(self.product.gtin, self.lot_code)

    @property
    def picked_local(self) -> datetime:
        """When it was picked, on the clock of the orchard."""
        return self.picked_at.astimezone(timezone(timedelta(minutes=self.picked_offset)))

    @property
    def picked_on(self) -> date:
        """The local day of picking, which intervals and opening days are counted by."""
        return self.picked_local.date()


class WeighIn(models.Model):
    """A harvest that came in at the packing house: its lot there, and why the scale disagrees with the phone."""

    harvest = models.OneToOneField(Harvest, on_delete=models.PROTECT, related_name="weigh_in")
    lot = models.OneToOneField(Lot, on_delete=models.PROTECT, related_name="weigh_in")
    explanation = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.lot.code

    @property
    def difference_g(self) -> int:
        """Grams on the scale less grams logged: negative when less came in."""
        return self.lot.weight_g - self.harvest.weight_g
