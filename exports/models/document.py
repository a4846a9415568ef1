"""The papers of a batch."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exports.models.batch import ExportBatch
from traceability.parties.models import User


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> DocumentQuerySet:
        """Papers of batches that the user may see."""
        return self.filter(batch__in=ExportBatch.objects.visible_to(user))


class Document(models.Model):
    """A paper of a batch: made by others and kept with its hash, or made by us. A newer one of its kind replaces it."""

    class Kind(models.TextChoices):
        PHYTO = "phyto", _("Phytosanitary certificate")
        BILL_OF_LADING = "bill_of_lading", _("Bill of lading")
        INVOICE = "invoice", _("Commercial invoice")
        PACKING_LIST = "packing_list", _("Packing list")
        CHED_PP = "ched_pp", _("CHED-PP")
        OTHER = "other", _("Other")

    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=120)
    issued_on = models.DateField()
    additional_declaration = models.TextField(
        blank=True, help_text=_("Phytosanitary certificates: as printed, with its Annex VII position")
    )
    file = models.FileField(upload_to="documents/", blank=True)
    content_type = models.CharField(
        max_length=20, blank=True, help_text=_("As its first bytes say, never as its name does")
    )
    sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "kind", "number"], name="a_document_is_added_once_to_a_batch"),
            models.CheckConstraint(
                condition=Q(file="", sha256="", content_type="") | (~Q(file="") & Q(sha256__regex=r"^[0-9a-f]{64}$")),
                name="a_kept_file_has_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
