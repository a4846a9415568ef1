"""Label runs and their exceptions. A label is not a row: a season has hundreds of millions of cartons."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.certification.models import Certificate
from traceability.epcis.models import Event
from traceability.jobs.models import Job
from traceability.lots.models import Lot
from traceability.parties.models import Organisation, User


class SerialBook(models.Model):
    """The one row that knows the next unused serial index; taken by a conditional UPDATE, never given back."""

    next_index = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(pk=1), name="there_is_one_serial_book")]


class LabelRunQuerySet(models.QuerySet["LabelRun"]):
    def visible_to(self, user: User) -> LabelRunQuerySet:
        """Runs of the user's own organisations."""
        return self.filter(lot__owner__in=user.organisations())

    def with_names(self) -> LabelRunQuerySet:
        """Everything that a line about a run shows, in the same query."""
        return self.select_related(
            "lot__product__variety__species",
            "lot__owner",
            "certificate__scheme",
            "certificate__revocation",
            "job",
            "started_by",
            "importer",
            "event",
        )


class LabelRun(models.Model):
    """One print job: labels 1..count of a packed lot, whose serials are indices first_index..first_index+count-1."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="label_runs")
    layout = models.CharField(max_length=40)
    first_index = models.PositiveBigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    key_number = models.PositiveSmallIntegerField(help_text=_("Which key made the serials"))
    origin = models.CharField(max_length=200, help_text=_("Scheme and host exactly as printed"))
    certificate = models.ForeignKey(
        Certificate,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="label_runs",
        help_text=_("Empty: printed without the name"),
    )
    destination = models.CharField(max_length=2, blank=True, help_text=_("ISO 3166-1 alpha-2; empty: not decided"))
    size = models.CharField(max_length=8, blank=True, help_text=_("Code of the fruit’s standard, as printed"))
    importer = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Named on the label"),
    )
    job = models.OneToOneField(Job, null=True, blank=True, on_delete=models.PROTECT, related_name="label_run")
    file = models.FileField(upload_to="label-runs/", blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    objects = LabelRunQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(count__gt=0), name="a_run_has_labels")]

    def __str__(self) -> str:
        return f"{self.pk}"


class LabelSpan(models.Model):
    """Labels first..last of a run (counted from 1, both included) that went another way than the rest."""

    class State(models.TextChoices):
        VOID = "void", _("Void")
        ON_PALLET = "on_pallet", _("On a pallet")

    run = models.ForeignKey(LabelRun, on_delete=models.PROTECT, related_name="spans")
    state = models.CharField(max_length=12, choices=State)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    sscc = models.CharField(max_length=18, blank=True, help_text=_("The pallet, for labels that stand on one"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first__gte=1) & Q(last__gte=F("first")), name="a_span_runs_forward"),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(reason=""), name="a_void_has_a_reason"),
            models.CheckConstraint(condition=~Q(state="on_pallet") | ~Q(sscc=""), name="a_span_on_a_pallet_names_it"),
        ]
