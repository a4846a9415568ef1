"""Lots, what they were made of, and the facts that claims need. State and its invariants; the verbs stand in acts/."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.gs1.digital_link import lot_uri
from traceability.parties.models import County, Organisation, Place, Sourced, User, Village
from traceability.web.language import own_name


class Species(Sourced):
    """What kind of fruit it is. A mandarin is not an orange: codes and limits differ."""

    code = models.SlugField(max_length=20, primary_key=True)
    botanical_name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=40)
    eu_product_code = models.CharField(max_length=7, help_text=_("Code of Annex I to Regulation (EC) No 396/2005"))
    cn_code = models.CharField(max_length=10, help_text=_("Combined Nomenclature heading"))
    eppo_code = models.CharField(max_length=6, blank=True)

    class Meta:
        verbose_name_plural = _("species")

    def __str__(self) -> str:
        return own_name(self.name_zh, self.name_en)


class Variety(Sourced):
    """A cultivar."""

    code = models.SlugField(max_length=30, primary_key=True)
    species = models.ForeignKey(Species, on_delete=models.PROTECT, related_name="varieties")
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    maturity_group = models.CharField(max_length=10, blank=True, help_text=_("early, mid or late"))
    season = models.CharField(max_length=12, blank=True, help_text=_("MM-DD..MM-DD, usual picking"))
    fruit_weight = models.CharField(max_length=20, blank=True, help_text=_("Grams a fruit, from-to"))

    class Meta:
        verbose_name_plural = _("varieties")

    def __str__(self) -> str:
        return own_name(self.name_zh, self.name_en)


class ProductQuerySet(models.QuerySet["Product"]):
    def visible_to(self, user: User) -> ProductQuerySet:
        """The products of the user's own organisations."""
        return self.filter(owner__in=user.organisations())


class Product(models.Model):
    """A trade item: GTIN, variety and, for a carton, its net weight. Loose fruit has a variable-measure GTIN."""

    gtin = models.CharField(max_length=14, unique=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="products")
    variety = models.ForeignKey(Variety, on_delete=models.PROTECT, related_name="products")
    unit_weight_g = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("Net grams a carton; empty for loose fruit")
    )
    quality_class = models.CharField(
        max_length=8, blank=True, help_text=_("I, II or Extra; empty where none is claimed")
    )

    objects = ProductQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(gtin__regex=r"^[0-9]{14}$"), name="product_gtin_has_14_digits"),
            # GS1 General Specifications 2.1.10: indicator 9 means variable measure.
            models.CheckConstraint(
                condition=Q(unit_weight_g=None, gtin__startswith="9")
                | (Q(unit_weight_g__gt=0) & ~Q(gtin__startswith="9")),
                name="only_loose_fruit_has_a_variable_measure_gtin",
            ),
            models.UniqueConstraint(
                fields=["owner", "variety", "unit_weight_g", "quality_class"],
                name="one_gtin_for_one_product",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.gtin

    @property
    def species(self) -> Species:
        return self.variety.species


class LotQuerySet(models.QuerySet["Lot"]):
    def visible_to(self, user: User) -> LotQuerySet:
        """Lots of the user's own organisations, and those shown to them (a control body, a laboratory)."""
        theirs = user.organisations()
        return self.filter(
            Q(owner__in=theirs) | Q(pk__in=Lot.shown_to.through.objects.filter(organisation__in=theirs).values("lot"))
        )

    def in_stock(self) -> LotQuerySet:
        """Lots of which something is left."""
        return self.filter(remaining_g__gt=0)

    def with_names(self) -> LotQuerySet:
        """Everything that a line about a lot shows, in the same query."""
        return self.select_related("product__variety__species", "owner", "place", "origin__village__township", "making")


class Lot(models.Model):
    """Fruit that is handled as one: GTIN + lot code is the traceability lot code (GS1 keys 01 + 10)."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="lots")
    code = models.CharField(max_length=20)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lots")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="lots")
    weight_g = models.PositiveBigIntegerField(help_text=_("Grams when it was made"))
    remaining_g = models.PositiveBigIntegerField(help_text=_("Grams not yet used, lost or shipped"))
    units = models.PositiveIntegerField(null=True, blank=True, help_text=_("Cartons, once packed"))
    shown_to = models.ManyToManyField(Organisation, related_name="shown_lots", blank=True)

    objects = LotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "code"], name="lot_code_once_per_product"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9A-Z]{1,20}$"), name="lot_code_is_digits_and_capitals"
            ),
            models.CheckConstraint(
                condition=Q(weight_g__gt=0),
                name="lot_weighs_something",
                violation_error_message=_("A lot must weigh something."),
            ),
            models.CheckConstraint(
                condition=Q(remaining_g__gte=0) & Q(remaining_g__lte=F("weight_g")),
                name="nobody_takes_more_than_a_lot_holds",
            ),
            models.CheckConstraint(condition=Q(units=None) | Q(units__gt=0), name="packed_lot_has_cartons"),
        ]
        indexes: ClassVar = [
            # What is used up is nearly everything after a few seasons, and no list of stock walks over it.
            models.Index(fields=["owner", "-id"], condition=Q(remaining_g__gt=0), name="lots_in_stock"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("lots:lot", args=[self.product.gtin, self.code])

    @property
    def uri(self) -> str:
        """The lot as a canonical GS1 Digital Link URI."""
        return lot_uri(self.product.gtin, self.code)

    @property
    def is_packed(self) -> bool:
        return self.units is not None

    @property
    def drawn_g(self) -> int:
        """Grams that were used, lost or shipped."""
        return self.weight_g - self.remaining_g


class LotInput(models.Model):
    """So many grams of one lot went into another."""

    child = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="inputs")
    parent = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="uses")
    weight_g = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "parent"], name="a_lot_goes_into_another_once"),
            models.CheckConstraint(condition=Q(weight_g__gt=0), name="an_input_weighs_something"),
            # Keys only grow, so a lot made of an older one can never be its own ancestor.
            models.CheckConstraint(condition=Q(child__gt=F("parent")), name="a_lot_is_made_of_older_lots"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["child", "parent", "weight_g"], name="lot_sources"),
            models.Index(fields=["parent", "child", "weight_g"], name="lot_uses"),
        ]

    def __str__(self) -> str:
        return f"{self.parent} → {self.child}"


class Making(models.Model):
    """How a lot came to be. Closing a lot's making checks that its inputs equal its weight and the recorded loss."""

    class Act(models.TextChoices):
        RECEIVE = "receive", _("Weighed in")
        BLEND = "blend", _("Blended")
        SPLIT = "split", _("Split")
        GRADE = "grade", _("Graded")
        PACK = "pack", _("Packed")

    lot = models.OneToOneField(Lot, on_delete=models.PROTECT, related_name="making")
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="makings",
        db_index=False,  # the index of its days begins with it
        help_text=_("The lot's, so that the days of a house are found among those of all others"),
    )
    act = models.CharField(max_length=10, choices=Act)
    loss_g = models.PositiveBigIntegerField(default=0, help_text=_("Grams lost in the making, recorded"))
    made_at = models.DateTimeField()
    made_offset = models.SmallIntegerField(help_text=_("Minutes east of UTC where it happened"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="+", help_text=_("The parts of one split share theirs")
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "made_at"], name="days_of_a_house")]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.lot}"

    @property
    def local_time(self) -> datetime:
        """When it was made, on the clock of the place where it was made."""
        return self.made_at.astimezone(timezone(timedelta(minutes=self.made_offset)))


class Loss(models.Model):
    """Grams of a lot that were thrown away, and why."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="losses")
    weight_g = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=200)
    lost_at = models.DateTimeField()
    lost_offset = models.SmallIntegerField(help_text=_("Minutes east of UTC where it happened"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = _("losses")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weight_g__gt=0), name="a_loss_weighs_something"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_loss_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.lot}: {self.reason}"


class WeightCorrection(models.Model):
    """A lot was weighed wrong: what was written, what the scale really showed, and why."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="weight_corrections")
    before_g = models.PositiveBigIntegerField()
    weight_g = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=200)
    corrected_at = models.DateTimeField()
    corrected_offset = models.SmallIntegerField(help_text=_("Minutes east of UTC where it happened"))
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, related_name="+", help_text=_("The weighing as it is right")
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weight_g__gt=0), name="a_corrected_lot_weighs_something"),
            models.CheckConstraint(condition=~Q(weight_g=F("before_g")), name="a_correction_changes_the_weight"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_weight_correction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.lot}: {self.before_g} → {self.weight_g} g"


class LotOrigin(models.Model):
    """What weigh-in copied from the orchard, so that claims are judged here and nobody looks back up the hill."""

    lot = models.OneToOneField(Lot, on_delete=models.PROTECT, related_name="origin")
    plot = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    plot_number = models.CharField(max_length=10, help_text=_("The grower's own number of the plot"))
    village = models.ForeignKey(Village, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(
        County,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: outside the known counties"),
    )
    grower_pseudonym = models.CharField(max_length=20)
    picked_on = models.DateField(help_text=_("Local day of picking"))
    embryo_less = models.BooleanField(
        default=False, help_text=_("Embryo-less fruit (无胚果) has opening days of its own")
    )
    area_mu = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, blank=True, help_text=_("亩 of the plot; empty: not known")
    )
    logged_g = models.PositiveBigIntegerField(help_text=_("Grams that the grower logged"))
    treatments = models.JSONField(
        default=list, help_text=_("[{product, substances, days_elapsed, interval_days}] of the season, newest first")
    )
    allowed_from = models.DateField(
        null=True, blank=True, help_text=_("First day allowed by pre-harvest intervals, if one ran")
    )

    def __str__(self) -> str:
        return f"{self.lot} · {self.plot}"

    @property
    def is_inside_interval(self) -> bool:
        """True when it was picked before a pre-harvest interval had run out."""
        return self.allowed_from is not None and self.picked_on < self.allowed_from


class LotCodeCounter(models.Model):
    """The next lot number of an organisation's day; one conditional UPDATE takes it."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "day"], name="one_counter_a_day")]

    def __str__(self) -> str:
        return f"{self.owner} {self.day}: {self.taken}"
