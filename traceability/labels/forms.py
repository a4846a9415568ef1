"""What an operator fills in to print."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.labels.choices import destination_choices
from traceability.labels.layouts import LAYOUTS
from traceability.labels.sizes import sizes_of
from traceability.lots.models import Lot
from traceability.parties.models import Organisation
from traceability.web.forms import LookForm


class RunForm(LookForm):
    """Which label, for where, and how many: cartons, or pallets and the cartons on each."""

    destination = forms.ChoiceField(
        label=_("Destination"),
        required=False,
        help_text=_("It decides the language beside Chinese, and what must stand on the label"),
    )
    layout = forms.ChoiceField(label=_("Template"), widget=forms.RadioSelect)
    size = forms.ChoiceField(label=_("Size"), required=False, help_text=_("As the sorting line was set"))
    importer = forms.ModelChoiceField(
        Organisation.objects.filter(kind=Organisation.Kind.IMPORTER).order_by("name_latin"),
        label=_("Importer"),
        required=False,
        help_text=_("Named on the label, for boxes sold as they are"),
    )
    customs_number = forms.CharField(
        label=_("Registration of the packing house"), max_length=20, required=False, help_text=_("As customs gave it")
    )
    count = forms.IntegerField(
        label=_("Cartons"), min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    pallets = forms.IntegerField(
        label=_("or pallets"), min_value=1, required=False, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    per_pallet = forms.IntegerField(
        label=_("Cartons on each"),
        min_value=1,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, lot: Lot, has_name: bool, left: int, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        species = lot.product.variety.species_id
        self._choose("layout", [(code, one.title) for code, one in LAYOUTS.items() if has_name or not one.has_name])
        self._choose("destination", destination_choices())
        sizes = [(size.code, f"{size.code} · {size.span}") for size in sizes_of(species, on)]
        self._choose("size", [("", _("Not stated")), *sizes])
        self.fields["count"].help_text = _("%(left)s cartons of this lot have no label yet.") % {"left": left}
        if self.data.get("pallets"):
            self.fields["count"].required = False
        if lot.place.customs_number:
            del self.fields["customs_number"]

    def clean(self) -> dict[str, Any]:
        """The count, from pallets and cartons where those were typed."""
        given = super().clean() or self.cleaned_data
        pallets, each, count = given.get("pallets"), given.get("per_pallet"), given.get("count")
        if pallets and each:
            if "count" in self.changed_data and count not in {None, pallets * each}:
                self.add_error("count", _("Pallets times cartons is another number. Leave one of them empty."))
            given["count"] = pallets * each
        elif pallets or each:
            self.add_error("pallets" if each else "per_pallet", _("Fill in both, or only the cartons."))
        return given

    def _choose(self, name: str, choices: list[Any]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices
