"""Shapes of what a phone sends. One record is read by `field_records`, so that a bad one never stops the rest."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from orchards.acts.sync import MOST_RECORDS
from traceability.lots.serializers import MomentField


class CardSerializer(serializers.Serializer[None]):
    """A card by its secret, or for a phone without camera by its number; and the PIN."""

    secret = serializers.CharField(max_length=80, required=False, default="", allow_blank=True)
    number = serializers.CharField(max_length=20, required=False, default="", allow_blank=True)
    pin = serializers.CharField(max_length=20, allow_blank=True)


class SignedInSerializer(serializers.Serializer[None]):
    """The grower whose phone it is."""

    pseudonym = serializers.CharField()
    name = serializers.CharField()
    language = serializers.CharField()
    card = serializers.CharField(allow_null=True)


class HolderSerializer(SignedInSerializer):
    """Whoever holds the phone; a revoked card may still bring what was logged before."""

    is_revoked = serializers.BooleanField()


class SessionSerializer(serializers.Serializer[None]):
    """Whether somebody is signed in."""

    signed_in = serializers.BooleanField()
    csrf = serializers.CharField(help_text="To be sent back as X-CSRFToken")
    server_time = serializers.DateTimeField()
    grower = HolderSerializer(allow_null=True)


class BookSerializer(serializers.Serializer[None]):
    """The grower's book; plots the one picked last first, records the newest first."""

    server_time = serializers.DateTimeField()
    grower = SignedInSerializer()
    limits = serializers.DictField()
    plots = serializers.ListField(child=serializers.DictField())
    harvests = serializers.ListField(child=serializers.DictField())
    treatments = serializers.ListField(child=serializers.DictField())
    conflicts = serializers.ListField(child=serializers.DictField())
    pesticides = serializers.ListField(child=serializers.DictField())
    totals = serializers.DictField()


@extend_schema_field({"type": "array", "maxItems": MOST_RECORDS, "items": {"type": "object"}})
class RecordsField(serializers.Field[list[Any], list[Any], list[Any], Any]):
    """A list of whatever the phone sent, each to be read and answered by itself."""

    default_error_messages = {"not_a_list": _("The records come as a list.")}

    def to_internal_value(self, data: Any) -> list[Any]:
        if not isinstance(data, list):
            self.fail("not_a_list")
        return data


class SyncSerializer(serializers.Serializer[None]):
    """What a phone brings. `sent_at` is its clock, by which ours corrects every time in it."""

    sent_at = MomentField()
    grower = serializers.CharField(max_length=20, help_text="The pseudonym under which the records were logged")
    records = RecordsField()


class SyncAnswerSerializer(serializers.Serializer[None]):
    """What became of one record."""

    client_id = serializers.CharField()
    status = serializers.ChoiceField(choices=["accepted", "known", "conflict", "refused"])
    answer = serializers.DictField(allow_null=True)
    code = serializers.CharField(allow_blank=True)
    field = serializers.CharField(allow_blank=True)
    sentence = serializers.CharField(allow_blank=True)


class SyncAnswersSerializer(serializers.Serializer[None]):
    """All answers, in the order of the records."""

    server_time = serializers.DateTimeField()
    answers = SyncAnswerSerializer(many=True)
