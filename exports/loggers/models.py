"""Files of temperature loggers, as they were read."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from exports.models import ExportBatch, Pallet
from traceability.epcis.models import Event
from traceability.parties.models import User


class LoggerFileQuerySet(models.QuerySet["LoggerFile"]):
    def visible_to(self, user: User) -> LoggerFileQuerySet:
        """Of batches that the user may see."""
        return self.filter(batch__in=ExportBatch.objects.visible_to(user))


class LoggerFile(models.Model):
    """What a logger measured in the container, or on one pallet, between loading and arrival.

    A PDF is kept as it is: nothing is read of it, and its temperatures are not known here.
    """

    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="logger_files")
    pallet = models.ForeignKey(
        Pallet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="logger_files",
        help_text=_("Empty: in the container"),
    )
    file = models.FileField(upload_to="loggers/")
    content_type = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    log = models.JSONField(default=list, blank=True, help_text=_("[[ISO 8601 time, degrees Celsius as text]]"))
    low_c = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    high_c = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = LoggerFileQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "sha256"], name="a_logger_file_is_added_once_to_a_batch"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="a_logger_file_has_its_hash"),
            models.CheckConstraint(
                condition=Q(low_c=None, high_c=None, event=None)
                | Q(low_c__lte=F("high_c"), low_c__isnull=False, high_c__isnull=False, event__isnull=False),
                name="what_a_logger_measured_is_an_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.sha256[:8]}"

    @property
    def readings(self) -> list[tuple[datetime, Decimal]]:
        """Oldest first; none of a PDF."""
        return [(datetime.fromisoformat(at), Decimal(degrees)) for at, degrees in self.log]
