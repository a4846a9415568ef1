"""What goes to one buyer in one container, and the steps it takes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.parties.models import Organisation, Place, User


class ExportBatchQuerySet(models.QuerySet["ExportBatch"]):
    def visible_to(self, user: User) -> ExportBatchQuerySet:
        """What the user's organisations export; and what was shipped to them: a draft is the exporter's secret."""
        theirs = user.organisations()
        return self.filter(Q(exporter__in=theirs) | (Q(importer__in=theirs) & ~Q(state="draft")))

    def exported_by(self, user: User) -> ExportBatchQuerySet:
        """What stands on the exporter's desk of this user."""
        return self.filter(exporter__in=user.organisations())

    def coming_to(self, user: User) -> ExportBatchQuerySet:
        """What stands on the importer's desk of this user: never a draft."""
        return self.filter(importer__in=user.organisations()).exclude(state="draft")

    def with_names(self) -> ExportBatchQuerySet:
        """Everything that a line about a batch shows, in the same query."""
        return self.select_related("exporter", "importer", "from_port", "to_port")


class ExportBatch(models.Model):
    """What goes to one buyer in one container."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SHIPPED = "shipped", _("Shipped")
        ARRIVED = "arrived", _("Arrived")
        RECEIVED = "received", _("Received")
        REFUSED = "refused", _("Refused")

    code = models.CharField(max_length=20, unique=True)
    exporter = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="export_batches")
    importer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="import_batches")
    destination = models.CharField(max_length=2, help_text=_("Country of consumption, ISO 3166-1 alpha-2"))
    from_port = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    to_port = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    vessel = models.CharField(max_length=60, blank=True)
    container = models.CharField(max_length=11, blank=True, help_text=_("ISO 6346"))
    seal = models.CharField(max_length=20, blank=True)
    leaves_on = models.DateField(help_text=_("Planned day of departure"))
    arrives_on = models.DateField(help_text=_("Planned day of arrival, on which limits are judged"))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = ExportBatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("export batches")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(arrives_on__gt=F("leaves_on")), name="a_batch_arrives_after_it_leaves"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9A-Z][0-9A-Z-]{0,19}$"), name="a_batch_code_fits_an_address"
            ),
            models.CheckConstraint(condition=Q(destination__regex=r"^[A-Z]{2}$"), name="a_destination_is_a_country"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "shipped", "arrived", "received", "refused"]),
                name="a_batch_is_in_a_known_state",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_draft(self) -> bool:
        """True while pallets may still be added."""
        return self.state == self.State.DRAFT

    @property
    def days_at_sea(self) -> int:
        """Planned days from departure to arrival."""
        return (self.arrives_on - self.leaves_on).days


class Movement(models.Model):
    """A step of a batch on its way, with its event. Never edited (trigger)."""

    class Step(models.TextChoices):
        SHIPPED = "shipped", _("Shipped")
        ARRIVED = "arrived", _("Arrived")
        RECEIVED = "received", _("Received")
        REFUSED = "refused", _("Refused")

    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="movements")
    step = models.CharField(max_length=10, choices=Step)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    remarks = models.CharField(max_length=400, blank=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "step"], name="a_batch_takes_each_step_once"),
            models.CheckConstraint(condition=~Q(step="refused") | ~Q(remarks=""), name="a_refusal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.get_step_display()}"
