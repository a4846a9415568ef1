"""What a clerk types at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from orchards.models import Grower
from orchards.outbox_file import MOST_BYTES, OutboxFile, read_outbox
from traceability.lots.conformity.forms import ComingInMixin
from traceability.lots.models import Variety
from traceability.parties.models import Place, Village
from traceability.web.failures import Failure
from traceability.web.forms import KilogramField, LookForm

Group = tuple[str, list[tuple[str, str]]]


def villages() -> list[Group]:
    """Villages by township, for a choice that can be found by its first letters."""
    rows = Village.objects.select_related("township").order_by("township__code", "code")
    return _grouped((f"{row.township.name_zh} {row.township.name_en}", row.code, row.name_zh) for row in rows)


def varieties() -> list[Group]:
    """Varieties by species, as the reader knows them; a Latin name is followed by the one that growers say."""
    rows = Variety.objects.select_related("species").order_by("species__code", "name_en")
    if (get_language() or "").startswith("zh"):
        return _grouped((row.species.name_zh, row.code, row.name_zh) for row in rows)
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
        label=_("Name"),
        max_length=80,
        help_text=_("Stays here: events see a pseudonym alone, and so do buyers without a consent"),
    )
    phone = forms.CharField(label=_("Phone number"), max_length=20, required=False)
    village = VillageField()
    language = forms.ChoiceField(label=_("Language of the phone"), choices=[("zh-hans", "中文"), ("en", "English")])


class PinForm(LookForm):
    """The PIN that the grower chooses, typed by the grower."""

    pin = forms.CharField(
        label=_("PIN that the grower chooses"),
        max_length=8,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
        help_text=_("4 to 8 digits. Let the grower type it; it is not printed on the card."),
    )


class OutboxForm(LookForm):
    """The file that a phone saved, cleaned to what is in it."""

    file = forms.FileField(
        label=_("File of the phone"),
        help_text=_("It is called like the grower and the day, and ends in .json."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> OutboxFile:
        """The outbox. What cannot be read is said under the field."""
        try:
            return read_outbox(self.cleaned_data["file"].read(MOST_BYTES + 1))
        except Failure as problem:
            raise forms.ValidationError(problem.message, code=problem.slug) from problem


class SheetForm(LookForm):
    """A PIN for each grower of the sheet, typed by the grower; who types none is left out."""

    def __init__(self, *args: Any, growers: Sequence[Grower], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.growers = growers
        for grower in growers:
            hidden = forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"})
            self.fields[f"pin-{grower.pseudonym}"] = forms.CharField(max_length=8, required=False, widget=hidden)

    def rows(self) -> list[tuple[Grower, forms.BoundField]]:
        """Each grower with the field."""
        return [(grower, self[f"pin-{grower.pseudonym}"]) for grower in self.growers]

    def chosen(self) -> list[tuple[Grower, str]]:
        """Those who typed a PIN, with it."""
        pins = [(grower, self.cleaned_data[f"pin-{grower.pseudonym}"]) for grower in self.growers]
        return [(grower, pin) for grower, pin in pins if pin]


class WeighInForm(ComingInMixin, LookForm):
    """What the scale shows, where, why it differs, and which conformity certificate the fruit comes in with."""

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
        self.order_fields(["weight_g", "place", "explanation", "conformity", "paper_number", "paper"])

    def ask_why(self) -> None:
        """After a refusal the next thing to write is the reason: the cursor stands there."""
        self.fields["weight_g"].widget.attrs.pop("autofocus")
        self.fields["explanation"].widget.attrs["autofocus"] = True


class WrongForm(LookForm):
    """What a wrong harvest should have been; without a weight it never was."""

    weight_g = KilogramField(
        label=_("What it was, kg"),
        required=False,
        help_text=_("A number, or 819 斤. Left empty: this harvest did not happen."),
    )
    crates = forms.IntegerField(
        label=_("Crates"), min_value=0, required=False, help_text=_("Left empty: as many as were logged.")
    )
    reason = forms.CharField(label=_("Why it was wrong"), max_length=200, help_text=_("No names."))
