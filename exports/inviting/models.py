"""Who was invited by whom, for which firm, and whether they came; whose access ended; and
what customs and the tax office call an importer."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traceability.parties.models import Membership, Organisation, User

LASTS = timedelta(days=14)
Role = Membership.Role
ROLES = (Role.MANAGER, Role.BUYER, Role.CLERK)
"""What somebody may be at an importer."""


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def sent_by(self, user: User) -> InvitationQuerySet:
        """Those of the exporters at whose desks somebody sits."""
        return self.filter(exporter__in=user.organisations()).select_related("importer", "exporter", "accepted_by")


class Invitation(models.Model):
    """One person may once act for an importer: as its first manager, invited by an exporter, or as a colleague."""

    exporter = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: a manager of the importer invites"),
    )
    importer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role, default=Role.MANAGER)
    language = models.CharField(max_length=10)
    nonce = models.CharField(max_length=32, unique=True, help_text=_("In the signed link"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="an_invitation_is_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(accepted_at__lte=F("ends_at")),
                name="an_invitation_is_accepted_in_its_time",
            ),
            models.CheckConstraint(
                condition=Q(exporter=None) | Q(role=Role.MANAGER), name="an_exporter_invites_the_first_manager"
            ),
            models.CheckConstraint(condition=Q(role__in=ROLES), name="an_invitation_is_to_a_role_of_an_importer"),
        ]

    def __str__(self) -> str:
        return f"{self.importer}: {self.email}"

    @property
    def inviter(self) -> Organisation:
        """The firm that invites."""
        return self.exporter or self.importer

    @property
    def is_open(self) -> bool:
        """True while the link works."""
        return self.accepted_at is None and self.ends_at > timezone.now()


class EndedAccess(models.Model):
    """Somebody acts for an importer no more. What they recorded stays theirs."""

    importer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="ended_accesses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(help_text=_("Those that they had"))
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.importer}: {self.user}"


class TradeNumbers(models.Model):
    """What customs (EORI) and the tax office (VAT) know an importer by. The newest row counts; the ones before stay."""

    importer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="trade_numbers")
    eori = models.CharField(max_length=17, blank=True, help_text=_("Empty: none, or not entered"))
    vat = models.CharField(max_length=14, blank=True, help_text=_("With the code of its country"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(eori="") | Q(eori__regex=r"^[A-Z]{2}[0-9A-Z]{1,15}$"),
                name="an_eori_is_a_country_and_up_to_15_characters",
            ),
            models.CheckConstraint(
                condition=Q(vat="") | Q(vat__regex=r"^[A-Z]{2}[0-9A-Z]{2,12}$"),
                name="a_vat_number_begins_with_its_country",
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """As papers print them, those that are known."""
        named = ((_("EORI %(number)s"), self.eori), (_("VAT number %(number)s"), self.vat))
        return [str(words) % {"number": number} for words, number in named if number]
