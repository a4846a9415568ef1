"""Schemes, and the rules of a name or a residue as dated rows with their sources."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from traceability.lots.models import Species, Variety
from traceability.parties.models import County, Organisation, Sourced


class Dated(Sourced):
    """A rule with the days on which it holds, both included."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class GIScheme(Dated):
    """A protected name under one of the systems that know it, for one species."""

    code = models.SlugField(max_length=40, primary_key=True)
    species = models.ForeignKey(Species, on_delete=models.PROTECT, related_name="schemes")
    name_zh = models.CharField(max_length=40)
    name_latin = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    system = models.CharField(max_length=200)
    register_number = models.CharField(max_length=40, blank=True)
    holder = models.CharField(max_length=120, blank=True)
    on_cartons = models.BooleanField(default=False, help_text=_("Its sign stands on cartons of the species"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["species"], condition=Q(on_cartons=True), name="one_sign_on_a_carton")
        ]

    def __str__(self) -> str:
        return f"{self.name_en} ({self.code})"

    @property
    def full_name(self) -> str:
        """The name in both scripts, as desks write it."""
        return f"{self.name_zh} {self.name_en}"


class SchemeArea(Dated):
    """A county that lies in the scheme's area."""

    scheme = models.ForeignKey(GIScheme, on_delete=models.PROTECT, related_name="areas")
    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="+")


class SchemeVariety(Dated):
    """A variety on the scheme's list."""

    scheme = models.ForeignKey(GIScheme, on_delete=models.PROTECT, related_name="varieties")
    variety = models.ForeignKey(Variety, on_delete=models.PROTECT, related_name="+")


class OpeningDay(Sourced):
    """The first day of a year on which a variety may be sold under the name (开采上市日).

    A newer notice of the same year stands beside the older one, which decisions go on naming.
    """

    scheme = models.ForeignKey(GIScheme, on_delete=models.PROTECT, related_name="opening_days")
    variety = models.ForeignKey(Variety, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    embryo_less_opens_on = models.DateField(null=True, blank=True)
    scope = models.CharField(max_length=200, blank=True)
    taken_in_at = models.DateTimeField(null=True, blank=True, help_text=_("Empty: it came with the program"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "variety", "year"],
                condition=Q(taken_in_at=None),
                name="a_variety_opens_once_a_year_as_shipped",
            ),
            models.UniqueConstraint(
                fields=["scheme", "variety", "year", "taken_in_at"], name="a_notice_gives_a_variety_one_day"
            ),
        ]


class QualityThreshold(Dated):
    """What ripe fruit of a variety must measure under a scheme."""

    class Measure(models.TextChoices):
        FRUIT_WEIGHT_G = "fruit_weight_g", _("Fruit weight, g")
        BRIX = "brix", _("Soluble solids, °Brix")

    scheme = models.ForeignKey(GIScheme, on_delete=models.PROTECT, related_name="thresholds")
    variety = models.ForeignKey(Variety, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=20, choices=Measure)
    minimum = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)


class PlotYield(Dated):
    """The most that a 亩 of a species can bear in a season: certificates of the season cover no more."""

    species = models.ForeignKey(Species, on_delete=models.PROTECT, related_name="+")
    kg_per_mu = models.PositiveIntegerField(help_text=_("Kilograms to the 亩 and season"))


class SamplingPlan(Dated):
    """How many fruit a sample has at least, from lots of a weight on."""

    purpose = models.CharField(max_length=12, help_text=_("inspection or residues"))
    lot_from_g = models.PositiveBigIntegerField(help_text=_("Grams of the lot from which it holds"))
    fruits = models.PositiveSmallIntegerField()


class AuthorisedUser(Dated):
    """An organisation that may print a scheme's sign, by its credit code, on these days."""

    scheme = models.ForeignKey(GIScheme, on_delete=models.PROTECT, related_name="authorised_users")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="authorisations")
    number = models.CharField(max_length=40, help_text=_("Number of the authorisation or announcement"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "organisation", "valid_from"], name="authorised_once_from_a_day")
        ]


class ResidueLimit(Dated):
    """The most of a substance that fruit may carry at a destination ("EU" or a member state's own limit)."""

    class Status(models.TextChoices):
        CURRENT = "current", _("In force")
        DRAFT = "draft", _("Draft")
        LEGACY = "legacy", _("Replaced")
        EXEMPT = "exempt", _("No limit needed")

    substance = models.CharField(max_length=80)
    eu_product_code = models.CharField(max_length=7)
    destination = models.CharField(max_length=2)
    limit_mg_kg = models.DecimalField(
        max_digits=9,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("Empty: none may be quantified, or no limit is needed"),
    )
    status = models.CharField(max_length=10, choices=Status)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["eu_product_code", "substance"], name="limits_of_a_product")]
