"""Pallets, and which labels stand on them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from exports.models.batch import ExportBatch
from traceability.epcis.models import Event
from traceability.gs1.digital_link import sscc_uri
from traceability.labels.models import LabelRun
from traceability.parties.models import User


class SsccCounter(models.Model):
    """The last pallet number taken under a company prefix; one conditional UPDATE takes the next."""

    prefix = models.CharField(max_length=12, unique=True, help_text=_("GS1 company prefix"))
    taken = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.prefix}: {self.taken}"


class PalletQuerySet(models.QuerySet["Pallet"]):
    def visible_to(self, user: User) -> PalletQuerySet:
        """Pallets of batches that the user may see."""
        return self.filter(batch__in=ExportBatch.objects.visible_to(user))


class Pallet(models.Model):
    """A logistic unit (SSCC) of a batch. It is open until it is closed, and while cartons are scanned onto it."""

    class Base(models.TextChoices):
        WOOD = "wood", _("Wood")
        PLASTIC = "plastic", _("Plastic")
        PAPER = "paper", _("Paper or cardboard")

    sscc = models.CharField(max_length=18, unique=True)
    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="pallets")
    built_at = models.DateTimeField()
    built_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(
        Event,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Which first told what is on it; empty: open for the first time"),
    )
    gross_g = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("As weighed, pallet and all; empty: not weighed since it was last changed")
    )
    base = models.CharField(max_length=8, blank=True, choices=Base, help_text=_("Empty: nobody has said"))
    wood_mark = models.CharField(max_length=30, blank=True, help_text=_("ISPM 15, as burnt in: CN-45 0321 HT"))

    objects = PalletQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sscc__regex=r"^[0-9]{18}$"), name="sscc_has_18_digits"),
            models.CheckConstraint(condition=Q(gross_g=None) | Q(gross_g__gt=0), name="a_pallet_weighs_something"),
            models.CheckConstraint(condition=Q(base__in=["", "wood", "plastic", "paper"]), name="a_base_is_known"),
            models.CheckConstraint(condition=Q(wood_mark="") | Q(base="wood"), name="only_wood_bears_the_mark_of_wood"),
        ]

    def __str__(self) -> str:
        return self.sscc

    @property
    def uri(self) -> str:
        """The pallet as a canonical GS1 Digital Link URI."""
        return sscc_uri(self.sscc)

    @property
    def is_open(self) -> bool:
        """True while something on it, or all of it, was not told by an event yet."""
        return self.event_id is None or self.contents.filter(event=None).exists()


class PalletContent(models.Model):
    """Labels first..last of a run (counted from 1, both included) stand on a pallet.

    No label stands on two: migration 0002 keeps that, by an exclusion constraint on PostgreSQL and a trigger on SQLite.
    """

    pallet = models.ForeignKey(Pallet, on_delete=models.PROTECT, related_name="contents")
    run = models.ForeignKey(LabelRun, on_delete=models.PROTECT, related_name="pallet_contents")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    event = models.ForeignKey(
        Event,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Which told that they came onto it; empty: the pallet is open"),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(first__gte=1) & Q(last__gte=F("first")), name="cartons_on_a_pallet_run_forward"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pallet}: {self.run} {self.first}-{self.last}"

    @property
    def cartons(self) -> int:
        """How many labels, so how many cartons."""
        return self.last - self.first + 1

    @property
    def weight_g(self) -> int:
        """Net grams."""
        return self.cartons * (self.run.lot.product.unit_weight_g or 0)
