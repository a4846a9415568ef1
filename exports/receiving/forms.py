"""What the importer fills in beside a pallet, and the photo of a code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from exports.forms import REMARKS_ARE_NEEDED
from exports.receiving.acts.receive_pallet import COLDEST, MOST_CARTONS, MOST_PHOTOS, WARMEST
from exports.receiving.models import PalletReceipt
from traceability.web.forms import LookForm, PhotosField
from traceability.web.pictures import MOST_BYTES

Decision = PalletReceipt.Decision


def _read(photo: File[bytes]) -> bytes:
    """The bytes of a photo that is not too large to be looked at."""
    if photo.size > MOST_BYTES:
        raise forms.ValidationError(_("This photo is larger than 12 MB. Take it at a lower resolution."))
    content: bytes = photo.read()
    return content


class PalletForm(LookForm):
    """What was found on one pallet, and what becomes of it."""

    cartons_counted = forms.IntegerField(
        label=_("Cartons counted"),
        min_value=0,
        max_value=MOST_CARTONS,
        required=False,
        help_text=_("Empty: nobody counted"),
    )
    core_c = forms.DecimalField(
        label=_("Core, °C"),
        min_value=COLDEST,
        max_value=WARMEST,
        max_digits=4,
        decimal_places=1,
        required=False,
        help_text=_("Empty: nobody measured"),
    )
    decision = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        choices=[
            (Decision.ACCEPTED, _("Accept")),
            (Decision.REMARKS, _("Accept with remarks")),
            (Decision.REFUSED, _("Refuse")),
        ],
    )
    remarks = forms.CharField(
        label=_("Remarks"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    photos = PhotosField(label=_("Photos"), required=False, help_text=_("Up to six"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, mode in (("cartons_counted", "numeric"), ("core_c", "decimal")):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})
        self.fields["remarks"].when = REMARKS_ARE_NEEDED  # type: ignore[attr-defined]

    def clean_photos(self) -> list[bytes]:
        """As bytes, at most six."""
        photos: list[File[bytes]] = self.cleaned_data["photos"]
        return [_read(photo) for photo in photos[: MOST_PHOTOS + 1]]

    def clean(self) -> dict[str, Any]:
        """Remarks are written down where the decision has some."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") in (Decision.REMARKS, Decision.REFUSED) and not cleaned.get("remarks"):
            self.add_error("remarks", _("Write down what you found, so that the exporter can mend it."))
        return cleaned


class CodePhotoForm(LookForm):
    """A photo of a code, where the browser does not read it by itself."""

    photo = forms.FileField(
        label=_("Photo of the code"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
    )

    def clean_photo(self) -> bytes:
        """As bytes."""
        return _read(self.cleaned_data["photo"])
