"""The grower's book: what was sprayed and what was picked. Written once; a mistake is corrected by a new record."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orchards.models.land import Plot
from orchards.models.paper import PaperBook
from traceability.epcis.models import Event
from traceability.gs1.digital_link import lot_uri
from traceability.lots.models import Product
from traceability.parties.models import SignInCard, User


class Record(models.Model):
    """What every record of the book has, wherever it was written.

    The phone's clock is kept as it was; `clock_skew_s` is what was added to it to get our time.
    """

    class Source(models.TextChoices):
        PHONE = "phone", _("Phone")
        PAPER = "paper", _("Paper book")
        DESK = "desk", _("Desk")
        PROGRAM = "program", _("Program")

    client_id = models.UUIDField(unique=True, help_text=_("Made on the phone: the same record twice is one record"))
    source = models.CharField(max_length=10, choices=Source, default=Source.PHONE)
    device_clock = models.DateTimeField(
        null=True, blank=True, help_text=_("What the phone's clock said when it was logged")
    )
    clock_skew_s = models.BigIntegerField(default=0, help_text=_("Seconds by which the phone's clock was behind ours"))
    stored_at = models.DateTimeField(auto_now_add=True)
    card = models.ForeignKey(
        SignInCard, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text=_("Sent under it")
    )
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def is_standing(self) -> bool:
        """Whether nobody has declared it wrong."""
        return not hasattr(self, "correction")


class TreatmentQuerySet(models.QuerySet["Treatment"]):
    def visible_to(self, user: User) -> TreatmentQuerySet:
        """Treatments of plots that the user may see."""
        return self.filter(plot__in=Plot.objects.visible_to(user))

    def standing(self) -> TreatmentQuerySet:
        """Those that nobody has declared wrong: whose intervals run."""
        return self.filter(correction=None)


_TreatmentManager = models.Manager.from_queryset(TreatmentQuerySet)


class TreatmentManager(_TreatmentManager["Treatment"]):
    """Every treatment comes with whether it was corrected: an interval that was logged by mistake must not run."""

    def get_queryset(self) -> models.QuerySet[Treatment]:
        """One join more, and never a query a line."""
        return super().get_queryset().select_related("correction")


class Treatment(Record):
    """What was put on a plot, and how many days must pass before picking."""

    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="treatments")
    product = models.CharField(max_length=80)
    registration_number = models.CharField(
        max_length=20, blank=True, help_text=_("Chinese pesticide registration, PD…")
    )
    substances = models.JSONField(default=list, help_text=_("Active substances, common names"))
    dose = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=80, blank=True)
    applied_on = models.DateField(help_text=_("By our clock"))
    stated_on = models.DateField(help_text=_("As the record said it"))
    logged_at = models.DateTimeField(help_text=_("By our clock"))
    interval_days = models.PositiveSmallIntegerField(help_text=_("Pre-harvest interval on the label"))

    objects = TreatmentManager()

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

    def standing(self) -> HarvestQuerySet:
        """Those that nobody has declared wrong: what is summed, weighed in and asked about."""
        return self.filter(correction=None)

    def waiting(self) -> HarvestQuerySet:
        """Logged, and not yet on the scale."""
        return self.standing().filter(weigh_in=None)

    def with_names(self) -> HarvestQuerySet:
        """Everything that a line about a harvest shows, in a number of queries that does not grow with the lines."""
        return (
            self.select_related(
                "plot__place__village__township",
                "plot__grower__user",
                "plot__grower__cooperative",
                "plot__variety__species",
                "product",
                "weigh_in__lot__making",
                "correction",
                "corrects__harvest",
                "card",
                "photo",
            )
            .defer("photo__received")
            .prefetch_related("plot__treatments")
        )

    def newest_first(self) -> HarvestQuerySet:
        return self.order_by("-picked_at", "-pk")


class Harvest(Record):
    """A picking, as the grower logged it. Its fruit is a lot of loose fruit from this moment (01 + 10)."""

    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="harvests")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    lot_code = models.CharField(max_length=20)
    weight_g = models.PositiveBigIntegerField()
    crates = models.PositiveSmallIntegerField(default=0)
    embryo_less = models.BooleanField(default=False)
    picked_at = models.DateTimeField(help_text=_("By our clock: what the record said, corrected for the phone's"))
    stated_at = models.DateTimeField(help_text=_("As the record said it"))
    picked_offset = models.SmallIntegerField(help_text=_("Minutes east of UTC where it was picked"))
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    accuracy_m = models.FloatField(null=True, blank=True, help_text=_("Metres, as the phone told"))
    paper = models.ForeignKey(PaperBook, on_delete=models.PROTECT, null=True, blank=True, related_name="harvests")

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
