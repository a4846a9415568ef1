"""What is typed after counting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.lots.books.refusals import NothingCounted
from traceability.lots.models import Lot
from traceability.web.forms import KilogramField, LookForm

MOST_CARTONS = 10_000_000
_NOTHING = re.compile(r"\s*[0０]+([.,，。．][0０]*)?\s*(kg|公斤|千克|斤)?\s*")


class CountedKilograms(KilogramField):
    """A weight as `KilogramField` reads it, or 0: nothing was there."""

    def to_python(self, value: Any) -> int | None:
        """Grams, or None where nothing was typed."""
        return 0 if isinstance(value, str) and _NOTHING.fullmatch(value) else super().to_python(value)


class StocktakeForm(LookForm):
    """One field a lot: kilograms of loose fruit, cartons of packed fruit; what is left empty was not counted.

    Beside each stands, unseen, what the books said when the page was made: who draws on a lot while it is counted
    makes the count a question. `alone` is the page of one lot, whose field must be filled in.
    """

    PREFIX = "counted-"

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("Who counted with you, or what explains a difference. It stays in the house."),
    )

    def __init__(self, *args: Any, lots: Sequence[Lot], alone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = lots
        fields: dict[str, forms.Field] = {}
        for lot in lots:
            fields[self.name_of(lot)] = _field_of(lot, alone=alone)
            fields[self.seen_name_of(lot)] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        self.fields = fields | self.fields

    @classmethod
    def name_of(cls, lot: Lot) -> str:
        """The field that holds what was counted of a lot."""
        return f"{cls.PREFIX}{lot.product.gtin}-{lot.code}"

    @classmethod
    def seen_name_of(cls, lot: Lot) -> str:
        """The unseen one, with what the books said of it."""
        return f"seen-{cls.name_of(lot)}"

    def clean(self) -> dict[str, Any]:
        """At least one lot was counted."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.counts:
            refusal = NothingCounted()
            self.add_error(None, forms.ValidationError(refusal.message, code=refusal.slug))
        return cleaned

    @property
    def counts(self) -> list[tuple[Lot, int]]:
        """The lots that were counted, with grams."""
        found = [(lot, cast("int | None", self.cleaned_data.get(self.name_of(lot)))) for lot in self.lots]
        return [(lot, each * (lot.product.unit_weight_g or 1)) for lot, each in found if each is not None]

    @property
    def seen_g(self) -> dict[int, int]:
        """What the books said of each lot when the page was made, by its primary key."""
        found = {lot.pk: self.cleaned_data.get(self.seen_name_of(lot)) for lot in self.lots}
        return {key: grams for key, grams in found.items() if grams is not None}

    @property
    def lines(self) -> list[tuple[Lot, Any, str, Any]]:
        """Each lot with its field, the name of the unseen one and what stands in that.

        Who was told to count again does so against what the books say now; a slip of the finger changes nothing there.
        """
        keys = [lot.pk for lot in self.lots]
        now = dict(Lot.objects.filter(pk__in=keys).values_list("pk", "remaining_g")) if self.refusal else {}
        stay = self.data if self.is_bound and not self.refusal else {}
        return [
            (
                lot,
                self[self.name_of(lot)],
                self.seen_name_of(lot),
                stay.get(self.seen_name_of(lot), now.get(lot.pk, lot.remaining_g)),
            )
            for lot in self.lots
        ]


def _field_of(lot: Lot, *, alone: bool) -> forms.Field:
    if lot.is_packed:
        label = _("Cartons that are there") if alone else _("%(code)s, cartons") % {"code": lot.code}
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        return forms.IntegerField(label=label, required=alone, min_value=0, max_value=MOST_CARTONS, widget=widget)
    label = _("Weight that is there, kg") if alone else _("%(code)s, kg") % {"code": lot.code}
    return CountedKilograms(label=label, required=alone)
