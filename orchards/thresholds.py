"""The numbers from which the orchard asks or stops, as they held on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from orchards.models import Threshold
from traceability.web.prepared import Prepared

Key = Threshold.Key
_thresholds = Prepared(lambda: Threshold.objects.order_by("valid_from"))


class Thresholds:
    """All rows, read once, so that a page of harvests asks the database no more than a single one does."""

    def __init__(self) -> None:
        self._rows = [(row.key, row.valid_from, row.value) for row in _thresholds()]
        self._most_g: dict[date, int] = {}

    def value(self, key: Threshold.Key, *, on: date) -> Decimal:
        """The value in force on a day: the newest row that has begun.

        Raises Threshold.DoesNotExist before `manage.py load_reference` has run: nothing is guessed.
        """
        values = [value for row_key, valid_from, value in self._rows if row_key == key and valid_from <= on]
        if not values:
            raise Threshold.DoesNotExist(f"No threshold {key.value} holds on {on}. Run: manage.py load_reference")
        return values[-1]

    def tolerance_g(self, logged_g: int, *, on: date) -> int:
        """Grams by which scale and phone may differ without a word: a share of what was logged, never under a floor."""
        share = logged_g * self.value(Key.TOLERANCE_PERCENT, on=on) / 100
        return int(max(share, self.value(Key.TOLERANCE_KG, on=on) * 1000))

    def most_of_one_harvest_g(self, *, on: date) -> int:
        """Grams above which a number is a slip of the finger. A batch of records asks for few days many times."""
        if on not in self._most_g:
            self._most_g[on] = int(self.value(Key.ONE_HARVEST_KG, on=on) * 1000)
        return self._most_g[on]
