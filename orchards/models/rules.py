"""Numbers from which the orchard asks or stops, and what may be sprayed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from traceability.parties.models import Sourced


class Threshold(Sourced):
    """A number from which the orchard is asked a question or stopped; the newest row that has begun holds."""

    class Key(models.TextChoices):
        SEASON_WARNS = "season_warns_kg_per_mu", _("A season's yield that is asked about")
        SEASON_STOPS = "season_stops_kg_per_mu", _("A season's yield that must be explained")
        TOLERANCE_PERCENT = "weigh_in_tolerance_percent", _("Difference at weigh-in, share of what was logged")
        TOLERANCE_KG = "weigh_in_tolerance_kg", _("Difference at weigh-in that is never asked about")
        ONE_HARVEST_KG = "one_harvest_kg", _("Most that one harvest can weigh")
        FAR_M = "far_from_plot_m", _("Distance from the plot that is asked about, metres")
        NIGHT_BEGINS = "night_begins_hour", _("Hour from which nobody picks")
        NIGHT_ENDS = "night_ends_hour", _("Hour from which people pick")
        HANDS_KG_PER_HOUR = "hands_kg_per_hour", _("Most that a household picks in an hour, kg")
        SEASON_MARGIN_DAYS = "season_margin_days", _("Days by which a season may shift")
        CLOCK_OFF_MINUTES = "clock_off_minutes", _("Minutes by which a phone's clock may be off")
        AREA_PERCENT = "area_differs_percent", _("Difference of the drawn to the stated area that is asked about")

    key = models.CharField(max_length=40, choices=Key)
    value = models.DecimalField(max_digits=10, decimal_places=2)
    valid_from = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="a_threshold_begins_once_a_day"),
            models.CheckConstraint(condition=Q(value__gt=0), name="a_threshold_is_above_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.value}"


class Pesticide(Sourced):
    """What a grower may have sprayed, and the days its Chinese label asks for. A proposal: the bottle decides."""

    class Crop(models.TextChoices):
        MANGO = "mango", _("Mango")
        CITRUS = "citrus", _("Citrus")

    crop = models.CharField(max_length=10, choices=Crop)
    substance = models.CharField(max_length=60, help_text=_("Common name of the active substance, ISO 1750"))
    name_zh = models.CharField(max_length=40)
    formulation = models.CharField(max_length=20)
    interval_days = models.PositiveSmallIntegerField(help_text=_("Pre-harvest interval"))
    target_en = models.CharField(max_length=120)
    target_zh = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["crop", "substance", "formulation"], name="a_pesticide_is_listed_once_a_crop"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name_zh} {self.formulation}"

    @property
    def name(self) -> str:
        """As the reader knows it: by its Chinese name, or by its ISO common name."""
        is_chinese = (get_language() or "").startswith("zh")
        return str(self) if is_chinese else f"{self.substance} {self.formulation}"
