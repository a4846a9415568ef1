"""Certificates as quotas, their end, and the decisions behind them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.certification.findings import Finding, told
from traceability.certification.models.rules import GIScheme
from traceability.epcis.models import Event
from traceability.gs1.keys import gdti
from traceability.lots.models import Lot
from traceability.parties.models import Organisation, User


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
    def gdti(self) -> str:
        """The certificate as a GS1 document (253): its issuer's GLN and its number."""
        return gdti(self.issued_by.gln, self.number)

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
    findings = models.JSONField(help_text=_("Slugs and facts, without a language"))

    def told(self) -> list[Finding]:
        """The tests as they were decided, in the language of whoever reads them."""
        return told(self.findings)
