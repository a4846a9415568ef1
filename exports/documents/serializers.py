"""Shapes of the API of papers: their files, the job that makes ours, and what the buyer pays."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from exports.documents.listing import PaperFile, counts, files_of
from exports.models import Document, Price, PriceList
from exports.serializers import DocumentSerializer
from traceability.lots.models import Product


class PaperFileSerializer(serializers.Serializer[PaperFile]):
    """A file of a paper: its language or form, and the hash by which it is asked for."""

    name = serializers.CharField()
    sha256 = serializers.CharField()


class WithdrawalSerializer(serializers.Serializer[None]):
    """Which paper was added by mistake, and why it does not count."""

    kind = serializers.ChoiceField(choices=Document.Kind.choices)
    number = serializers.CharField(max_length=60)
    why = serializers.CharField(max_length=400)


class PaperSerializer(DocumentSerializer):
    """A paper with its files; `made_here` if we make it, `counts` until it is replaced or withdrawn."""

    files = serializers.SerializerMethodField()
    withdrawn_why = serializers.CharField(read_only=True)
    made_here = serializers.BooleanField(source="is_ours", read_only=True)
    counts = serializers.SerializerMethodField()

    class Meta(DocumentSerializer.Meta):
        fields = (*DocumentSerializer.Meta.fields, "made_here", "counts", "withdrawn_at", "withdrawn_why", "files")  # type: ignore[assignment]

    @extend_schema_field(PaperFileSerializer(many=True))
    def get_files(self, document: Document) -> list[dict[str, str]]:
        return [{"name": file.name, "sha256": file.sha256} for file in files_of(document)]

    def get_counts(self, document: Document) -> bool:
        return counts(document)


class PriceSerializer(serializers.ModelSerializer[Price]):
    """For a kilogram net of a product."""

    gtin = serializers.SlugRelatedField("gtin", source="product", queryset=Product.objects.none())

    class Meta:
        model = Price
        fields = ("gtin", "per_kg")

    def get_fields(self) -> dict[str, Any]:
        """Products that stand on pallets of the batch; others do not exist."""
        fields = super().get_fields()
        if (products := self.context.get("products")) is not None:
            fields["gtin"] = serializers.SlugRelatedField("gtin", source="product", queryset=products)
        return fields


class PriceListSerializer(serializers.ModelSerializer[PriceList]):
    """What the buyer pays, in one currency."""

    prices = PriceSerializer(many=True, allow_empty=False)

    class Meta:
        model = PriceList
        fields = ("currency", "payment_terms", "prices")
