"""The file of a logger, where it travelled, and on which clock it ran."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exports.destinations import countries
from exports.models import ExportBatch, Pallet
from exports.queries import numbers_of
from traceability.web.forms import LookForm


class PalletChoice(forms.ModelChoiceField):
    """A pallet by its number within the batch."""

    numbers: dict[int, int]

    def label_from_instance(self, obj: Pallet) -> str:
        return _("Pallet %(number)s") % {"number": self.numbers[obj.pk]}


class LoggerForm(LookForm):
    """One file."""

    file = forms.FileField(label=_("File of the logger"), help_text=_("CSV or Excel, up to 5,000 readings; or its PDF"))
    pallet = PalletChoice(
        Pallet.objects.none(), label=_("Where it travelled"), required=False, empty_label=_("In the container")
    )
    clock = forms.ChoiceField(label=_("Its clock"), help_text=_("Asked for where the file names none"), required=False)

    def __init__(self, *args: Any, batch: ExportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["pallet"]
        choice.numbers = numbers_of(batch)
        choice.queryset = batch.pallets.order_by("pk")
        self.fields["clock"].choices = [  # type: ignore[attr-defined]
            ("", _("As the file says")),
            (zone_of(batch.from_port.country), str(batch.from_port)),
            (zone_of(batch.to_port.country), str(batch.to_port)),
            ("UTC", "UTC"),
        ]


def zone_of(country: str) -> str:
    """The clock of a port, by its name in the IANA database; UTC where we know none."""
    return countries().get(country, {}).get("zone", "UTC")
