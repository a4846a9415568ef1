"""What the app on a grower's phone asks about consents: the switches, and exactly what buyers see while they are on."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from orchards.consents import Line, lines_of
from orchards.field_api import FieldView
from orchards.models import Grower
from orchards.phone import phone_of
from traceability.parties.consent.acts.give import give_on_the_phone
from traceability.parties.consent.acts.withdraw import withdraw
from traceability.parties.consent.models import Kind
from traceability.parties.consent.queries import Shot, shown_of
from traceability.parties.consent.words import grown_by
from traceability.web.scopes import Openness


class ShotSerializer(serializers.Serializer[None]):
    """A picture as buyers see it."""

    src = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    caption = serializers.CharField()


class SwitchSerializer(serializers.Serializer[None]):
    """One switch. `words` are what is agreed to, `wording` their version."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    title = serializers.CharField()
    words = serializers.CharField()
    wording = serializers.CharField()
    on = serializers.BooleanField()
    since = serializers.DateField(allow_null=True)
    sees = serializers.CharField(help_text="What buyers see of it now, in words")
    pictures = ShotSerializer(many=True)


class SwitchesSerializer(serializers.Serializer[None]):
    """All switches."""

    switches = SwitchSerializer(many=True)


class SwitchMoveSerializer(serializers.Serializer[None]):
    """A switch moved, with the words that were shown beside it."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    on = serializers.BooleanField()
    wording = serializers.CharField(max_length=20)


@method_decorator(never_cache, name="dispatch")
class Switches(FieldView):
    """What buyers may see of the grower whose phone it is."""

    to_read = Openness.PEOPLE
    to_write = Openness.PEOPLE

    @extend_schema(responses=SwitchesSerializer, operation_id="field_consents")
    def get(self, request: Request) -> Response:
        """The switches as they stand."""
        return Response(_told(phone_of(request._request).grower))

    @extend_schema(request=SwitchMoveSerializer, responses=SwitchesSerializer, operation_id="field_consent_move")
    def post(self, request: Request) -> Response:
        """Agree to one, or take it back. It holds at once, so it needs a signal: it never waits in the outbox."""
        grower = phone_of(request._request).grower
        given = SwitchMoveSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        move, now = given.validated_data, timezone.localtime()
        if move["on"]:
            give_on_the_phone(
                person=grower.user,
                pseudonym=grower.pseudonym,
                kind=move["kind"],
                wording=move["wording"],
                by=grower.user,
                at=now,
            )
        else:
            withdraw(person=grower.user, kind=move["kind"], by=grower.user, at=now)
        return Response(_told(grower))


def _told(grower: Grower) -> dict[str, Any]:
    shown = shown_of([grower.pseudonym]).get(grower.pseudonym)
    shots: dict[str, list[Shot]] = {Kind.PHOTO: [], Kind.PLOT: []}
    if shown:
        shots = {Kind.PHOTO: [shown.portrait] if shown.portrait else [], Kind.PLOT: shown.plots}
    lines = lines_of(grower, timezone.localdate())
    portrayed = (shown and shown.name) or _("One of the growers")
    return {"switches": [_switch(grower, line, shots.get(line.kind, []), portrayed) for line in lines]}


def _switch(grower: Grower, line: Line, shots: list[Shot], portrayed: str) -> dict[str, Any]:
    standing = line.standing
    return {
        "kind": line.kind.value,
        "title": line.label,
        "words": line.wording.words,
        "wording": line.wording.version,
        "on": standing is not None,
        "since": standing and standing.given_on.isoformat(),
        "sees": _seen(grower, line, shots),
        "pictures": [
            {
                "src": shot.src,
                "width": shot.width,
                "height": shot.height,
                "caption": shot.village if shot.place else portrayed,
            }
            for shot in shots
        ],
    }


def _seen(grower: Grower, line: Line, shots: list[Shot]) -> str:
    """What buyers see of it now: a sentence of their page, or that there is nothing."""
    if line.standing is None:
        return _("Buyers see nothing of it.")
    if line.kind == Kind.NAME:
        return grown_by(grower.user.name, named=1, growers=1, is_whole=True)
    return "" if shots else _("No picture is there yet: the cooperative takes it.")
