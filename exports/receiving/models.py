"""What was decided about each pallet, with what was counted, measured and photographed. Never edited (triggers)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exports.models import ExportBatch, Pallet
from traceability.epcis.models import Event
from traceability.parties.models import User


class PalletReceiptQuerySet(models.QuerySet["PalletReceipt"]):
    def visible_to(self, user: User) -> PalletReceiptQuerySet:
        """Receipts of pallets whose batch the user may see: both firms read what was found."""
        return self.filter(pallet__batch__in=ExportBatch.objects.visible_to(user))


class PalletReceipt(models.Model):
    """The importer's decision about one pallet. What was sent and what was counted stand side by side."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        REMARKS = "accepted_with_remarks", _("Accepted with remarks")
        REFUSED = "refused", _("Refused")

    pallet = models.OneToOneField(Pallet, on_delete=models.PROTECT, related_name="receipt")
    decision = models.CharField(max_length=30, choices=Decision)
    cartons_sent = models.PositiveIntegerField()
    cartons_counted = models.PositiveIntegerField(null=True, blank=True, help_text=_("Empty: nobody counted"))
    core_c = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True, help_text=_("Degrees Celsius in the core of a fruit")
    )
    remarks = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="+", help_text=_("Pallets decided in one go share theirs")
    )

    objects = PalletReceiptQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decision__in=["accepted", "accepted_with_remarks", "refused"]),
                name="a_pallet_is_accepted_or_refused",
            ),
            models.CheckConstraint(
                condition=Q(decision="accepted") | ~Q(remarks=""), name="a_remark_or_refusal_says_what_was_found"
            ),
            models.CheckConstraint(
                condition=Q(core_c=None) | Q(core_c__gte=-30, core_c__lte=60), name="a_fruit_is_no_ice_and_no_oven"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pallet}: {self.get_decision_display()}"

    @property
    def is_refused(self) -> bool:
        return self.decision == self.Decision.REFUSED

    @property
    def missing(self) -> int:
        """Cartons fewer than sent; below zero when there were more; 0 where nobody counted."""
        return 0 if self.cartons_counted is None else self.cartons_sent - self.cartons_counted

    @property
    def surplus(self) -> int:
        """Cartons more than sent."""
        return max(0, -self.missing)


class ReceiptPhoto(models.Model):
    """What the importer photographed: the picture alone, without what a camera writes beside it."""

    receipt = models.ForeignKey(PalletReceipt, on_delete=models.PROTECT, related_name="photos")
    file = models.FileField(upload_to="receipts/")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["receipt", "sha256"], name="a_photo_is_kept_once_with_its_receipt"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="a_receipt_photo_has_its_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt}: {self.sha256[:8]}"
