"""Growers who agreed to be seen, and pictures of them that are plainly drawn."""

from __future__ import annotations

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from orchards.models import Grower, Plot
from tests.cast import Cast, at
from traceability.parties.consent.acts.add_picture import add_picture
from traceability.parties.consent.acts.give import give_on_paper
from traceability.parties.consent.models import Consent, Picture

SIGNED = at("2026-06-01")


def a_picture(width: int = 1600, height: int = 1200, *, kind: str = "JPEG", colour: str = "green") -> bytes:
    """A hill before a sky, with all that a phone writes beside the dots: position, time, maker, who took it."""
    image = Image.new("RGB", (width, height), "skyblue")
    ImageDraw.Draw(image).ellipse((0, height // 2, width, height * 2), fill=colour)
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x0132] = "PHONEMAKER", "PHOTOGRAPHER", "2026:06:01 09:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 41.0, 7.0), 3: "E", 4: (106.0, 54.0, 47.0)})
    file = BytesIO()
    image.save(file, kind, exif=exif)
    return file.getvalue()


def agree(cast: Cast, grower: Grower, *kinds: str, paper: ContentFile[bytes] | None = None) -> list[Consent]:
    """The grower signed a paper, and Wei recorded it."""
    return give_on_paper(
        person=grower.user,
        pseudonym=grower.pseudonym,
        kinds=kinds,
        number=f"{grower.pseudonym}-1",
        signed_on=SIGNED.date(),
        paper=paper,
        by=cast.youan.person,
        at=SIGNED,
    )


def portrait(cast: Cast, grower: Grower, content: bytes = b"") -> Picture:
    """Of the grower, who agreed to it before."""
    return add_picture(person=grower.user, content=content or a_picture(900, 1200), by=cast.youan.person, at=SIGNED)


def orchard(cast: Cast, plot: Plot, content: bytes = b"") -> Picture:
    """Of the plot, whose grower agreed to it before."""
    person = plot.grower.user
    return add_picture(person=person, content=content or a_picture(), place=plot.place, by=cast.youan.person, at=SIGNED)
