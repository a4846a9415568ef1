"""What goes to one buyer in one container, and the steps it takes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.parties.models import Organisation, Place, User

BEFORE_LEAVING = ("draft", "ready", "loaded")
"""The states in which a batch is at its exporter's."""
MARITIME = ("FAS", "FOB", "CFR", "CIF")
"""The rules for sea and inland waterway transport of Incoterms 2020; the others are for any mode."""
UNTIL_DEPARTURE = ("EXW", "FCA", "FAS", "FOB")
"""The rules whose named place lies where the goods leave."""


class ExportBatchQuerySet(models.QuerySet["ExportBatch"]):
    def visible_to(self, user: User) -> ExportBatchQuerySet:
        """What the user's organisations export; and what has left for them: before, it is the exporter's secret."""
        theirs = user.organisations()
        return self.filter(Q(exporter__in=theirs) | (Q(importer__in=theirs) & ~Q(state__in=BEFORE_LEAVING)))

    def exported_by(self, user: User) -> ExportBatchQuerySet:
        """What stands on the exporter's desk of this user."""
        return self.filter(exporter__in=user.organisations())

    def coming_to(self, user: User) -> ExportBatchQuerySet:
        """What stands on the importer's desk of this user: never what has not left."""
        return self.filter(importer__in=user.organisations()).exclude(state__in=BEFORE_LEAVING)

    def announced_to(self, user: User) -> ExportBatchQuerySet:
        """What its exporter has declared ready for this importer and not sent off yet: a line, and no page."""
        return self.filter(importer__in=user.organisations(), state__in=("ready", "loaded"))

    def with_names(self) -> ExportBatchQuerySet:
        """Everything that a line about a batch shows, in the same query."""
        return self.select_related("exporter", "importer", "from_port", "to_port")


class ExportBatch(models.Model):
    """What goes to one buyer in one container."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        READY = "ready", _("Ready")
        LOADED = "loaded", _("Loaded")
        SHIPPED = "shipped", _("Shipped")
        ARRIVED = "arrived", _("Arrived")
        RECEIVED = "received", _("Received")
        REFUSED = "refused", _("Refused")

    class Mode(models.TextChoices):
        SEA = "sea", _("By sea")
        AIR = "air", _("By air")
        RAIL = "rail", _("By rail")
        ROAD = "road", _("By road")

    class Incoterm(models.TextChoices):
        EXW = "EXW", _("EXW, ex works")
        FCA = "FCA", _("FCA, free carrier")
        FAS = "FAS", _("FAS, free alongside ship")
        FOB = "FOB", _("FOB, free on board")
        CPT = "CPT", _("CPT, carriage paid to")
        CIP = "CIP", _("CIP, carriage and insurance paid to")
        CFR = "CFR", _("CFR, cost and freight")
        CIF = "CIF", _("CIF, cost, insurance and freight")
        DAP = "DAP", _("DAP, delivered at place")
        DPU = "DPU", _("DPU, delivered at place unloaded")
        DDP = "DDP", _("DDP, delivered duty paid")

    code = models.CharField(max_length=20, unique=True)
    exporter = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="export_batches")
    importer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="import_batches")
    destination = models.CharField(max_length=2, help_text=_("Country of consumption, ISO 3166-1 alpha-2"))
    from_port = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    to_port = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=4, choices=Mode, default=Mode.SEA)
    incoterm = models.CharField(
        max_length=3, blank=True, choices=Incoterm, help_text=_("Incoterms 2020; empty: not agreed yet")
    )
    buyer_order = models.CharField(max_length=60, blank=True, help_text=_("The buyer’s own number of the order"))
    vessel = models.CharField(max_length=60, blank=True)
    container = models.CharField(max_length=11, blank=True, help_text=_("ISO 6346"))
    seal = models.CharField(max_length=60, blank=True, help_text=_("Several with commas between"))
    payload_g = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("What the container may carry, as on its door; grams")
    )
    carton_tare_g = models.PositiveIntegerField(null=True, blank=True, help_text=_("An empty carton, with its lid"))
    pallet_tare_g = models.PositiveIntegerField(null=True, blank=True, help_text=_("An empty pallet, with straps"))
    leaves_on = models.DateField(help_text=_("Planned day of departure"))
    arrives_on = models.DateField(help_text=_("Planned day of arrival, on which limits are judged"))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(
        default=1, help_text=_("Goes up with every change of what is on its pallets")
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = ExportBatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("export batches")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(arrives_on__gt=F("leaves_on")), name="a_batch_arrives_after_it_leaves"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9A-Z][0-9A-Z-]{0,19}$"), name="a_batch_code_fits_an_address"
            ),
            models.CheckConstraint(condition=Q(destination__regex=r"^[A-Z]{2}$"), name="a_destination_is_a_country"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "ready", "loaded", "shipped", "arrived", "received", "refused"]),
                name="a_batch_is_in_a_known_state",
            ),
            models.CheckConstraint(condition=Q(mode__in=["sea", "air", "rail", "road"]), name="a_batch_goes_some_way"),
            models.CheckConstraint(
                condition=Q(incoterm__in=["", *MARITIME, "EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP"]),
                name="an_incoterm_is_one_of_2020",
            ),
            models.CheckConstraint(
                condition=Q(mode="sea") | ~Q(incoterm__in=MARITIME), name="a_maritime_incoterm_goes_by_sea"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_draft(self) -> bool:
        """True while pallets may still be changed: a batch that was ready is judged again after it."""
        return self.state in (self.State.DRAFT, self.State.READY)

    @property
    def has_left(self) -> bool:
        """True once it was shipped, and its importer sees it."""
        return self.state not in BEFORE_LEAVING

    @property
    def seals(self) -> tuple[str, ...]:
        """The numbers on the doors, each by itself."""
        return tuple(number for part in self.seal.split(",") if (number := part.strip()))

    @property
    def terms(self) -> str:
        """The Incoterm with its place, as a contract names it: CIF Rotterdam."""
        if not self.incoterm:
            return ""
        place = self.from_port if self.incoterm in UNTIL_DEPARTURE else self.to_port
        return f"{self.incoterm} {place.name_latin or place.name}"

    @property
    def days_at_sea(self) -> int:
        """Planned days from departure to arrival."""
        return (self.arrives_on - self.leaves_on).days


class Movement(models.Model):
    """A step of a batch on its way, with its event. Never edited (trigger).

    A container that was opened again is loaded once more; every other step is taken once.
    """

    class Step(models.TextChoices):
        LOADED = "loaded", _("Loaded")
        UNLOADED = "unloaded", _("Unloaded")
        SHIPPED = "shipped", _("Shipped")
        ARRIVED = "arrived", _("Arrived")
        RECEIVED = "received", _("Received")
        REFUSED = "refused", _("Refused")

    batch = models.ForeignKey(ExportBatch, on_delete=models.PROTECT, related_name="movements")
    step = models.CharField(max_length=10, choices=Step)
    turn = models.PositiveSmallIntegerField(default=1, help_text=_("2 when a container is loaded for the second time"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    remarks = models.CharField(max_length=400, blank=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "step", "turn"], name="a_batch_takes_each_step_once"),
            models.CheckConstraint(
                condition=Q(turn=1) | Q(step__in=["loaded", "unloaded"], turn__gt=1), name="only_loading_is_done_again"
            ),
            models.CheckConstraint(condition=~Q(step="refused") | ~Q(remarks=""), name="a_refusal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.get_step_display()}"
