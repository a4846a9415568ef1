"""Who was invited by whom, for which firm, and whether they came."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traceability.parties.models import Organisation, User

LASTS = timedelta(days=14)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def sent_by(self, user: User) -> InvitationQuerySet:
        """Those of the exporters at whose desks somebody sits."""
        return self.filter(exporter__in=user.organisations()).select_related("importer", "exporter", "accepted_by")


class Invitation(models.Model):
    """One person may once become the manager of an importer that nobody acts for yet."""

    exporter = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    importer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
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
        ]

    def __str__(self) -> str:
        return f"{self.importer}: {self.email}"

    @property
    def is_open(self) -> bool:
        """True while the link works."""
        return self.accepted_at is None and self.ends_at > timezone.now()
