"""What fruit comes in with, as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from traceability.lots.conformity.coming_in import Paper, Promise


class ComingInSerializer(serializers.Serializer[Any]):
    """Either `bases`, and a conformity certificate is issued here; or `number` of the one that came with the fruit."""

    bases = serializers.ListField(child=serializers.CharField(max_length=20), required=False, max_length=10)
    number = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)
    issuer = serializers.CharField(max_length=120, required=False, default="", allow_blank=True)
    issued_on = serializers.DateField(required=False)

    def to_internal_value(self, data: Any) -> Any:
        """The promise or the paper that the act is handed."""
        given = super().to_internal_value(data)
        if bases := given.pop("bases", None):
            return Promise(bases=bases)
        return Paper(**given)
