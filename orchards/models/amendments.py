"""What goes wrong with a record, and what comes with it: corrections, second versions, photos."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orchards.models.book import Harvest, Treatment
from orchards.models.land import Plot
from traceability.epcis.models import Event
from traceability.parties.models import SignInCard, User


class Correction(models.Model):
    """One record declared wrong, and the one that stands in its place, if any. Both stay in the book."""

    client_id = models.UUIDField(unique=True, help_text=_("Made on the phone: the same record twice is one record"))
    harvest = models.OneToOneField(Harvest, on_delete=models.PROTECT, null=True, blank=True, related_name="correction")
    treatment = models.OneToOneField(
        Treatment, on_delete=models.PROTECT, null=True, blank=True, related_name="correction"
    )
    by_harvest = models.OneToOneField(Harvest, on_delete=models.PROTECT, null=True, blank=True, related_name="corrects")
    by_treatment = models.OneToOneField(
        Treatment, on_delete=models.PROTECT, null=True, blank=True, related_name="corrects"
    )
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    stored_at = models.DateTimeField(auto_now_add=True)
    card = models.ForeignKey(SignInCard, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, related_name="+", help_text=_("The declaration that the old event is wrong")
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(harvest__isnull=False, treatment=None, by_treatment=None)
                | Q(harvest=None, treatment__isnull=False, by_harvest=None),
                name="a_correction_is_of_one_record_by_its_like",
            ),
            models.CheckConstraint(
                condition=(Q(by_harvest=None) | ~Q(by_harvest=F("harvest")))
                & (Q(by_treatment=None) | ~Q(by_treatment=F("treatment"))),
                name="no_record_corrects_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.harvest or self.treatment}"


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def visible_to(self, user: User) -> ConflictQuerySet:
        """Second versions about plots that the user may see."""
        return self.filter(plot__in=Plot.objects.visible_to(user))


class Conflict(models.Model):
    """The same identifier with another content: the second version, kept beside the first and shown with it."""

    client_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20)
    body = models.JSONField(help_text=_("The record as it came"))
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of its canonical JSON, hexadecimal"))
    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="conflicts")
    received_at = models.DateTimeField(auto_now_add=True)
    card = models.ForeignKey(SignInCard, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ConflictQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client_id", "digest"], name="another_version_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.client_id}"


class HarvestPhoto(models.Model):
    """A picture of a harvest: its bytes while they come in, in pieces; then the picture, stripped of what it tells."""

    harvest = models.OneToOneField(Harvest, on_delete=models.PROTECT, related_name="photo")
    sha256 = models.CharField(max_length=64, help_text=_("Of the file as the phone has it, hexadecimal"))
    size = models.PositiveIntegerField(help_text=_("Bytes of the file as the phone has it"))
    received = models.BinaryField(default=b"", help_text=_("What has come so far; emptied when it is whole"))
    image = models.ImageField(upload_to="harvests/", blank=True)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(size__gt=0), name="a_photo_is_not_empty")]

    def __str__(self) -> str:
        return self.image.name or self.sha256
