"""What was counted in the house, beside what the books said. State and its invariants; the verbs stand in acts/."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.lots.models import Lot
from traceability.parties.models import Sourced, User


class StockCountQuerySet(models.QuerySet["StockCount"]):
    def visible_to(self, user: User) -> StockCountQuerySet:
        """Counts of the user's own organisations."""
        return self.filter(lot__owner__in=user.organisations())

    def short(self) -> StockCountQuerySet:
        """Those that found less than the books said."""
        return self.filter(counted_g__lt=F("book_g"))

    def with_names(self) -> StockCountQuerySet:
        """Everything that a line about a count shows, in the same query."""
        return self.select_related("lot__product__variety__species", "lot__owner", "lot__place", "counted_by", "event")


class StockCount(models.Model):
    """A lot was counted: what was there, and what the books said at that moment. What was missing is drawn from it."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="counts")
    book_g = models.PositiveBigIntegerField(help_text=_("Grams that the books said were there"))
    counted_g = models.PositiveBigIntegerField(help_text=_("Grams that were there"))
    note = models.CharField(max_length=200, blank=True, help_text=_("Stays in the house"))
    counted_at = models.DateTimeField(db_index=True)
    counted_offset = models.SmallIntegerField(help_text=_("Minutes east of UTC where it happened"))
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    objects = StockCountQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(book_g__gt=0) | Q(counted_g__gt=0), name="a_count_is_of_something"),
            models.CheckConstraint(
                condition=Q(counted_offset__gte=-14 * 60, counted_offset__lte=14 * 60),
                name="a_count_is_made_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot}: {self.counted_g} g"

    def get_absolute_url(self) -> str:
        return reverse("books:counted", args=[self.event.digest])

    @property
    def difference_g(self) -> int:
        """Grams more than the books said; below zero when some are missing."""
        return self.counted_g - self.book_g

    @property
    def missing_g(self) -> int:
        """Grams that nobody can explain."""
        return max(0, -self.difference_g)

    @property
    def surplus_g(self) -> int:
        """Grams that the books do not know."""
        return max(0, self.difference_g)

    @property
    def local_time(self) -> datetime:
        """When, on the clock of the place where it was counted."""
        return self.counted_at.astimezone(timezone(timedelta(minutes=self.counted_offset)))


class UnexplainedLimit(Sourced):
    """How much of a day's intake may be missing before the board says so; the newest row that has begun holds."""

    percent = models.DecimalField(max_digits=5, decimal_places=2)
    valid_from = models.DateField(unique=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(percent__gte=0) & Q(percent__lte=100), name="a_limit_is_a_percentage"),
        ]
