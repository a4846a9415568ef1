"""Warnings that somebody has taken on."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from exports.models.batch import ExportBatch
from traceability.parties.models import User


class OverrideQuerySet(models.QuerySet["Override"]):
    def visible_to(self, user: User) -> OverrideQuerySet:
        """Those of the user's own batches: what an exporter takes on is none of its buyer's affair."""
        return self.filter(batch__in=ExportBatch.objects.exported_by(user))

    def in_force(self) -> OverrideQuerySet:
        """Those of what is on the pallets now: another load is another risk."""
        return self.filter(revision=F("batch__revision"))


class Override(models.Model):
    """A warning that a named person takes on, in writing, so that a batch may leave in spite of it.

    Never edited (trigger). It covers one version of one requirement, for what stands on the pallets when it is written.
    """

    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="overrides")
    requirement = models.CharField(max_length=40, help_text=_("Code of the requirement that warns"))
    version = models.PositiveSmallIntegerField(help_text=_("Of the requirement"))
    revision = models.PositiveIntegerField(help_text=_("Of the batch"))
    words = models.TextField(help_text=_("What was found, as it was read"))
    why = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OverrideQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(why=""), name="an_override_has_a_reason"),
            models.UniqueConstraint(
                fields=["batch", "requirement", "version", "revision"], name="a_warning_is_overridden_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.requirement}"
