"""The cooperative adds a picture that a grower agreed to."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from traceability.parties.consent.acts.remove_picture import forget
from traceability.parties.consent.editions import new_edition
from traceability.parties.consent.models import Consent, Kind, Picture
from traceability.parties.consent.permissions import must_speak_for
from traceability.parties.consent.refusals import NobodyConsented, PictureIsTooNarrow, TooManyPictures
from traceability.parties.models import Place, User
from traceability.web.pictures import in_widths

WIDTHS = (360, 720, 1440)
"""Pixels: a phone's column, the same on a sharp display, a desk's."""
MOST_OF_A_PLOT = 6


@transaction.atomic
def add_picture(*, person: User, content: bytes, by: User, at: datetime, place: Place | None = None) -> Picture:
    """Keep a portrait or, with `place`, a picture of that plot of the person's, for as long as the consent stands.

    Read by its content (JPEG, PNG or WebP), turned upright and written anew as WebP in the widths that it has dots for,
    without position, time, maker and whatever else stood beside the dots. A new portrait takes the place of the old
    one; the same picture twice is one. Whose plot it is, is asked by the caller. Raises ConsentIsForTheGrower,
    NobodyConsented, PhotoIsNoPicture, PictureIsTooNarrow or TooManyPictures.
    """
    must_speak_for(person, by)
    User.objects.select_for_update().get(pk=person.pk)  # a withdrawal waits, or is seen
    kind = Kind.PLOT if place else Kind.PHOTO
    consent = Consent.objects.in_force().filter(person=person, kind=kind).first()
    if consent is None:
        raise NobodyConsented()
    made = in_widths(content, WIDTHS)
    if made[0].width < WIDTHS[0]:
        raise PictureIsTooNarrow(width=made[0].width, least=WIDTHS[0])
    digest = hashlib.sha256(made[-1].content).hexdigest()
    if same := consent.pictures.filter(sha256=digest, place=place).first():
        return same
    others = consent.pictures.filter(place=place)
    if place and others.count() >= MOST_OF_A_PLOT:
        raise TooManyPictures(limit=MOST_OF_A_PLOT)
    new_edition()
    if place is None:
        for other in others:
            forget(other)
    picture = Picture.objects.create(
        consent=consent,
        place=place,
        sizes=[[one.width, one.height] for one in made],
        sha256=digest,
        taken_in_at=at,
        taken_in_by=by,
    )
    for one in made:
        default_storage.save(picture.file_name(one.width), ContentFile(one.content))
    return picture
