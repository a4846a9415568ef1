"""Consents of growers, the words they were asked in, and the pictures that stand under a consent."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.parties.models import Membership, Place, Sourced, User
from traceability.web.language import own_name


class Kind(models.TextChoices):
    """What may be shown: one switch each (PIPL, Art. 25: publishing asks for a consent of its own)."""

    NAME = "name", _("Name")
    PHOTO = "photo", _("Portrait")
    PLOT = "plot", _("Pictures of the orchard")


class Wording(Sourced):
    """What a grower is asked, word for word, from a day on. Read aloud as it stands."""

    version = models.SlugField(max_length=20, primary_key=True, help_text=_("As it is printed: name-1"))
    kind = models.CharField(max_length=10, choices=Kind)
    valid_from = models.DateField()
    words_zh = models.TextField()
    words_en = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="one_wording_a_kind_and_day"),
        ]

    def __str__(self) -> str:
        return self.version

    @property
    def words(self) -> str:
        """In the reader's language."""
        return own_name(self.words_zh, self.words_en)


class Alias(models.Model):
    """Whom a pseudonym of events means. Without this row nothing that buyers read leads to the person."""

    pseudonym = models.CharField(max_length=20, unique=True)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="alias")

    def __str__(self) -> str:
        return self.pseudonym


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user: User) -> ConsentQuerySet:
        """One's own, and for a cooperative's staff those of its growers."""
        grower = Membership.objects.filter(role=Membership.Role.GROWER, organisation__in=user.organisations())
        return self.filter(Q(person=user) | Q(person__in=grower.values("user")))

    def in_force(self) -> ConsentQuerySet:
        """Given and not withdrawn."""
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """Somebody agreed that something of theirs is shown, in these words, until it is withdrawn.

    Only its withdrawal is ever written to a row, and an erasure takes the signed paper out of it (triggers).
    """

    class How(models.TextChoices):
        PHONE = "phone", _("On the phone")
        PAPER = "paper", _("On paper, signed")

    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=10, choices=Kind)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="consents")
    how = models.CharField(max_length=10, choices=How)
    given_on = models.DateField(help_text=_("The day of the signature, or of the switch"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    paper_number = models.CharField(max_length=40, blank=True, help_text=_("As it stands on the signed form"))
    paper = models.FileField(upload_to="consents/", blank=True, help_text=_("A scan or photo of the signed form"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(withdrawn_at=None),
                name="one_consent_of_a_kind_in_force_per_person",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="a_consent_is_to_a_known_kind"),
            models.CheckConstraint(
                condition=Q(how="paper") | Q(how="phone", recorded_by=F("person"), paper_number="", paper=""),
                name="on_the_phone_only_the_grower_consents",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__gte=F("recorded_at"), withdrawn_by__isnull=False),
                name="a_withdrawal_comes_later_and_is_somebodys",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.given_on}"


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, user: User) -> PictureQuerySet:
        """Pictures under consents that the user may see."""
        return self.filter(consent__in=Consent.objects.visible_to(user))

    def shown(self) -> PictureQuerySet:
        """What anybody may see: the consent stands."""
        return self.filter(consent__withdrawn_at=None)


class Picture(models.Model):
    """A portrait, or with a place a picture of that plot, in a few widths. Its address says nothing of the person."""

    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="pictures")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sizes = models.JSONField(help_text=_("[width, height] in pixels of each file, narrowest first"))
    sha256 = models.CharField(max_length=64, help_text=_("Of the widest file, hexadecimal"))
    taken_in_at = models.DateTimeField()
    taken_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consent", "sha256"], name="a_picture_is_kept_once"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="a_picture_is_hashed"),
        ]

    def __str__(self) -> str:
        return str(self.token)

    def file_name(self, width: int) -> str:
        """Where the storage keeps it in this width."""
        return f"shown/{self.token}/{width}.webp"


class Erasure(models.Model):
    """A person's data were erased: who they were stands nowhere any more, that it was done stands here."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="erasure")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.at:%Y-%m-%d}"


class Edition(models.Model):
    """How often what buyers may see of people has changed: one row, which every process compares.

    Whoever changes it holds the row until the commit, so no number becomes visible after a higher one.
    """

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(pk=1), name="there_is_one_edition")]

    def __str__(self) -> str:
        return str(self.number)
