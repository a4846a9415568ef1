"""What must hold before a batch leaves, as dated rows, and the reports that judged it so."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from exports.models.batch import ExportBatch
from traceability.parties.dated import in_force
from traceability.parties.models import Sourced


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def in_force(self, on: date) -> list[Requirement]:
        """The rows that hold on a day, in the order of their sheet; of several versions the newest."""
        newest = {row.code: row for row in in_force(self, on).order_by("version")}
        return sorted(newest.values(), key=lambda row: (row.position, row.code))


class Requirement(Sourced):
    """A check that a batch must pass, as a dated row."""

    class Severity(models.TextChoices):
        BLOCK = "block", _("Blocks")
        WARN = "warn", _("Warns")
        INFO = "info", _("Informs")

    class Stage(models.TextChoices):
        ORCHARD = "orchard", _("Orchard")
        SPRAYING = "spraying", _("Spraying")
        HARVEST = "harvest", _("Harvest")
        NAME = "name", _("The name")
        CONFORMITY = "conformity", "合格证"
        PACKING = "packing", _("Packing")
        LABEL = "label", _("Label")
        TESTS = "tests", _("Tests")
        PLANT_HEALTH = "plant_health", _("Plant health")
        LOADING = "loading", _("Loading")
        BORDER = "border", _("Border")
        CUSTOMS = "customs", _("Customs")
        TRACE = "trace", _("Trace")
        ELSEWHERE = "elsewhere", _("Elsewhere")

    class Who(models.TextChoices):
        EXPORTER = "exporter", _("the exporter")
        COOPERATIVE = "cooperative", _("the packing house")
        CONTROL_BODY = "control_body", _("the control body")
        LABORATORY = "laboratory", _("the laboratory")
        CUSTOMS = "customs", _("customs, asked by the exporter")
        IMPORTER = "importer", _("the importer")
        SITE = "site", _("whoever runs this site")

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
    who = models.CharField(
        max_length=12, choices=Who, default=Who.EXPORTER, help_text=_("Who can mend it when it does not hold")
    )
    title = models.CharField(max_length=120)
    title_zh = models.CharField(max_length=120)
    rule = models.CharField(max_length=200)
    parameters = models.JSONField(default=dict, blank=True)
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


class ClauseQuerySet(models.QuerySet["Clause"]):
    def in_force(self, on: date) -> ClauseQuerySet:
        """The rows that hold on a day, in the order of their sheet."""
        return in_force(self, on).order_by("requirement", "position", "pk")


class Clause(Sourced):
    """One line of a requirement that has many: a pest and its options, or a figure that fruit must reach."""

    requirement = models.SlugField(max_length=40, help_text=_("Code of the requirement, whichever its version"))
    position = models.PositiveSmallIntegerField(default=0)
    species = models.CharField(
        max_length=40, blank=True, help_text=_("Species codes with spaces between; empty: all fruit")
    )
    subject = models.CharField(max_length=120)
    rule = models.CharField(max_length=200, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["requirement", "species", "subject", "position", "valid_from"], name="a_clause_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="a_clause_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement}: {self.subject}"


class ReadinessReport(models.Model):
    """A batch judged against the requirements in force at a moment. Never edited.

    `facts` and `rules` are all that the judgement looked at, so that it can be made again exactly, whatever was
    entered since (`readiness.engine.reproduce`).
    """

    class Because(models.TextChoices):
        ASKED = "asked", _("Somebody asked")
        SHIPPED = "shipped", _("It was shipped")
        RULES_CHANGED = "rules_changed", _("Rules or limits changed")

    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="reports")
    judged_at = models.DateTimeField()
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: judged by itself"),
    )
    because = models.CharField(max_length=14, choices=Because, default=Because.ASKED)
    ready = models.BooleanField()
    language = models.CharField(max_length=10, default="en", help_text=_("In which its words are"))
    results = models.JSONField(
        help_text=_("[{code, version, stage, title, severity, outcome, words, what_to_do, rule, source, provisional}]")
    )
    facts = models.JSONField(
        default=dict, encoder=DjangoJSONEncoder, help_text=_("What was recorded about the batch at that moment")
    )
    rules = models.JSONField(default=list, help_text=_("The rules as they read at that moment"))
    rules_sha256 = models.CharField(max_length=64, blank=True, help_text=_("Of all rules and limits, at that moment"))

    class Meta:
        ordering: ClassVar = ["-judged_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(because="rules_changed") | Q(judged_by__isnull=False), name="somebody_asks_for_a_report"
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.judged_at:%Y-%m-%d %H:%M}"
