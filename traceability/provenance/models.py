"""What is kept of scans, who scanned not among it; codes that were seen in many places; what buyers report."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.labels.models import LabelRun
from traceability.lots.models import Lot
from traceability.parties.models import User
from traceability.provenance.copies.judging import Finding

MOST_FOR_BUYERS = 300
"""Characters of what buyers read of a copied code: two sentences."""


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


class CopyAlertQuerySet(models.QuerySet["CopyAlert"]):
    def visible_to(self, user: User) -> CopyAlertQuerySet:
        """Those of labels of the user's own organisations."""
        return self.filter(run__lot__owner__in=user.organisations())

    def open(self) -> CopyAlertQuerySet:
        """Those that nobody has answered."""
        return self.filter(answered_at=None)

    def doubted(self) -> CopyAlertQuerySet:
        """Those that a buyer is told of: open, or found to be copies by a person."""
        return self.filter(Q(answered_at=None) | Q(answer=CopyAlert.Answer.COPIED))


class CopyAlert(models.Model):
    """A carton's code was seen where one carton cannot have been. What it means, a person says; no machine voids it."""

    class Finding(models.TextChoices):
        ELSEWHERE = Finding.ELSEWHERE.value, _("Seen where the carton cannot be")
        APART = Finding.APART.value, _("Seen far apart on the same days")
        MANY = Finding.MANY.value, _("Seen in too many places")
        TOLD = "told", _("A buyer told of it")

    class Answer(models.TextChoices):
        COPIED = "copied", _("The code was copied: buyers go on being told")
        EXPLAINED = "explained", _("It has another reason: buyers are told no more")

    run = models.ForeignKey(LabelRun, on_delete=models.PROTECT, related_name="copy_alerts")
    counter = models.PositiveIntegerField(help_text=_("The label’s number in its run, from 1"))
    identifier = models.CharField(max_length=200, help_text=_("Canonical Digital Link URI"))
    finding = models.CharField(max_length=12, choices=Finding)
    raised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    words = models.CharField(max_length=500, blank=True, help_text=_("What the person found"))
    public = models.CharField(max_length=MOST_FOR_BUYERS, blank=True, help_text=_("What buyers read of it"))
    event = models.OneToOneField(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text=_("That tells it")
    )

    objects = CopyAlertQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["identifier"], condition=Q(answered_at=None), name="one_open_alert_of_a_carton"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="", words="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="") & ~Q(words="")),
                name="an_answered_alert_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(public="", event=None) | (~Q(public="") & Q(event__isnull=False, answer="copied")),
                name="what_buyers_read_of_a_copy_is_an_event",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["identifier"], name="copy_alerts_by_identifier")]

    def __str__(self) -> str:
        return self.serial

    def get_absolute_url(self) -> str:
        """Its page at the desk."""
        return reverse("buyers:copy", args=[self.pk])

    @property
    def serial(self) -> str:
        """As printed."""
        return self.identifier.rpartition("/21/")[2]


class BuyerReportQuerySet(models.QuerySet["BuyerReport"]):
    def visible_to(self, user: User) -> BuyerReportQuerySet:
        """Those about lots of the user's own organisations."""
        return self.filter(lot__owner__in=user.organisations())

    def open(self) -> BuyerReportQuerySet:
        """Those that nobody has answered."""
        return self.filter(answered_at=None)


class BuyerReport(models.Model):
    """ "This is not what I bought": what a buyer wrote, with a photo. Who wrote is not asked and not kept."""

    token = models.UUIDField(unique=True, default=uuid4, editable=False, help_text=_("Whoever has it reads the answer"))
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="buyer_reports")
    serial = models.CharField(max_length=20, help_text=_("As the code says; it may never have been issued"))
    text = models.TextField(max_length=1000)
    photo = models.FileField(upload_to="buyer-reports/", blank=True)
    language = models.CharField(max_length=10, help_text=_("In which the buyer reads"))
    reported_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(max_length=1000, blank=True, help_text=_("The buyer reads it"))

    objects = BuyerReportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="a_report_says_something"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="an_answered_report_says_who_and_what",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["lot", "serial", "reported_at"], name="reports_of_a_carton")]

    def __str__(self) -> str:
        return self.serial

    def get_absolute_url(self) -> str:
        """Its page at the desk."""
        return reverse("buyers:report", args=[self.token])
