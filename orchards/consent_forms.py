"""What a clerk hands in about a grower's consents: a signed paper, a picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orchards.models import Plot
from traceability.parties.consent.models import Kind
from traceability.web.file_types import read_bounded
from traceability.web.forms import DayInput, LookForm


class SignedPaperForm(LookForm):
    """A form that the grower signed. What was not ticked on it is not ticked here."""

    kinds = forms.MultipleChoiceField(
        label=_("Ticked on the paper"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    number = forms.CharField(label=_("Number of the form"), max_length=40, help_text=_("As it stands at its top"))
    signed_on = forms.DateField(label=_("Signed on"), widget=DayInput)
    paper = forms.FileField(
        label=_("Scan or photo of the paper"), required=False, help_text=_("PDF, PNG or JPEG. Only this desk sees it.")
    )


PORTRAIT = "portrait"


class PictureForm(LookForm):
    """A portrait, or a picture of one of the grower's plots."""

    plot = forms.ChoiceField(label=_("What it shows"))
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at least 360 dots wide. Time, place and camera are taken out of it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, agreed: Iterable[str], plots: Iterable[Plot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds, self.plots = set(agreed), {plot.place.extension: plot for plot in plots}
        portrait = [(PORTRAIT, _("The grower"))] if Kind.PHOTO in kinds else []
        orchard = [(key, plot.place) for key, plot in self.plots.items()] if Kind.PLOT in kinds else []
        self.fields["plot"].choices = [*portrait, *orchard]  # type: ignore[attr-defined]

    def clean_plot(self) -> Plot | None:
        """The plot; none for the portrait."""
        return self.plots.get(self.cleaned_data["plot"])

    def clean_picture(self) -> bytes:
        """Its bytes. Raises FileIsTooLarge."""
        return read_bounded(self.cleaned_data["picture"])


class EraseForm(LookForm):
    """Typed once more, so that nobody is erased by a slip."""

    pseudonym = forms.CharField(label=_("Type the pseudonym to erase"), max_length=20)

    def __init__(self, *args: Any, pseudonym: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = pseudonym

    def clean_pseudonym(self) -> str:
        """Raises ValidationError for any other."""
        typed = str(self.cleaned_data["pseudonym"]).strip().upper()
        if typed != self.wanted:
            raise forms.ValidationError(_("This is not the pseudonym of the grower on this page."))
        return typed
