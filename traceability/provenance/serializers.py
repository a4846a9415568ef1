"""A story as JSON: the shape that programs read. Weights are grams, days ISO 8601, amounts decimal strings."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class NameSerializer(serializers.Serializer[Any]):
    """A name in Chinese and in Latin letters; an empty one is not known."""

    zh = serializers.CharField()
    latin = serializers.CharField()


class EventLinkSerializer(serializers.Serializer[Any]):
    """An event behind the story; `event_id` is its CBV event hash."""

    event_id = serializers.CharField(source="event.event_id")
    act = serializers.CharField(source="event.act")
    at = serializers.DateTimeField(source="event.local_time")
    recorded_by = serializers.CharField(source="recorder.uri")


class CartonSerializer(serializers.Serializer[Any]):
    """Whether the serial was issued for this lot, waits for its label to be put on a carton, is void, or unknown."""

    serial = serializers.CharField()
    state = serializers.ChoiceField(choices=("issued", "waiting", "void", "unknown"))
    doubted = serializers.BooleanField(
        source="is_doubted", help_text="Its code was seen where one carton cannot have been, or is known to be copied"
    )
    copied = serializers.CharField(help_text="What its owner says of copies of its code; empty: nothing")


class ShareSerializer(serializers.Serializer[Any]):
    """What one township gave. Percents sum to 100, grams to the weight of the lot."""

    township = serializers.CharField(source="spot.code", default="", help_text="GB/T 2260 code; empty: not recorded")
    name = NameSerializer(source="spot.name", default=None)
    grams = serializers.IntegerField()
    percent = serializers.IntegerField()


class SeenSerializer(serializers.Serializer[Any]):
    """A picture under a consent: ask for it each time it is shown, for the consent can be withdrawn."""

    url = serializers.CharField(source="shot.src")
    width = serializers.IntegerField(source="shot.width")
    height = serializers.IntegerField(source="shot.height")
    alt = serializers.CharField()


class PeopleSerializer(serializers.Serializer[Any]):
    """Growers who agreed to be seen, until they withdraw it: keep no copy. Empty when nobody did."""

    names = serializers.ListField(child=serializers.CharField())
    growers = serializers.IntegerField(help_text="How many there are, named or not")
    pictures = SeenSerializer(many=True)


class OriginSerializer(serializers.Serializer[Any]):
    """Where and when it grew. Growers are counted, not named."""

    grams = serializers.IntegerField()
    shares = ShareSerializer(many=True)
    villages = NameSerializer(many=True)
    first_picked = serializers.DateField()
    last_picked = serializers.DateField()
    growers = serializers.IntegerField()
    plots = serializers.IntegerField()


class PackingSerializer(serializers.Serializer[Any]):
    """How it was packed."""

    cartons = serializers.IntegerField()
    unit_weight_g = serializers.IntegerField()
    quality_class = serializers.CharField()
    packed_on = serializers.DateField()
    packer = NameSerializer()


class GrantSerializer(serializers.Serializer[Any]):
    """A certificate."""

    number = serializers.CharField()
    scheme = serializers.CharField()
    grams = serializers.IntegerField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField()
    credit_code = serializers.CharField()
    issuer = NameSerializer()
    event_id = serializers.CharField(source="reading.event.event_id")


class ClaimSerializer(serializers.Serializer[Any]):
    """The protected name: carried by all of the fruit, certified for a part of it, by none, or there is no name."""

    state = serializers.ChoiceField(choices=("carried", "partial", "none", "no_name"))
    name = NameSerializer()
    printed = serializers.BooleanField(allow_null=True, help_text="Whether the labels show it; null: none printed yet")
    certificates = GrantSerializer(source="grants", many=True)


class FoundSerializer(serializers.Serializer[Any]):
    """A substance that could be measured."""

    substance = serializers.CharField()
    mg_kg = serializers.DecimalField(max_digits=9, decimal_places=None)
    limit_mg_kg = serializers.DecimalField(max_digits=9, decimal_places=None, allow_null=True)
    over = serializers.BooleanField(allow_null=True, help_text="null: not judged")
    provisional = serializers.BooleanField(help_text="The limit is not confirmed against the primary text")


class ResiduesSerializer(serializers.Serializer[Any]):
    """What a laboratory found, judged for the country of destination on the day of arrival."""

    state = serializers.ChoiceField(choices=("within", "over", "unjudged", "partial", "untested"))
    destination = serializers.CharField()
    judged_on = serializers.DateField(allow_null=True)
    tested = serializers.IntegerField(help_text="How many substances were looked for")
    found = FoundSerializer(many=True)


class VoyageSerializer(serializers.Serializer[Any]):
    """A shipment that carried fruit of the lot."""

    from_port = NameSerializer(source="from_port.name", default=None)
    to_port = NameSerializer(source="to_port.name", default=None)
    vessel = serializers.CharField()
    destination = serializers.CharField()
    left_on = serializers.DateField()
    expected_on = serializers.DateField(allow_null=True)
    arrived_on = serializers.DateField(allow_null=True)
    outcome = serializers.CharField()


class RecallEventSerializer(EventLinkSerializer):
    """The event that called the fruit back, and the reason that its owner gave."""

    reason = serializers.CharField(source="document.reason", default="")


class RecallSerializer(serializers.Serializer[Any]):
    """Whether a lot is recalled."""

    lot = serializers.CharField(help_text="Digital Link URI")
    recalled = serializers.SerializerMethodField()
    recall = RecallEventSerializer(allow_null=True)

    def get_recalled(self, told: Any) -> bool:
        return told["recall"] is not None


class StorySerializer(serializers.Serializer[Any]):
    """The story of a lot, or of one carton of it, from recorded events alone."""

    gtin = serializers.CharField()
    lot = serializers.CharField()
    carton = CartonSerializer(allow_null=True)
    species = serializers.CharField()
    varieties = NameSerializer(many=True)
    recalled = serializers.SerializerMethodField()
    origin = OriginSerializer()
    people = PeopleSerializer()
    packing = PackingSerializer(allow_null=True)
    claim = ClaimSerializer()
    residues = ResiduesSerializer()
    voyages = VoyageSerializer(many=True)
    events = EventLinkSerializer(many=True)

    def get_recalled(self, story: Any) -> bool:
        return story.recall is not None
