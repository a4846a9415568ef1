"""Holds and recalls, and which lots they stop. State and its invariants; the verbs stand in acts/."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.lots.models import Lot
from traceability.parties.models import Organisation, User


class HoldQuerySet(models.QuerySet["Hold"]):
    def visible_to(self, user: User) -> HoldQuerySet:
        """Holds of the user's own organisations."""
        return self.filter(owner__in=user.organisations())

    def open(self) -> HoldQuerySet:
        """Those that nobody has released."""
        return self.filter(release=None)

    def with_names(self) -> HoldQuerySet:
        """Everything that a line about a hold shows, in the same query."""
        return self.select_related("owner", "held_by", "release__released_by")


class Hold(models.Model):
    """Fruit is stopped: nothing is made of it, no label is printed for it, no pallet takes it."""

    class Kind(models.TextChoices):
        HOLD = "hold", _("Held")
        RECALL = "recall", _("Recalled")

    kind = models.CharField(max_length=6, choices=Kind)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="holds")
    started_from = models.CharField(max_length=200, help_text=_("The lot, plot, treatment, test or label, in words"))
    reason = models.CharField(max_length=200, help_text=_("Of a recall: buyers read it"))
    held_at = models.DateTimeField()
    held_offset = models.SmallIntegerField(help_text=_("Minutes east of UTC where it happened"))
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="a_hold_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.started_from}"

    def get_absolute_url(self) -> str:
        return reverse("holding:hold", args=[self.pk])

    @property
    def is_recall(self) -> bool:
        return self.kind == self.Kind.RECALL

    @property
    def is_open(self) -> bool:
        return not hasattr(self, "release")

    @property
    def local_time(self) -> datetime:
        """When, on the clock of the place where it happened."""
        return self.held_at.astimezone(timezone(timedelta(minutes=self.held_offset)))


class HeldLot(models.Model):
    """A lot that a hold stops: the one it began with, or one that was made of it before."""

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="lots")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="held")
    began_here = models.BooleanField()
    is_open = models.BooleanField(default=True, help_text=_("Until the hold is released"))

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["hold", "lot"], name="a_hold_stops_a_lot_once")]
        indexes: ClassVar = [models.Index(fields=["lot"], condition=Q(is_open=True), name="lots_that_are_held")]

    def __str__(self) -> str:
        return f"{self.lot}: {self.hold}"


class Release(models.Model):
    """A hold ends, and why. A recall never does."""

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="release")
    reason = models.CharField(max_length=200)
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="a_release_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.hold} · {self.reason}"
