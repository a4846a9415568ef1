"""What an operator fills in to print."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.labels.layouts import LAYOUTS
from traceability.lots.models import Lot
from traceability.web.forms import LookForm


class RunForm(LookForm):
    """Which label, and how many."""

    layout = forms.ChoiceField(label=_("Label"), widget=forms.RadioSelect)
    count = forms.IntegerField(
        label=_("How many"), min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )

    def __init__(self, *args: Any, lot: Lot, has_name: bool, left: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, layout.title) for code, layout in LAYOUTS.items() if has_name or not layout.has_name]
        cast("forms.ChoiceField", self.fields["layout"]).choices = choices
        self.fields["count"].help_text = _("%(left)s cartons of this lot have no label yet.") % {"left": left}
