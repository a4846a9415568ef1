"""The form behind a question of readiness: what is asked stands in the rule's row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exports.models import Statement
from exports.readiness.measures import measure_of
from exports.readiness.rules import Rule
from traceability.labels.stickers import materials
from traceability.web.forms import LookForm


class StatementForm(LookForm):
    """It is so, or it is not; the measures that the rule names; a remark and a photo."""

    SO, NOT_SO = "so", "not-so"
    holds = forms.ChoiceField(
        label=_("What you saw"), widget=forms.RadioSelect, choices=[(SO, _("It is so")), (NOT_SO, _("It is not so"))]
    )
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What you looked at and what you saw"),
    )
    photo = forms.ImageField(label=_("Photo"), required=False, help_text=_("Kept as the picture alone"))

    def __init__(self, *args: Any, rule: Rule, before: Statement | None, **kwargs: Any) -> None:
        self.measures = [measure_of(name) for name in rule.parameters.get("measures", [])]
        super().__init__(*args, **kwargs)
        for measure in self.measures:
            was = before.measured.get(measure.name, "") if before else ""
            self.fields[measure.name] = _field(measure.name, measure.label, measure.help)
            self.fields[measure.name].initial = " ".join(was) if isinstance(was, list) else was
            self.fields[measure.name].when = _("needed if it is so")  # type: ignore[attr-defined]
        unsaid = _("or a photo; needed if it is not so") if rule.needs_words else _("needed if it is not so")
        self.fields["remark"].when = unsaid  # type: ignore[attr-defined]
        if rule.needs_words:
            self.fields["photo"].when = _("or a remark")  # type: ignore[attr-defined]
        self.order_fields(["holds", *(measure.name for measure in self.measures), "remark", "photo"])

    @property
    def said(self) -> dict[str, Any]:
        """As the act takes it."""
        given = self.cleaned_data
        return {
            "holds": given["holds"] == self.SO,
            "remark": given["remark"],
            "measured": {measure.name: given.get(measure.name, "") for measure in self.measures},
            "photo": given["photo"],
        }


def _field(name: str, label: Any, help_text: Any) -> forms.Field:
    if name == "material":
        choices = [("none", _("No sticker on the fruit")), *((code, str(one)) for code, one in materials().items())]
        return forms.ChoiceField(label=label, required=False, choices=choices)
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=400)
