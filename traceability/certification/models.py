"""Schemes, rules as dated rows, inspections, residue tests, certificates and the decisions taken on them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.lots.models import Lot, Species, Variety
from traceability.parties.models import County, Organisation, Sourced, User

Rule = TypeVar("Rule", bound=models.Model)


def in_force(rows: models.QuerySet[Rule], on: date) -> models.QuerySet[Rule]:
    """Of dated rows, those in force on a day."""
    return rows.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gte=on))


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
    """The first day of a year on which a variety may be sold under the name (开采上市日)."""

    scheme = models.ForeignKey(GIScheme, on_delete=models.PROTECT, related_name="opening_days")
    variety = models.ForeignKey(Variety, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    embryo_less_opens_on = models.DateField(null=True, blank=True)
    scope = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "variety", "year"], name="a_variety_opens_once_a_year")
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


class AuthorisedUser(Dated):
    """An organisation that may print a scheme's sign, by its credit code, on these days."""

    scheme = models.ForeignKey(GIScheme, on_delete=models.PROTECT, related_name="authorised_users")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="authorisations")
    number = models.CharField(max_length=40, help_text=_("Number of the authorisation or announcement"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "organisation", "valid_from"], name="authorised_once_from_a_day")
        ]


class SampleQuerySet(models.QuerySet["Sample"]):
    def visible_to(self, user: User) -> SampleQuerySet:
        """Samples of the user's own lots, and those taken for their organisation."""
        theirs = user.organisations()
        return self.filter(Q(lot__owner__in=theirs) | Q(taken_for__in=theirs))

    def waiting(self) -> SampleQuerySet:
        """Samples nobody has reported on."""
        return self.filter(inspection=None, residue_test=None)

    def with_names(self) -> SampleQuerySet:
        """Everything that a line about a sample shows, in the same query."""
        return self.select_related(
            "lot__product__variety__species", "lot__owner", "taken_for", "event", "inspection", "residue_test"
        )


class Sample(models.Model):
    """Fruit taken from a lot for somebody to judge."""

    class Purpose(models.TextChoices):
        INSPECTION = "inspection", _("Inspection for the name")
        RESIDUES = "residues", _("Residues")

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="samples")
    taken_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="samples")
    purpose = models.CharField(max_length=12, choices=Purpose)
    fruits = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    objects = SampleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.lot} · {self.get_purpose_display()}"

    @property
    def is_waiting(self) -> bool:
        """True while nobody has reported on it."""
        return not (hasattr(self, "inspection") or hasattr(self, "residue_test"))


class Inspection(models.Model):
    """Readings on a sample of ripe fruit; the result is computed from thresholds, never typed."""

    sample = models.OneToOneField(Sample, on_delete=models.PROTECT, related_name="inspection")
    scheme = models.ForeignKey(GIScheme, on_delete=models.PROTECT, related_name="inspections")
    device = models.CharField(max_length=60)
    ripe = models.BooleanField(help_text=_("Brix holds on ripe fruit only"))
    inspected_at = models.DateTimeField()
    inspected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    passed = models.BooleanField()
    findings = models.JSONField(help_text=_("[{measure, words, ok, rule, provisional}]"))
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(passed=False) | Q(ripe=True), name="only_ripe_fruit_passes")
        ]


class Reading(models.Model):
    """One fruit of an inspection."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="readings")
    number = models.PositiveSmallIntegerField()
    fruit_weight_g = models.PositiveIntegerField()
    brix = models.DecimalField(max_digits=4, decimal_places=1)
    defects = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="each_fruit_is_read_once"),
            models.CheckConstraint(condition=Q(fruit_weight_g__gt=0), name="a_fruit_weighs_something"),
            models.CheckConstraint(condition=Q(brix__gte=0, brix__lte=40), name="brix_of_a_fruit_is_0_to_40"),
        ]


class ResidueTest(models.Model):
    """A laboratory's report on a sample."""

    sample = models.OneToOneField(Sample, on_delete=models.PROTECT, related_name="residue_test")
    report_number = models.CharField(max_length=40)
    method = models.CharField(max_length=80)
    substances_tested = models.PositiveSmallIntegerField(help_text=_("How many substances the method covers"))
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    report = models.FileField(upload_to="residue-reports/", blank=True)
    report_sha256 = models.CharField(max_length=64, blank=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")


class ResidueResult(models.Model):
    """One substance of a report. No amount means below the limit of quantification, which is not zero."""

    test = models.ForeignKey(ResidueTest, on_delete=models.PROTECT, related_name="results")
    substance = models.CharField(max_length=80)
    loq_mg_kg = models.DecimalField(max_digits=9, decimal_places=5)
    found_mg_kg = models.DecimalField(max_digits=9, decimal_places=5, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["test", "substance"], name="a_substance_is_reported_once"),
            models.CheckConstraint(condition=Q(loq_mg_kg__gt=0), name="loq_is_above_zero"),
            models.CheckConstraint(
                condition=Q(found_mg_kg=None) | Q(found_mg_kg__gte=F("loq_mg_kg")),
                name="what_is_found_is_at_least_the_loq",
            ),
        ]


class ResidueLimit(Dated):
    """The most of a substance that fruit may carry at a destination ("EU" or a member state's own limit)."""

    class Status(models.TextChoices):
        CURRENT = "current", _("In force")
        DRAFT = "draft", _("Draft")
        LEGACY = "legacy", _("Replaced")

    substance = models.CharField(max_length=80)
    eu_product_code = models.CharField(max_length=7)
    destination = models.CharField(max_length=2)
    limit_mg_kg = models.DecimalField(
        max_digits=9, decimal_places=5, null=True, blank=True, help_text=_("Empty: none may be quantified")
    )
    status = models.CharField(max_length=10, choices=Status)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["eu_product_code", "substance"], name="limits_of_a_product")]


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: User) -> CertificateQuerySet:
        """Certificates of the user's own lots, and those their organisation issued."""
        theirs = user.organisations()
        return self.filter(Q(lot__owner__in=theirs) | Q(issued_by__in=theirs))

    def with_names(self) -> CertificateQuerySet:
        """Everything that a line about a certificate shows, in the same query."""
        return self.select_related(
            "scheme", "lot__product__variety__species", "lot__owner", "issued_by", "event", "revocation__revoked_by"
        )


class Certificate(models.Model):
    """The right to print a name on so many kilograms of one lot: a quota that labels draw down."""

    scheme = models.ForeignKey(GIScheme, on_delete=models.PROTECT, related_name="certificates")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=40, unique=True)
    certified_g = models.PositiveBigIntegerField()
    drawn_g = models.PositiveBigIntegerField(default=0)
    issued_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "lot"], name="a_lot_is_certified_once_per_scheme"),
            models.CheckConstraint(condition=Q(certified_g__gt=0), name="a_certificate_covers_something"),
            models.CheckConstraint(condition=Q(drawn_g__lte=F("certified_g")), name="nobody_overdraws_a_certificate"),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="a_certificate_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def left_g(self) -> int:
        """Grams that labels may still be printed for."""
        return self.certified_g - self.drawn_g

    @property
    def is_revoked(self) -> bool:
        """True once it was taken back."""
        return hasattr(self, "revocation")

    def state_on(self, day: date) -> str:
        """The sign beside it on a day: ok, no (revoked), none (run out or used up)."""
        if self.is_revoked:
            return "no"
        return "ok" if self.valid_from <= day <= self.valid_to and self.left_g else "none"


class Revocation(models.Model):
    """A certificate that is no longer in force."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="revocation")
    reason = models.CharField(max_length=200)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField()


class Decision(models.Model):
    """A claim judged on a day, with the versions of the rules that it used. Never edited."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="decisions")
    claim = models.CharField(max_length=60, help_text=_("name:<scheme> or residues:<destination>"))
    carried = models.BooleanField(null=True, help_text=_("Empty: not known"))
    decided_on = models.DateField()
    decided_at = models.DateTimeField(auto_now_add=True)
    findings = models.JSONField(help_text=_("[{step, ok, words, rule, row, provisional}]"))
