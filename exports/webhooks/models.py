"""Where an importer's system listens, what was to be sent there, and what it answered each time."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from traceability.parties.models import Organisation, User


def new_id() -> UUID:
    """A UUIDv7: deliveries sort by the time at which they were owed."""
    return uuid6.uuid7()


class HookQuerySet(models.QuerySet["Hook"]):
    def visible_to(self, user: User) -> HookQuerySet:
        """Those of the user's own organisations that stand."""
        return self.filter(organisation__in=user.organisations(), removed_at=None)


class Hook(models.Model):
    """An address of an organisation, what it wants to hear, and the sealed secret that signs what is sent there."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hooks")
    url = models.CharField(max_length=500)
    kinds = models.JSONField(default=list, help_text=_("[batch.shipped, …]"))
    secret = models.TextField(help_text=_("Sealed: it is shown once"))
    old_secret = models.TextField(blank=True, help_text=_("Sealed; signs beside the new one until old_until"))
    old_until = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = HookQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "url"], condition=Q(removed_at=None), name="a_system_listens_once_at_an_address"
            ),
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="nothing_is_sent_in_the_clear"),
            models.CheckConstraint(condition=~Q(secret=""), name="what_is_sent_is_signed"),
            models.CheckConstraint(
                condition=Q(old_secret="", old_until=None) | (~Q(old_secret="") & Q(old_until__isnull=False)),
                name="an_old_secret_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.url

    def get_absolute_url(self) -> str:
        return reverse("imports:hook", args=[self.pk])


class Delivery(models.Model):
    """One message owed to one address. Its body never changes: it is signed anew for each attempt."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        GIVEN_UP = "given_up", _("Given up")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hook = models.ForeignKey(Hook, on_delete=models.PROTECT, related_name="deliveries")
    kind = models.CharField(max_length=30)
    body = models.TextField(help_text=_("JSON as it is sent, byte for byte"))
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    owed_at = models.DateTimeField(auto_now_add=True)
    next_at = models.DateTimeField(null=True, blank=True, help_text=_("When it is tried next"))

    class Meta:
        verbose_name_plural = _("deliveries")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(state__in=["delivered", "given_up"], next_at=None),
                name="a_settled_delivery_is_not_tried_again",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.hook}"


class Attempt(models.Model):
    """One try, and what came back: a status, or the problem that kept any from coming."""

    class Problem(models.TextChoices):
        NAME = "name", _("The name of the server leads nowhere.")
        ADDRESS = "address", _("The name leads into a private network. Nothing was sent.")
        CONNECT = "connect", _("The server did not open its door.")
        TLS = "tls", _("The server’s certificate is not valid for its name.")
        TIME = "time", _("The server did not answer in time.")
        ANSWER = "answer", _("What came back is no answer of a web server.")
        REDIRECT = "redirect", _("The server sends elsewhere, which is not followed.")
        STATUS = "status", _("The server did not take it.")

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True, help_text=_("How the answer begins"))
    problem = models.CharField(max_length=10, choices=Problem, blank=True)
    took_ms = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delivery", "number"], name="an_attempt_is_counted_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="attempts_are_counted_from_one"),
            models.CheckConstraint(
                condition=Q(status=None) | Q(status__gte=100, status__lte=999), name="a_status_has_three_digits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery} {self.number}"
