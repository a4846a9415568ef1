"""What a clerk types at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.lots.models import Variety
from traceability.parties.models import Place, Village
from traceability.web.forms import KilogramField, LookForm

Group = tuple[str, list[tuple[str, str]]]


def villages() -> list[Group]:
    """Villages by township, for a choice that can be found by its first letters."""
    rows = Village.objects.select_related("township").order_by("township__code", "code")
    return _grouped((f"{row.township.name_zh} {row.township.name_en}", row.code, row.name_zh) for row in rows)


def varieties() -> list[Group]:
    """Varieties by species."""
    rows = Variety.objects.select_related("species").order_by("species__code", "name_en")
    return _grouped((row.species.name_en, row.code, f"{row.name_en} {row.name_zh}") for row in rows)


def _grouped(rows: Iterable[tuple[str, str, str]]) -> list[Group]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for group, code, name in rows:
        groups.setdefault(group, []).append((code, name))
    return list(groups.items())


class VillageField(forms.ChoiceField):
    """A village of the list, cleaned to its row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Village"), choices=lambda: [("", "—"), *villages()], **kwargs)

    def clean(self, value: Any) -> Village:
        return Village.objects.select_related("township").get(code=super().clean(value))


class GrowerForm(LookForm):
    """A person and the village; the pseudonym is made."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Stays here: events and buyers see a pseudonym alone")
    )
    phone = forms.CharField(label=_("Phone number"), max_length=20, required=False)
    village = VillageField()
    language = forms.ChoiceField(label=_("Language of the phone"), choices=[("zh-hans", "中文"), ("en", "English")])


class PlotForm(LookForm):
    """A plot by one point."""

    number = forms.CharField(label=_("Number"), max_length=10, help_text=_("The grower's own number of it, as 4"))
    variety = forms.ChoiceField(label=_("Variety"), choices=lambda: [("", "—"), *varieties()])
    area_mu = forms.DecimalField(
        label=_("Area, 亩"), max_digits=8, decimal_places=2, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    trees = forms.IntegerField(
        label=_("Trees"), min_value=0, max_value=1_000_000, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    village = VillageField()
    latitude = forms.FloatField(
        label=_("Latitude"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "23.70500"}),
        help_text=_("WGS-84 degrees, as the GPS of a phone shows; the county is found from it"),
    )
    longitude = forms.FloatField(
        label=_("Longitude"), widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "106.81500"})
    )

    def clean_variety(self) -> Variety:
        return Variety.objects.get(code=self.cleaned_data["variety"])


class PinForm(LookForm):
    """The PIN that the grower chooses, typed by the grower."""

    pin = forms.CharField(
        label=_("PIN that the grower chooses"),
        max_length=8,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
        help_text=_("4 to 8 digits. Let the grower type it; it is not printed on the card."),
    )


class WeighInForm(LookForm):
    """What the scale shows, where, and why it differs."""

    weight_g = KilogramField(label=_("On the scale, kg"), help_text=_("Without crates. A number, or 819 斤"))
    place = forms.ModelChoiceField(label=_("Packing house"), queryset=Place.objects.none(), empty_label=None)
    explanation = forms.CharField(
        label=_("Why it differs"),
        max_length=200,
        required=False,
        help_text=_("Needed when scale and grower differ by more than the tolerance. What the grower says, no names."),
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["place"]
        chosen.queryset = places  # type: ignore[attr-defined]
        if len(places) == 1:
            chosen.widget = forms.HiddenInput()
            chosen.initial = places[0].pk
        self.fields["weight_g"].widget.attrs["autofocus"] = True

    def ask_why(self) -> None:
        """After a refusal the next thing to write is the reason: the cursor stands there."""
        self.fields["weight_g"].widget.attrs.pop("autofocus")
        self.fields["explanation"].widget.attrs["autofocus"] = True
