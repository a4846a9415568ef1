"""What was taken from a lot and what was found on it: samples, inspections, residue tests. Never edited."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.certification.findings import Finding, told
from traceability.certification.models.rules import GIScheme
from traceability.epcis.models import Event
from traceability.lots.models import Lot
from traceability.parties.models import Organisation, User


class SampleQuerySet(models.QuerySet["Sample"]):
    def visible_to(self, user: User) -> SampleQuerySet:
        """Samples of the user's own lots, and those taken for their organisation."""
        theirs = user.organisations()
        return self.filter(Q(lot__owner__in=theirs) | Q(taken_for__in=theirs))

    def waiting(self) -> SampleQuerySet:
        """Samples nobody has reported on."""
        return self.filter(inspection=None, residue_test=None)

    def with_names(self) -> SampleQuerySet:
        """Everything that a line about a sample shows, in the same query."""
        return self.select_related(
            "lot__product__variety__species", "lot__owner", "taken_for", "event", "inspection", "residue_test"
        )


class Sample(models.Model):
    """Fruit taken from a lot for somebody to judge."""

    class Purpose(models.TextChoices):
        INSPECTION = "inspection", _("Inspection for the name")
        RESIDUES = "residues", _("Residues")

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="samples")
    taken_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="samples")
    purpose = models.CharField(max_length=12, choices=Purpose)
    fruits = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    objects = SampleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.lot} · {self.get_purpose_display()}"

    @property
    def is_waiting(self) -> bool:
        """True while nobody has reported on it."""
        return not (hasattr(self, "inspection") or hasattr(self, "residue_test"))


class Inspection(models.Model):
    """Readings on a sample of ripe fruit; the result is computed from thresholds, never typed."""

    class Ripeness(models.TextChoices):
        MATURE_GREEN = "mature_green", _("Mature green")
        TURNING = "turning", _("Turning")
        RIPE = "ripe", _("Ripe to eat")
        OVERRIPE = "overripe", _("Overripe")

    sample = models.OneToOneField(Sample, on_delete=models.PROTECT, related_name="inspection")
    scheme = models.ForeignKey(GIScheme, on_delete=models.PROTECT, related_name="inspections")
    device = models.CharField(max_length=60)
    ripeness = models.CharField(max_length=12, choices=Ripeness, help_text=_("Brix holds on ripe fruit only"))
    inspected_at = models.DateTimeField()
    inspected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    passed = models.BooleanField()
    findings = models.JSONField(help_text=_("Slugs and facts, without a language"))
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(passed=False) | Q(ripeness="ripe"), name="only_ripe_fruit_passes")
        ]

    def told(self) -> list[Finding]:
        """What was asked for and what was read, in the language of whoever reads it."""
        return told(self.findings)


class Reading(models.Model):
    """One fruit of an inspection."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="readings")
    number = models.PositiveSmallIntegerField()
    fruit_weight_g = models.PositiveIntegerField()
    brix = models.DecimalField(max_digits=4, decimal_places=1)
    size_mm = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Across the widest part"))
    defects = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="each_fruit_is_read_once"),
            models.CheckConstraint(condition=Q(fruit_weight_g__gt=0), name="a_fruit_weighs_something"),
            models.CheckConstraint(condition=Q(brix__gte=0, brix__lte=40), name="brix_of_a_fruit_is_0_to_40"),
        ]


class InspectionPhoto(models.Model):
    """A photo of the sample, without position, time and maker; its hash stands in the event."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="photos")
    number = models.PositiveSmallIntegerField()
    image = models.FileField(upload_to="inspections/")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="each_photo_of_an_inspection_has_a_number"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="an_inspection_photo_is_hashed"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id}/{self.number}"


class ResidueTest(models.Model):
    """A laboratory's report on a sample."""

    sample = models.OneToOneField(Sample, on_delete=models.PROTECT, related_name="residue_test")
    report_number = models.CharField(max_length=40)
    method = models.CharField(max_length=80)
    substances_tested = models.PositiveSmallIntegerField(help_text=_("How many substances the method covers"))
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    report = models.FileField(upload_to="residue-reports/", blank=True)
    report_sha256 = models.CharField(max_length=64, blank=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")


class ResidueResult(models.Model):
    """One substance of a report. No amount means below the limit of quantification, which is not zero."""

    test = models.ForeignKey(ResidueTest, on_delete=models.PROTECT, related_name="results")
    substance = models.CharField(max_length=80)
    loq_mg_kg = models.DecimalField(max_digits=9, decimal_places=5)
    found_mg_kg = models.DecimalField(max_digits=9, decimal_places=5, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["test", "substance"], name="a_substance_is_reported_once"),
            models.CheckConstraint(condition=Q(loq_mg_kg__gt=0), name="loq_is_above_zero"),
            models.CheckConstraint(
                condition=Q(found_mg_kg=None) | Q(found_mg_kg__gte=F("loq_mg_kg")),
                name="what_is_found_is_at_least_the_loq",
            ),
        ]
