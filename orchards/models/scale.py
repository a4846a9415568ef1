"""The scale: the door from the orchard to the lots."""

from __future__ import annotations

from django.db import models

from orchards.models.book import Harvest
from traceability.lots.models import Lot


class WeighIn(models.Model):
    """A harvest that came in at the packing house: its lot there, and why the scale disagrees with the phone."""

    harvest = models.OneToOneField(Harvest, on_delete=models.PROTECT, related_name="weigh_in")
    lot = models.OneToOneField(Lot, on_delete=models.PROTECT, related_name="weigh_in")
    explanation = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.lot.code

    @property
    def difference_g(self) -> int:
        """Grams on the scale less grams logged: negative when less came in."""
        return self.lot.weight_g - self.harvest.weight_g
