"""What happened: one row per EPCIS 2.0 event, and one per identifier that it names. Neither is ever changed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from traceability.parties.models import Organisation, User

MAX_BYTES = 65_535
"""Longest canonical event: it must fit an entry of a C2SP tlog-tiles bundle, whose length is a uint16."""
MAX_IDENTIFIERS = 500
"""Most identifiers one event names, so that it fits MAX_BYTES with room for the rest."""


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: User | AnonymousUser) -> EventQuerySet:
        """Every event: what is stored here is its public face, which any buyer may read (DESIGN.md section 5)."""
        return self.all()

    def about(self, *identifiers: str) -> EventQuerySet:
        """Events that name any of these Digital Link URIs, each once."""
        named = EventSubject.objects.filter(identifier__in=identifiers).values("event")
        return self.filter(pk__in=named)

    def in_order(self) -> EventQuerySet:
        """As they happened; those of one instant as they were recorded."""
        return self.order_by("event_time", "pk")


class Event(models.Model):
    """One EPCIS 2.0 event. `canonical` is the event; the other columns are what it is searched by."""

    class Type(models.TextChoices):
        OBJECT = "ObjectEvent", _("Something was seen")
        TRANSFORMATION = "TransformationEvent", _("Something became something else")
        AGGREGATION = "AggregationEvent", _("Something was put on something")

    class Action(models.TextChoices):
        ADD = "ADD", _("Added")
        OBSERVE = "OBSERVE", _("Observed")
        DELETE = "DELETE", _("Removed")

    event_id = models.CharField(max_length=100, help_text=_("CBV event hash, ni:///sha-256;…?ver=CBV2.0"))
    event_type = models.CharField(max_length=30, choices=Type)
    action = models.CharField(max_length=10, choices=Action, blank=True)
    biz_step = models.CharField(max_length=60)
    disposition = models.CharField(max_length=60, blank=True)
    act = models.CharField(max_length=40, help_text=_("The act that recorded it, by its verb"))
    event_time = models.DateTimeField()
    event_offset = models.SmallIntegerField(help_text=_("Minutes east of UTC where it happened"))
    record_time = models.DateTimeField(help_text=_("When it was recorded, by the clock of the server"))
    read_point = models.CharField(max_length=200, blank=True, help_text=_("Digital Link URI"))
    biz_location = models.CharField(max_length=200, blank=True, help_text=_("Digital Link URI"))
    recorded_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="events")
    recorded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    canonical = models.BinaryField(help_text=_("The event's public face, RFC 8785"))
    error_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="errors")

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["event_time", "id"], name="event_by_time"),
            models.Index(fields=["act", "event_time"], name="event_by_act"),
        ]
        constraints: ClassVar = [
            # CBV leaves the declaration out of the hash: it has the identifier of the event that it calls wrong.
            models.UniqueConstraint(fields=["event_id"], condition=Q(error_of=None), name="an_event_is_recorded_once"),
            models.UniqueConstraint(fields=["error_of"], name="an_event_is_declared_wrong_once"),
            models.CheckConstraint(
                condition=Q(event_id__regex=r"^ni:///sha-256;[0-9a-f]{64}\?ver=CBV2\.0$"),
                name="event_id_is_an_event_hash",
            ),
            models.CheckConstraint(
                condition=Q(event_type__in=["ObjectEvent", "TransformationEvent", "AggregationEvent"]),
                name="event_is_of_a_known_type",
            ),
            models.CheckConstraint(
                condition=Q(event_type="TransformationEvent", action="")
                | (~Q(event_type="TransformationEvent") & Q(action__in=["ADD", "OBSERVE", "DELETE"])),
                name="every_event_but_a_transformation_has_an_action",
            ),
            models.CheckConstraint(condition=~Q(biz_step="") & ~Q(act=""), name="event_says_what_was_done"),
            models.CheckConstraint(
                condition=Q(event_offset__gte=-14 * 60, event_offset__lte=14 * 60), name="event_offset_exists_on_earth"
            ),
            models.CheckConstraint(
                condition=Q(error_of=None) | ~Q(error_of=F("id")), name="event_is_no_error_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.short_id}"

    def get_absolute_url(self) -> str:
        return reverse("epcis:event", args=[self.digest])

    @cached_property
    def document(self) -> dict[str, Any]:
        """The event's public face as it was recorded."""
        document: dict[str, Any] = json.loads(bytes(self.canonical))
        return document

    @property
    def digest(self) -> str:
        """The 64 hexadecimal digits inside the event hash: what stands in web addresses."""
        return _digest(self.event_id)

    @property
    def corrective_digests(self) -> list[str]:
        """Of a declaration of error: the digests of the events that say it right."""
        return [_digest(right) for right in self.document.get("errorDeclaration", {}).get("correctiveEventIDs", [])]

    @property
    def short_id(self) -> str:
        """The first twelve digits, for people."""
        return self.digest[:12]

    @property
    def local_time(self) -> datetime:
        """When it happened, on the clock of the place where it happened."""
        return self.event_time.astimezone(timezone(timedelta(minutes=self.event_offset)))


def _digest(event_id: str) -> str:
    return event_id.removeprefix("ni:///sha-256;").partition("?")[0]


class EventSubject(models.Model):
    """An identifier that an event names, and as what."""

    class Role(models.TextChoices):
        EPC = "epc", _("Object")
        CLASS = "class", _("Lot")
        PARENT = "parent", _("Carrier")
        CHILD = "child", _("Object on the carrier")
        CHILD_CLASS = "child_class", _("Lot on the carrier")
        INPUT = "input", _("Object that went in")
        INPUT_CLASS = "input_class", _("Lot that went in")
        OUTPUT = "output", _("Object that came out")
        OUTPUT_CLASS = "output_class", _("Lot that came out")
        DOCUMENT = "document", _("Certificate")

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="subjects")
    identifier = models.CharField(max_length=200, help_text=_("Canonical Digital Link URI"))
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["identifier", "event"], name="event_by_subject")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "identifier", "role"], name="event_names_a_subject_once_per_role"),
            models.CheckConstraint(
                condition=Q(identifier__startswith="https://id.gs1.org/"), name="subject_is_a_canonical_digital_link"
            ),
        ]

    def __str__(self) -> str:
        return self.identifier
