"""Label runs and their exceptions. A label is not a row: a season has hundreds of millions of cartons."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.certification.models import Certificate
from traceability.epcis.models import Event
from traceability.jobs.models import Job
from traceability.lots.models import Lot
from traceability.parties.models import Organisation, User


class SerialBook(models.Model):
    """The one row that knows the next unused serial index; taken by a conditional UPDATE, never given back."""

    next_index = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(pk=1), name="there_is_one_serial_book")]


class LabelRunQuerySet(models.QuerySet["LabelRun"]):
    def visible_to(self, user: User) -> LabelRunQuerySet:
        """Runs of the user's own organisations."""
        return self.filter(lot__owner__in=user.organisations())

    def with_names(self) -> LabelRunQuerySet:
        """Everything that a line about a run shows, in the same query."""
        return self.select_related(
            "lot__product__variety__species",
            "lot__owner",
            "certificate__scheme",
            "certificate__revocation",
            "job",
            "started_by",
            "importer",
            "event",
            "words",
        )


class PrintedWords(models.Model):
    """Words that stand on the labels of one or many runs, as they were when the first of these was asked for."""

    digest = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the words in canonical JSON"))
    words = models.JSONField()

    class Meta:
        verbose_name_plural = _("printed words")

    def __str__(self) -> str:
        return self.digest[:12]


class LabelRun(models.Model):
    """One print job: labels 1..count of a packed lot, whose serials are indices first_index..first_index+count-1."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="label_runs")
    layout = models.CharField(max_length=40)
    first_index = models.PositiveBigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    key_number = models.PositiveSmallIntegerField(help_text=_("Which key made the serials"))
    origin = models.CharField(max_length=200, help_text=_("Scheme and host exactly as printed"))
    gtin = models.CharField(max_length=14, help_text=_("Exactly as printed, whatever is corrected later"))
    lot_code = models.CharField(max_length=20, help_text=_("Exactly as printed, whatever is corrected later"))
    certificate = models.ForeignKey(
        Certificate,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="label_runs",
        help_text=_("Empty: printed without the name"),
    )
    destination = models.CharField(max_length=2, blank=True, help_text=_("ISO 3166-1 alpha-2; empty: not decided"))
    size = models.CharField(max_length=8, blank=True, help_text=_("Code of the fruit’s standard, as printed"))
    importer = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Named on the label"),
    )
    words = models.ForeignKey(
        PrintedWords,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text=_("What its labels say as others do, as printed"),
    )
    own_words = models.JSONField(help_text=_("What its labels alone say, as printed"))
    job = models.OneToOneField(Job, null=True, blank=True, on_delete=models.PROTECT, related_name="label_run")
    file = models.FileField(upload_to="label-runs/", blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    objects = LabelRunQuerySet.as_manager()

    class Meta:
        # A scanned code names GTIN and lot as they were printed, which is not always what the lot is called today.
        indexes: ClassVar = [models.Index(fields=["lot_code", "gtin"], name="runs_as_printed")]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(count__gt=0), name="a_run_has_labels")]

    def __str__(self) -> str:
        return f"{self.pk}"


class LabelSpan(models.Model):
    """Labels first..last of a run (counted from 1, both included) that went another way than the rest.

    Spans are added and never changed. Those of one run never overlap, but where a label goes on: an active one may come
    onto a pallet, from there off it or onto another, and become void. The database keeps it (migration 0002).
    Of the spans on and off pallets that a label has, the one added last holds.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        VOID = "void", _("Void")
        ON_PALLET = "on_pallet", _("On a pallet")
        OFF_PALLET = "off_pallet", _("Taken off a pallet")

    run = models.ForeignKey(LabelRun, on_delete=models.PROTECT, related_name="spans")
    state = models.CharField(max_length=12, choices=State)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    is_spare = models.BooleanField(
        default=False, help_text=_("Void because it was left over, not because it went wrong")
    )
    sscc = models.CharField(max_length=18, blank=True, help_text=_("The pallet, for labels that stand on one"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first__gte=1) & Q(last__gte=F("first")), name="a_span_runs_forward"),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(reason=""), name="a_void_has_a_reason"),
            models.CheckConstraint(condition=~Q(state="on_pallet") | ~Q(sscc=""), name="a_span_on_a_pallet_names_it"),
            models.CheckConstraint(condition=Q(is_spare=False) | Q(state="void"), name="a_spare_label_is_void"),
        ]


class Reprint(models.Model):
    """Labels first..last of a run printed once more, with the same serials, and why."""

    run = models.ForeignKey(LabelRun, on_delete=models.PROTECT, related_name="reprints")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first__gte=1) & Q(last__gte=F("first")), name="a_reprint_runs_forward"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_reprint_has_a_reason"),
        ]


class Download(models.Model):
    """A print file that left the house: who took which labels, in which kind of file, and when."""

    run = models.ForeignKey(LabelRun, on_delete=models.PROTECT, related_name="downloads")
    output = models.CharField(max_length=20)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reprint = models.ForeignKey(Reprint, null=True, blank=True, on_delete=models.PROTECT, related_name="downloads")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first__gte=1) & Q(last__gte=F("first")), name="a_download_runs_forward")
        ]


class PrinterQuerySet(models.QuerySet["Printer"]):
    def visible_to(self, user: User) -> PrinterQuerySet:
        """Printers of the user's own organisations."""
        return self.filter(owner__in=user.organisations())

    def in_use(self) -> PrinterQuerySet:
        """Those that nobody has retired."""
        return self.filter(retired_at=None)


class Printer(models.Model):
    """A label printer of a packing house, reached over the local network by raw TCP."""

    class Language(models.TextChoices):
        ZPL = "zpl", _("ZPL: Zebra")
        TSPL = "tspl", _("TSPL: TSC, Gprinter")

    class Dpi(models.IntegerChoices):
        D203 = 203, _("203 dpi, 8 dots a millimetre")
        D300 = 300, _("300 dpi, 12 dots a millimetre")

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="printers")
    name = models.CharField(max_length=40)
    language = models.CharField(max_length=4, choices=Language)
    dpi = models.PositiveSmallIntegerField(choices=Dpi, default=Dpi.D203)
    host = models.GenericIPAddressField(help_text=_("An address of the local network, never a name"))
    port = models.PositiveIntegerField(default=9100)
    answers = models.BooleanField(default=True, help_text=_("It answers when it is asked for its state"))
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = PrinterQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "name"], condition=Q(retired_at=None), name="a_printer_s_name_is_used_once"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & Q(port__gte=1, port__lte=65535), name="a_printer_has_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def output(self) -> str:
        """The kind of print file that it understands."""
        return f"{self.language}-{self.dpi}"


class Printing(models.Model):
    """Labels first..last of a run on their way to a printer.

    `sent` is the last label that was handed over whole; `good` is the last that came out readable, as a person says.
    Until somebody says, nothing else of the run is printed: what was sent may lie in the printer's memory.
    """

    run = models.ForeignKey(LabelRun, on_delete=models.PROTECT, related_name="printings")
    printer = models.ForeignKey(Printer, on_delete=models.PROTECT, related_name="printings")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reprint = models.ForeignKey(Reprint, null=True, blank=True, on_delete=models.PROTECT, related_name="printings")
    sent = models.PositiveIntegerField(
        help_text=_("The last label handed to the printer; one less than the first: none")
    )
    good = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("The last label that came out readable; empty until somebody looked")
    )
    job = models.OneToOneField(Job, null=True, blank=True, on_delete=models.PROTECT, related_name="printing")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first__gte=1) & Q(last__gte=F("first")), name="a_printing_runs_forward"),
            models.CheckConstraint(
                condition=Q(sent__gte=F("first") - 1, sent__lte=F("last")), name="a_printing_sends_its_own_labels"
            ),
            models.CheckConstraint(
                condition=Q(good=None) | Q(good__gte=F("first") - 1, good__lte=F("sent")),
                name="a_good_label_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(good=None, confirmed_at=None) | Q(good__isnull=False, confirmed_at__isnull=False),
                name="somebody_looked_at_a_good_label",
            ),
            models.UniqueConstraint(fields=["run"], condition=Q(good=None), name="one_printing_of_a_run_at_a_time"),
        ]
