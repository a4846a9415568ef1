"""Growers, their plots, and the registrations of both with customs."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from orchards.models.rules import Pesticide
from traceability.lots.models import Variety
from traceability.parties.models import Membership, Organisation, Place, User, Village


class GrowerQuerySet(models.QuerySet["Grower"]):
    def visible_to(self, user: User) -> GrowerQuerySet:
        """Oneself, and for a cooperative's staff the growers of the cooperative."""
        staff_of = user.roles().exclude(role=Membership.Role.GROWER).values("organisation")
        own = self.filter(Q(user=user) | Q(cooperative__in=staff_of))
        return own if user.acts_for is None else own.filter(cooperative=user.acts_for)


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

    def found_by(self, words: str) -> PlotQuerySet:
        """Plots whose number, grower, pseudonym or village is meant; all of them when nothing is said."""
        if not words:
            return self
        by_grower = Q(grower__user__name__icontains=words) | Q(grower__pseudonym__icontains=words)
        return self.filter(Q(number=words) | by_grower | Q(place__village__name_zh__contains=words))

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


class OrchardRegistrationQuerySet(models.QuerySet["OrchardRegistration"]):
    def visible_to(self, user: User) -> OrchardRegistrationQuerySet:
        """Registrations of the user's own organisations."""
        return self.filter(organisation__in=user.organisations())

    def with_plots_on(self, day: date) -> OrchardRegistrationQuerySet:
        """Each with `plots_today`: how many plots it covers on the day."""
        has_not_ended = Q(covers__valid_to=None) | Q(covers__valid_to__gte=day)
        return self.annotate(plots_today=Count("covers", filter=Q(covers__valid_from__lte=day) & has_not_ended))


class OrchardRegistration(models.Model):
    """A registration of exit-fruit orchards with customs; one may cover many plots ("big orchard")."""

    number = models.CharField(max_length=40, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="orchard_registrations")
    plots = models.ManyToManyField(Plot, through="RegisteredPlot", related_name="registrations", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = OrchardRegistrationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="registration_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.number


class RegisteredPlotQuerySet(models.QuerySet["RegisteredPlot"]):
    def on_or_after(self, day: date) -> RegisteredPlotQuerySet:
        """Periods that have not ended before the day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day))

    def on(self, day: date) -> RegisteredPlotQuerySet:
        """Periods that hold the day."""
        return self.on_or_after(day).filter(valid_from__lte=day)


class RegisteredPlot(models.Model):
    """A plot under a registration, from a day to a day: plots come to a big orchard and leave it."""

    registration = models.ForeignKey(OrchardRegistration, on_delete=models.PROTECT, related_name="covers")
    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="registered")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = RegisteredPlotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["registration", "plot", "valid_from"], name="a_plot_joins_a_registration_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_plot_leaves_a_registration_after_it_joins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration} · {self.plot}"
