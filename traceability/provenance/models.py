"""What is kept of a scan: a count a day. Who scanned is not kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from traceability.labels.models import LabelRun


class ScanCount(models.Model):
    """How often an identifier was looked up on a day (UTC)."""

    identifier = models.CharField(max_length=120, help_text=_("Canonical Digital Link URI"))
    day = models.DateField()
    scans = models.PositiveIntegerField(default=0)
    too_early_in = models.ForeignKey(
        LabelRun,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The run of a label that was scanned before anybody put it on a carton; else empty"),
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["identifier", "day"], name="one_count_a_day")]
