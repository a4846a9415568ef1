"""What is kept of scans: counts by hour and country. Who scanned is not kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.labels.models import LabelRun


class ScanCount(models.Model):
    """How often an identifier was looked up in an hour (UTC) from a country."""

    identifier = models.CharField(max_length=200, help_text=_("Canonical Digital Link URI"))
    hour = models.DateTimeField(help_text=_("The beginning of the hour"))
    country = models.CharField(max_length=2, blank=True, help_text=_("ISO 3166-1 alpha-2; empty: not known"))
    scans = models.PositiveIntegerField(default=0)
    networks = models.PositiveIntegerField(
        default=0, help_text=_("Networks that looked at it for the first time on that day; of cartons alone")
    )
    too_early_in = models.ForeignKey(
        LabelRun,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The run of a label that was scanned before anybody put it on a carton; else empty"),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["identifier", "hour", "country"], name="one_count_an_hour_and_country"),
            models.CheckConstraint(condition=Q(networks__lte=F("scans")), name="no_more_networks_than_scans"),
        ]
        indexes: ClassVar = [models.Index(fields=["hour"], name="scan_counts_by_hour")]


class Sighting(models.Model):
    """That a network has looked at a carton today. Gone the day after, and so is the key that made `visitor`."""

    identifier = models.CharField(max_length=200, help_text=_("Canonical Digital Link URI"))
    day = models.DateField(help_text=_("UTC"))
    visitor = models.BigIntegerField(
        help_text=_("Hash of the truncated address under a key of the day, of this carton alone")
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "identifier", "visitor"], name="a_network_is_new_once_a_day")
        ]


class ScanBatch(models.Model):
    """A batch of scans that was counted: the same one again changes nothing. Kept for two days."""

    name = models.CharField(primary_key=True, max_length=32)
    counted_at = models.DateTimeField(auto_now_add=True)
