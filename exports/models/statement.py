"""What the exporter says of a batch that nobody else records: dated, named, and kept as it was said."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exports.models.batch import ExportBatch
from traceability.parties.models import User


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user: User) -> StatementQuerySet:
        """Statements about batches that the user may see."""
        return self.filter(batch__in=ExportBatch.objects.visible_to(user))


class Statement(models.Model):
    """Somebody answers for a fact of a batch, on a topic that a requirement asks about. The newest of a topic counts.

    Never edited (trigger): who was wrong says so in a new one.
    """

    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="statements")
    topic = models.SlugField(max_length=40, help_text=_("As the requirement names it"))
    holds = models.BooleanField(help_text=_("It is so; or it is not"))
    remark = models.CharField(max_length=400, blank=True)
    measured = models.JSONField(default=dict, help_text=_("By the names in exports/readiness/measures.py"))
    photo = models.FileField(upload_to="statements/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    lots = models.JSONField(
        null=True, blank=True, help_text=_("Keys of the lots on its pallets at that moment: it was said of these")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["batch", "topic", "-id"], name="what_was_said_last")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(holds=True) | ~Q(remark=""), name="what_does_not_hold_is_explained"),
            models.CheckConstraint(
                condition=Q(photo="", sha256="") | (~Q(photo="") & Q(sha256__regex=r"^[0-9a-f]{64}$")),
                name="a_photo_of_a_statement_is_hashed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch}: {self.topic}"
