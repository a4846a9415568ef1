"""A picture of a harvest comes in, in pieces, and is stripped of everything but the picture."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from orchards.models import Harvest, HarvestPhoto
from orchards.permissions import must_write_for
from orchards.refusals.phone import PhotoIsAnother, PhotoIsDamaged, PhotoIsTooLarge, PhotoStartsElsewhere
from traceability.parties.models import User
from traceability.web.pictures import stripped

MOST_BYTES = 2 * 1024 * 1024
"""The phone shrinks to about 200 kB; a phone that cannot may send so much."""


@transaction.atomic
def take_photo(*, harvest: Harvest, offset: int, piece: bytes, size: int, sha256: str, by: User) -> HarvestPhoto:
    """Take `piece`, which begins at byte `offset` of a file of `size` bytes with that SHA-256 (hexadecimal).

    A piece that is here already changes nothing. When the file is whole it is read as a picture, turned upright, and
    written anew as JPEG without position, time, maker and whatever else the phone put in. A whole picture stays.
    Raises NotYourOrganisation, PhotoIsTooLarge, PhotoIsAnother, PhotoStartsElsewhere, PhotoIsDamaged or
    PhotoIsNoPicture; after the last two the phone begins again.
    """
    must_write_for(by, harvest.plot.grower)
    if not 0 < size <= MOST_BYTES:
        raise PhotoIsTooLarge(most_kb=MOST_BYTES // 1024)
    HarvestPhoto.objects.get_or_create(harvest=harvest, defaults={"sha256": sha256, "size": size})
    photo = HarvestPhoto.objects.select_for_update().get(harvest=harvest)
    if photo.image:
        return photo
    if (photo.sha256, photo.size) != (sha256, size):
        raise PhotoIsAnother()
    received = bytes(photo.received)
    if offset > len(received):
        raise PhotoStartsElsewhere(received=len(received))
    received += piece[len(received) - offset :]
    if len(received) > size:
        raise PhotoIsTooLarge(most_kb=size // 1024)
    photo.received = received
    if len(received) == size:
        _finish(photo, received)
    photo.save()
    return photo


def forget_pieces(photo: HarvestPhoto) -> None:
    """What came was no picture: the phone may begin again, with the same file or another."""
    HarvestPhoto.objects.filter(pk=photo.pk, image="").delete()


def _finish(photo: HarvestPhoto, received: bytes) -> None:
    if hashlib.sha256(received).hexdigest() != photo.sha256:
        raise PhotoIsDamaged()
    photo.image.save(f"{photo.harvest.client_id}.jpg", ContentFile(stripped(received)), save=False)
    photo.received = b""
