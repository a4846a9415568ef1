"""Treatments after harvest and storage: which kinds there are, day by day, and what was done to which lot."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.lots.models import Lot
from traceability.parties.dated import in_force
from traceability.parties.models import Place, Sourced
from traceability.web.language import own_name


class HandlingKindQuerySet(models.QuerySet["HandlingKind"]):
    def in_force(self, on: date) -> HandlingKindQuerySet:
        """The kinds that are known on a day, in the order of the desk."""
        return in_force(self, on).order_by("position")


class HandlingKind(Sourced):
    """Something that is done to fruit after harvest, and what its record has to say; both days are included."""

    class Act(models.TextChoices):
        TREAT = "treat", _("Treatment")
        STORE = "store", _("Storage")

    code = models.SlugField(max_length=20, primary_key=True)
    position = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=5, choices=Act)
    name_zh = models.CharField(max_length=20)
    name_en = models.CharField(max_length=40)
    biz_step = models.CharField(max_length=20, help_text=_("CBV 2.0 business step of its event"))
    needs_substance = models.BooleanField(help_text=_("Substance and dose must be named"))
    needs_temperature = models.BooleanField(help_text=_("Lowest and highest temperature must be told, or a log"))
    suits_cartons = models.BooleanField(help_text=_("Packed fruit can be handled so"))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = HandlingKindQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return own_name(self.name_zh, self.name_en)


class Handling(models.Model):
    """One handling of a whole lot, from `began_at` to `ended_at`. Temperatures are degrees Celsius."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="handlings")
    kind = models.ForeignKey(HandlingKind, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    substance = models.CharField(max_length=80, blank=True)
    dose = models.CharField(max_length=40, blank=True, help_text=_("With its unit: 500 mg/l, 100 ppm in the air"))
    low_c = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    high_c = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    device = models.CharField(max_length=60, blank=True, help_text=_("The thermometer or logger, as it is marked"))
    log = models.JSONField(default=list, help_text=_("[[time, °C]] of the logger, oldest first"))
    log_sha256 = models.CharField(max_length=64, blank=True, help_text=_("Of the file as it came"))
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    offset = models.SmallIntegerField(help_text=_("Minutes east of UTC where it happened"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["began_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ended_at__gte=F("began_at")), name="a_handling_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(low_c=None, high_c=None) | Q(low_c__lte=F("high_c")),
                name="a_handling_has_both_temperatures",
            ),
            models.CheckConstraint(
                condition=Q(substance="", dose="") | (~Q(substance="") & ~Q(dose="")),
                name="a_substance_has_its_dose",
            ),
            models.CheckConstraint(
                condition=Q(log_sha256="") | Q(log_sha256__regex=r"^[0-9a-f]{64}$", low_c__isnull=False),
                name="a_temperature_log_has_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.lot}"

    @property
    def local_start(self) -> datetime:
        """When it began, on the clock of the place."""
        return self.began_at.astimezone(self._zone)

    @property
    def local_end(self) -> datetime:
        """When it ended, on the clock of the place."""
        return self.ended_at.astimezone(self._zone)

    @property
    def minutes(self) -> int:
        """How long it took, in whole minutes."""
        return (self.ended_at - self.began_at) // timedelta(minutes=1)

    @property
    def _zone(self) -> timezone:
        return timezone(timedelta(minutes=self.offset))
