"""Export batches, their pallets and documents, and what must hold before they leave."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.gs1.digital_link import sscc_uri
from traceability.labels.models import LabelRun
from traceability.parties.models import Organisation, Place, Sourced, User


class ExportBatchQuerySet(models.QuerySet["ExportBatch"]):
    def visible_to(self, user: User) -> ExportBatchQuerySet:
        """Batches of the user's organisations as exporter; as importer, once shipped or on the way to it."""
        theirs = user.organisations()
        return self.filter(Q(exporter__in=theirs) | Q(importer__in=theirs))


class ExportBatch(models.Model):
    """What goes to one buyer in one container."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SHIPPED = "shipped", _("Shipped")
        ARRIVED = "arrived", _("Arrived")
        RECEIVED = "received", _("Received")
        REFUSED = "refused", _("Refused")

    code = models.CharField(max_length=20, unique=True)
    exporter = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="export_batches")
    importer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="import_batches")
    destination = models.CharField(max_length=2, help_text=_("Country of consumption, ISO 3166-1 alpha-2"))
    from_port = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    to_port = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    vessel = models.CharField(max_length=60, blank=True)
    container = models.CharField(max_length=11, blank=True, help_text=_("ISO 6346"))
    seal = models.CharField(max_length=20, blank=True)
    leaves_on = models.DateField(help_text=_("Planned day of departure"))
    arrives_on = models.DateField(help_text=_("Planned day of arrival, on which limits are judged"))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = ExportBatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("export batches")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(arrives_on__gt=F("leaves_on")), name="a_batch_arrives_after_it_leaves"),
        ]

    def __str__(self) -> str:
        return self.code


class Movement(models.Model):
    """A step of a batch on its way, with its event."""

    class Step(models.TextChoices):
        SHIPPED = "shipped", _("Shipped")
        ARRIVED = "arrived", _("Arrived")
        RECEIVED = "received", _("Received")
        REFUSED = "refused", _("Refused")

    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="movements")
    step = models.CharField(max_length=10, choices=Step)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    remarks = models.CharField(max_length=400, blank=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "step"], name="a_batch_takes_each_step_once")]


class Pallet(models.Model):
    """A logistic unit (SSCC) of a batch."""

    sscc = models.CharField(max_length=18, unique=True)
    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="pallets")
    built_at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(sscc__regex=r"^[0-9]{18}$"), name="sscc_has_18_digits")]

    def __str__(self) -> str:
        return self.sscc

    @property
    def uri(self) -> str:
        """The pallet as a canonical GS1 Digital Link URI."""
        return sscc_uri(self.sscc)


class PalletContent(models.Model):
    """Labels first..last of a run (counted from 1, both included) stand on a pallet."""

    pallet = models.ForeignKey(Pallet, on_delete=models.PROTECT, related_name="contents")
    run = models.ForeignKey(LabelRun, on_delete=models.PROTECT, related_name="pallet_contents")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first__gte=1) & Q(last__gte=F("first")), name="cartons_on_a_pallet_run_forward")
        ]

    @property
    def cartons(self) -> int:
        return self.last - self.first + 1


class Document(models.Model):
    """A paper of a batch: made by others and kept with its hash, or made by us."""

    class Kind(models.TextChoices):
        PHYTO = "phyto", _("Phytosanitary certificate")
        BILL_OF_LADING = "bill_of_lading", _("Bill of lading")
        INVOICE = "invoice", _("Commercial invoice")
        PACKING_LIST = "packing_list", _("Packing list")
        OTHER = "other", _("Other")

    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=120)
    issued_on = models.DateField()
    additional_declaration = models.TextField(blank=True, help_text=_("Phytosanitary certificates: as printed, with its Annex VII position"))
    file = models.FileField(upload_to="documents/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "kind", "number"], name="a_document_is_added_once_to_a_batch")
        ]


class Requirement(Sourced):
    """A check that a batch must pass, as a dated row."""

    class Severity(models.TextChoices):
        BLOCK = "block", _("Blocks")
        WARN = "warn", _("Warns")

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    check_name = models.SlugField(max_length=40, help_text=_("Which evaluator answers it"))
    species = models.CharField(max_length=20, blank=True, help_text=_("Empty: all fruit"))
    destination = models.CharField(max_length=2, blank=True, help_text=_("Empty: everywhere; EU: every member state"))
    severity = models.CharField(max_length=5, choices=Severity)
    title = models.CharField(max_length=120)
    title_zh = models.CharField(max_length=120)
    rule = models.CharField(max_length=200)
    parameters = models.JSONField(default=dict)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "version"], name="a_requirement_version_once")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class ReadinessReport(models.Model):
    """A batch judged against the requirements in force at a moment. Never edited."""

    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="reports")
    judged_at = models.DateTimeField()
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ready = models.BooleanField()
    results = models.JSONField(help_text=_("[{code, version, outcome, words, what_to_do, rule, source, provisional}]"))

    class Meta:
        ordering: ClassVar = ["-judged_at", "-pk"]
