"""What must hold before a batch leaves, as dated rows, and the reports that judged it so."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exports.models.batch import ExportBatch
from traceability.parties.models import Sourced


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def in_force(self, on: date) -> list[Requirement]:
        """The rows that hold on a day, in the order of their sheet; of several versions the newest."""
        rows = self.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gte=on))
        newest = {row.code: row for row in rows.order_by("version")}
        return sorted(newest.values(), key=lambda row: (row.position, row.code))


class Requirement(Sourced):
    """A check that a batch must pass, as a dated row."""

    class Severity(models.TextChoices):
        BLOCK = "block", _("Blocks")
        WARN = "warn", _("Warns")

    class Stage(models.TextChoices):
        ORCHARD = "orchard", _("Orchard")
        SPRAYING = "spraying", _("Spraying")
        NAME = "name", _("The name")
        PACKING = "packing", _("Packing")
        LABEL = "label", _("Label")
        TESTS = "tests", _("Tests")
        PLANT_HEALTH = "plant_health", _("Plant health")
        LOADING = "loading", _("Loading")
        CUSTOMS = "customs", _("Customs")
        BORDER = "border", _("Border")

    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0, help_text=_("Where it stands on the page"))
    stage = models.CharField(max_length=20, choices=Stage)
    version = models.PositiveSmallIntegerField(default=1)
    check_name = models.SlugField(max_length=40, help_text=_("Which evaluator answers it"))
    species = models.CharField(
        max_length=40, blank=True, help_text=_("Species codes with spaces between; empty: all fruit")
    )
    destination = models.CharField(max_length=2, blank=True, help_text=_("Empty: everywhere; EU: every member state"))
    severity = models.CharField(max_length=5, choices=Severity)
    title = models.CharField(max_length=120)
    title_zh = models.CharField(max_length=120)
    rule = models.CharField(max_length=200)
    parameters = models.JSONField(default=dict)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="a_requirement_version_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="a_requirement_ends_after_it_begins"
            ),
        ]

    objects = RequirementQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @property
    def name(self) -> str:
        """Its title in the reader's language."""
        return self.title_zh if (get_language() or "").startswith("zh") else self.title


class ReadinessReport(models.Model):
    """A batch judged against the requirements in force at a moment. Never edited."""

    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="reports")
    judged_at = models.DateTimeField()
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ready = models.BooleanField()
    results = models.JSONField(
        help_text=_("[{code, version, stage, title, severity, outcome, words, what_to_do, rule, source, provisional}]")
    )

    class Meta:
        ordering: ClassVar = ["-judged_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.batch} {self.judged_at:%Y-%m-%d %H:%M}"
