"""What stands behind the count of signs: every print in a ledger, and every plot's season with what it can yield."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.certification.models.certificate import Certificate
from traceability.certification.models.rules import GIScheme, PlotYield
from traceability.parties.models import Organisation, Place


class SignEntry(models.Model):
    """So many signs were printed on a certificate: who, for whom, when. Only ever added to."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="signs")
    labels = models.PositiveIntegerField()
    weight_g = models.PositiveBigIntegerField(help_text=_("Grams of the quota that the signs took"))
    printed_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    credit_code = models.CharField(max_length=18, help_text=_("As it stood at the sign"))
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = _("ledger of signs")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(labels__gt=0) & Q(weight_g__gt=0), name="a_print_has_signs"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.labels}"


class PlotSeason(models.Model):
    """The kilograms that a plot can yield in a year, and how many of them certificates of a scheme cover already."""

    scheme = models.ForeignKey(GIScheme, on_delete=models.PROTECT, related_name="+")
    plot = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    yields = models.ForeignKey(PlotYield, on_delete=models.PROTECT, related_name="+")
    bound_g = models.PositiveBigIntegerField()
    certified_g = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "plot", "year"], name="a_plot_has_one_season_a_year"),
            models.CheckConstraint(
                condition=Q(certified_g__lte=F("bound_g")), name="certificates_cover_no_more_than_a_plot_yields"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plot} {self.year}"

    @property
    def left_g(self) -> int:
        """Grams that certificates may still cover."""
        return self.bound_g - self.certified_g
