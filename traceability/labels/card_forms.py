"""What is filled in for stickers on fruit and cards of crates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.labels.choices import destination_choices
from traceability.labels.crates import MOST_CRATES_AT_ONCE
from traceability.labels.stickers import MOST_STICKERS, materials
from traceability.parties.models import Organisation
from traceability.web.forms import KilogramField, LookForm

PAPERS: list[tuple[str, Any]] = [("roll-105x74", _("Roll of 105 × 74 mm")), ("a4-8", _("A4 in eight"))]


def _materials() -> list[tuple[str, Any]]:
    return [("", _("Declare it")), *((code, str(one)) for code, one in materials().items())]


class StickerForm(LookForm):
    """How many stickers, of what, for where."""

    destination = forms.ChoiceField(label=_("Destination"), choices=destination_choices, required=False)
    material = forms.ChoiceField(
        label=_("Material"), choices=_materials, help_text=_("Only what is certified to rot may stick to fruit")
    )
    count = forms.IntegerField(label=_("Stickers"), min_value=1, max_value=MOST_STICKERS, initial=24)


class CrateForm(LookForm):
    """Which crates, and what each weighs and holds."""

    owner = forms.ModelChoiceField(Organisation.objects.none(), label=_("Whose"))
    first = forms.IntegerField(label=_("From crate"), min_value=1, max_value=999_999)
    last = forms.IntegerField(
        label=_("To crate"),
        min_value=1,
        max_value=999_999,
        help_text=_("At most %(most)s at once") % {"most": MOST_CRATES_AT_ONCE},
    )
    tare_g = KilogramField(label=_("Empty crate, kg"))
    holds_g = KilogramField(label=_("Holds about, kg"))
    paper = forms.ChoiceField(label=_("Paper"), choices=PAPERS)

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        self.fields["owner"].initial = owners.first()
