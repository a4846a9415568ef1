"""The papers of a batch."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from exports.models.batch import ExportBatch
from traceability.jobs.models import Job
from traceability.parties.models import User


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> DocumentQuerySet:
        """Papers of batches that the user may see."""
        return self.filter(batch__in=ExportBatch.objects.visible_to(user))

    def in_force(self) -> DocumentQuerySet:
        """Papers that no other paper replaces and nobody withdrew."""
        return self.filter(replaced_by=None, withdrawn_at=None)


class Document(models.Model):
    """A paper of a batch: made by others and kept with its hash, or made by us from the data of the batch.

    Of the kinds that a batch has once (SINGLE) the newest counts and replaces the one before; of the others each
    counts until one that names it replaces it. A replaced paper is kept, and so is one that was withdrawn.
    """

    class Kind(models.TextChoices):
        PHYTO = "phyto", _("Phytosanitary certificate")
        BILL_OF_LADING = "bill_of_lading", _("Bill of lading")
        INVOICE = "invoice", _("Commercial invoice")
        PACKING_LIST = "packing_list", _("Packing list")
        GI_CERTIFICATE_LIST = "gi_certificate_list", _("List of GI certificates")
        TRACEABILITY = "traceability", _("Traceability statement")
        RESIDUE_SUMMARY = "residue_summary", _("Residue summary")
        CHED_PREFILL = "ched_prefill", _("Data for the CHED-PP")
        PRE_ADVICE = "pre_advice", _("Pre-advice")
        RESIDUE_REPORT = "residue_report", _("Laboratory report")
        CERTIFICATE = "certificate", _("Certificate")
        CONFORMITY = "conformity", _("Certificate of conformity")
        ORIGIN = "origin", _("Certificate of origin")
        CHED_PP = "ched_pp", _("CHED-PP")
        OTHER = "other", _("Other")

    SINGLE = frozenset(
        {
            Kind.PHYTO,
            Kind.BILL_OF_LADING,
            Kind.INVOICE,
            Kind.PACKING_LIST,
            Kind.GI_CERTIFICATE_LIST,
            Kind.TRACEABILITY,
            Kind.RESIDUE_SUMMARY,
            Kind.CHED_PREFILL,
            Kind.PRE_ADVICE,
            Kind.CHED_PP,
        }
    )

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
    pages = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Of a PDF"))
    facts = models.JSONField(
        default=dict, blank=True, help_text=_("What the paper says, by the names in exports/documents/facts.py")
    )
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    language = models.CharField(
        max_length=10, blank=True, help_text=_("Of a paper of ours: what its file is written in")
    )
    made_from = models.CharField(
        max_length=64, blank=True, help_text=_("SHA-256 of the data that a paper of ours was made from; else empty")
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_why = models.CharField(max_length=400, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["batch", "kind", "number"],
                condition=Q(withdrawn_at=None),
                name="a_document_is_added_once_to_a_batch",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, replaces=None) & ~Q(withdrawn_why="")),
                name="a_document_is_withdrawn_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(file="", sha256="", content_type="") | (~Q(file="") & Q(sha256__regex=r"^[0-9a-f]{64}$")),
                name="a_kept_file_has_its_hash",
            ),
            models.CheckConstraint(condition=~Q(replaces=F("pk")), name="a_document_replaces_another"),
            models.CheckConstraint(
                condition=Q(made_from="") | Q(made_from__regex=r"^[0-9a-f]{64}$"),
                name="a_made_document_names_its_data",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def is_ours(self) -> bool:
        """True for a paper that was made here from the data of the batch."""
        return bool(self.made_from)


class DocumentCopy(models.Model):
    """The same paper in another form: a PDF in another language, or its data (CSV, JSON) without one."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="copies")
    language = models.CharField(max_length=10, blank=True, help_text=_("Empty: data"))
    content_type = models.CharField(max_length=20)
    file = models.FileField(upload_to="documents/")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "language", "content_type"], name="a_document_has_one_copy_of_a_form"
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="a_copy_has_its_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.language or self.content_type}"


class DocumentSet(models.Model):
    """The papers of a batch were asked for: the durable job that makes them."""

    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="document_sets")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="document_set")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.batch} {self.job_id}"
