"""What was scanned, typed or photographed, as the address that it leads to."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from exports.containers import compact
from exports.models import ExportBatch
from exports.queries import find_pallet
from exports.receiving.refusals import CodeIsNotInThePhoto
from exports.refusals import NoSuchPallet
from exports.scanned import keys_in
from traceability.parties.models import User
from traceability.web.pictures import codes_in


def address_of(text: str, *, to: User) -> str:
    """The page of a pallet that comes to a user, of the pallet of a carton, or of a batch by its number or container.

    Raises NoSuchPallet.
    """
    named = Q(code=text.upper()) | Q(container=compact(text))
    batch = ExportBatch.objects.coming_to(to).filter(named).first()
    if batch:
        return reverse("imports:batch", args=[batch.code])
    pallet = reverse("imports:pallet", args=[find_pallet(text, to=to).sscc])
    keys = keys_in(text)
    if keys.keys() >= {"01", "10", "21"}:
        return pallet + "?" + urlencode({"carton": "/".join(keys[key] for key in ("01", "10", "21"))})
    return pallet


def address_in(photo: bytes, *, to: User) -> str:
    """The same of the codes in a photo; the first that comes to the user wins.

    Raises PhotoIsNoPicture, CodeIsNotInThePhoto, or NoSuchPallet for the largest code.
    """
    missing: NoSuchPallet | None = None
    for text in codes_in(photo):
        try:
            return address_of(text, to=to)
        except NoSuchPallet as none:
            missing = missing or none
    raise missing or CodeIsNotInThePhoto()
