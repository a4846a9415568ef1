"""The paper book, typed by a clerk or uploaded as the table that a cooperative keeps."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from traceability.parties.models import Organisation, User

SHORT = 16
"""Characters of a digest in an address: 64 bits tell a cooperative's pages apart."""


class PaperBookQuerySet(models.QuerySet["PaperBook"]):
    def visible_to(self, user: User) -> PaperBookQuerySet:
        """Books of the cooperatives at whose desks the user sits."""
        return self.filter(cooperative__in=user.organisations())


class PaperBook(models.Model):
    """One table of harvests as it was understood. Nothing of it is in the growers' books until it is confirmed."""

    cooperative = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="paper_books")
    name = models.CharField(max_length=200, help_text=_("The file's name, or the day it was typed"))
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of the rows as written, hexadecimal"))
    rows = models.JSONField(default=list, help_text=_("Each row as it was written, with what was mended"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = PaperBookQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cooperative", "digest"],
                condition=Q(confirmed_at__isnull=False),
                name="a_paper_book_is_taken_in_once",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="somebody_confirmed_what_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """The beginning of the digest, by which pages are addressed."""
        return self.digest[:SHORT]
