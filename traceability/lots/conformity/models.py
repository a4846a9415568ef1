"""The 承诺达标合格证: the forms in force, day by day, and every certificate that was issued here or came with fruit."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.gs1.digital_link import lot_uri
from traceability.lots.models import Lot
from traceability.parties.models import Organisation, Sourced, User
from traceability.web.language import own_name


class Form(Sourced):
    """The words that a certificate carries, by who promises, from `valid_from` up to the day before `valid_to`."""

    class Role(models.TextChoices):
        PRODUCER = "producer", _("Producer")
        COLLECTOR = "collector", _("Collector: sells fruit of several producers")

    code = models.SlugField(max_length=20, primary_key=True)
    role = models.CharField(max_length=10, choices=Role)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text=_("First day on which it no longer holds"))
    title_zh = models.CharField(max_length=40)
    title_en = models.CharField(max_length=60)
    opening_zh = models.CharField(max_length=100)
    opening_en = models.CharField(max_length=100)
    promise_zh = models.CharField(max_length=200)
    promise_en = models.CharField(max_length=300)
    is_owed = models.BooleanField(help_text=_("Every batch must have one, and a mixture of producers a new one"))
    keep_months = models.PositiveSmallIntegerField(help_text=_("Months for which issue and receipt must be kept"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["role", "valid_from"], name="one_form_begins_a_day_for_a_role"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        """What the certificate is called in the reader's language."""
        return own_name(self.title_zh, self.title_en)


class Basis(Sourced):
    """What a promise may rest on, as a form names it: a box to tick."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="bases")
    code = models.SlugField(max_length=20)
    position = models.PositiveSmallIntegerField()
    words_zh = models.CharField(max_length=40)
    words_en = models.CharField(max_length=60)

    class Meta:
        verbose_name_plural = _("bases")
        ordering: ClassVar = ["form", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["form", "code"], name="a_form_names_a_basis_once")]

    def __str__(self) -> str:
        return self.code


class CertificateQuerySet(models.QuerySet["ConformityCertificate"]):
    def visible_to(self, user: User) -> CertificateQuerySet:
        """Those of lots that the person may see."""
        return self.filter(lot__in=Lot.objects.visible_to(user))

    def standing(self) -> CertificateQuerySet:
        """Those that nothing has replaced."""
        return self.filter(replaced_by=None)

    def with_names(self) -> CertificateQuerySet:
        """Everything that a line or a page about one shows, in the same query."""
        return self.select_related("lot__product__variety__species", "lot__owner", "form", "issuer", "replaced_by")


class ConformityCertificate(models.Model):
    """One 承诺达标合格证 of one lot. It is never edited: another one replaces it.

    Issuer and contact of one issued here are read from `parties`, where they can be put right; they stand in no event.
    """

    class Kind(models.TextChoices):
        HOUSE = "house", _("Issued here")
        MIXTURE = "mixture", _("Issued here for a mixture")
        GROWER = "grower", _("Came from the grower")
        RECEIVED = "received", _("Came from outside")

    OWN: ClassVar = (Kind.HOUSE, Kind.MIXTURE)

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="conformity_certificates")
    number = models.CharField(max_length=24, help_text=_("Lot code and a count: TY260624A-1"))
    kind = models.CharField(max_length=10, choices=Kind)
    form = models.ForeignKey(Form, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    issuer = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    issuer_name = models.CharField(max_length=120, blank=True, help_text=_("A received one: who issued it"))
    issuer_number = models.CharField(max_length=60, blank=True, help_text=_("A received one: the number it bears"))
    product_zh = models.CharField(max_length=80)
    product_en = models.CharField(max_length=120)
    weight_g = models.PositiveBigIntegerField()
    units = models.PositiveIntegerField(null=True, blank=True, help_text=_("Cartons, if it is packed"))
    origin_zh = models.CharField(max_length=200)
    origin_en = models.CharField(max_length=300)
    bases = models.CharField(max_length=80, blank=True, help_text=_("Codes of the ticked boxes, with commas"))
    issued_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_offset = models.SmallIntegerField(help_text=_("Minutes east of UTC where it happened"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(max_length=200, blank=True, help_text=_("Why it replaces the one before"))
    file = models.FileField(upload_to="conformity/", blank=True)
    content_type = models.CharField(max_length=20, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="+", help_text=_("A blend and a label run share theirs")
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lot", "number"], name="a_conformity_number_once_a_lot"),
            models.CheckConstraint(condition=Q(weight_g__gt=0), name="a_conformity_certificate_is_for_some_fruit"),
            models.CheckConstraint(
                condition=Q(kind__in=("house", "mixture"), form__isnull=False, issuer__isnull=False, issuer_name="")
                & ~Q(bases="")
                | Q(kind__in=("grower", "received"), form=None, issuer=None, bases="") & ~Q(issuer_name=""),
                name="a_promise_has_one_issuer_words_and_a_basis",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("house", "mixture")) | ~Q(issuer_number="") | ~Q(sha256=""),
                name="a_received_certificate_has_a_number_or_a_file",
            ),
            models.CheckConstraint(
                condition=Q(file="", sha256="", content_type="") | (~Q(file="") & Q(sha256__regex=r"^[0-9a-f]{64}$")),
                name="a_kept_conformity_file_has_its_hash",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, reason="") | (Q(replaces__isnull=False) & ~Q(reason="")),
                name="a_replacement_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("conformity:certificate", args=[self.lot.product.gtin, self.lot.code, self.number])

    @property
    def product(self) -> str:
        """Variety and fruit in the reader's language."""
        return own_name(self.product_zh, self.product_en)

    @property
    def origin(self) -> str:
        """Where it grew, in the reader's language."""
        return own_name(self.origin_zh, self.origin_en)

    @property
    def promised_by(self) -> str:
        """Who promises: the organisation, or the name on the paper that came."""
        return str(self.issuer) if self.issuer else self.issuer_name

    @property
    def uri(self) -> str:
        """Its name for ever: the lot's Digital Link with the link type, and the number."""
        return uri_of(self.lot.uri, self.number)

    @property
    def scan_uri(self) -> str:
        """The same at our own host: what the square code on the paper holds."""
        return uri_of(lot_uri(self.lot.product.gtin, self.lot.code, settings.PUBLIC_ORIGIN), self.number)

    @property
    def keep_until(self) -> date | None:
        """Until when issue or receipt must be kept, by the form in force when it was issued."""
        form = self.form or Form.objects.filter(valid_from__lte=self.issued_on).order_by("-valid_from").first()
        return months_after(self.issued_on, form.keep_months) if form else None

    @property
    def is_kept(self) -> bool:
        """False for a draft that no event tells of yet."""
        return not self._state.adding

    @property
    def is_own(self) -> bool:
        """True when it was issued here."""
        return self.kind in self.OWN

    @property
    def is_replaced(self) -> bool:
        """True when another stands in its place."""
        return hasattr(self, "replaced_by")

    @property
    def local_time(self) -> datetime:
        """When it was recorded, on the clock of the place."""
        return self.recorded_at.astimezone(timezone(timedelta(minutes=self.recorded_offset)))

    @property
    def ticked(self) -> list[str]:
        """Codes of the boxes that are ticked."""
        return self.bases.split(",") if self.bases else []

    @property
    def boxes(self) -> list[tuple[Basis, bool]]:
        """Every box of the form, and whether it is ticked."""
        return [(basis, basis.code in self.ticked) for basis in self.form.bases.all()] if self.form else []


def uri_of(lot_uri: str, number: str) -> str:
    """The address of a certificate: `lot_uri` is the lot's Digital Link, at any host."""
    return f"{lot_uri}?{urlencode({'linkType': 'gs1:certificationInfo', 'number': number}, safe=':')}"


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    last = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))
