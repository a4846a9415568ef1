"""A picture is taken away."""

from __future__ import annotations

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from traceability.parties.consent.editions import new_edition
from traceability.parties.consent.models import Picture
from traceability.parties.consent.permissions import must_speak_for
from traceability.parties.models import User


@transaction.atomic
def remove_picture(*, picture: Picture, by: User) -> None:
    """Deleted with its files, and gone from every page. Raises ConsentIsForTheGrower."""
    must_speak_for(picture.consent.person, by)
    new_edition()
    forget(picture)


def forget(picture: Picture) -> None:
    """The row now, the files when that is committed: until then the picture stands."""
    names = [picture.file_name(width) for width, _height in picture.sizes]
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))
    Picture.objects.filter(pk=picture.pk).delete()
