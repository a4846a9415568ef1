"""Pictures under a consent: the dots alone, in a few widths, for as long as it stands."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from tests.agreed import SIGNED, a_picture, agree, orchard, portrait
from tests.cast import Cast
from traceability.parties.consent.acts.add_picture import MOST_OF_A_PLOT, WIDTHS, add_picture
from traceability.parties.consent.acts.remove_picture import remove_picture
from traceability.parties.consent.models import Picture
from traceability.parties.consent.refusals import (
    ConsentIsForTheGrower,
    NobodyConsented,
    PictureIsTooNarrow,
    TooManyPictures,
)
from traceability.parties.models import User
from traceability.web.pictures import PhotoIsNoPicture

TOLD = (b"PHONEMAKER", b"PHOTOGRAPHER", b"2026:06:01", b"EXIF", b"Exif")


def address(picture: Picture, width: int = 360) -> str:
    return f"/pictures/{picture.token}/{width}.webp"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_in_fixed_widths_without_what_stood_beside_the_dots(cast: Cast, kind: str) -> None:
    agree(cast, cast.lan, "photo")
    sent = a_picture(kind=kind)
    assert b"PHONEMAKER" in sent
    picture = portrait(cast, cast.lan, sent)
    assert picture.sizes == [[360, 270], [720, 540], [1440, 1080]]
    for width, height in picture.sizes:
        content = default_storage.open(picture.file_name(width)).read()
        assert not any(told in content for told in TOLD)
        with Image.open(BytesIO(content)) as image:
            assert (image.format, image.size, len(image.getexif())) == ("WEBP", (width, height), 0)


def test_a_picture_that_was_held_upright_is_upright(cast: Cast) -> None:
    agree(cast, cast.lan, "photo")
    exif = Image.Exif()
    exif[0x0112] = 6
    file = BytesIO()
    Image.new("RGB", (1200, 900)).save(file, "JPEG", exif=exif)
    assert portrait(cast, cast.lan, file.getvalue()).sizes == [[360, 480], [720, 960]]


def test_a_picture_is_not_blown_up(cast: Cast) -> None:
    agree(cast, cast.lan, "photo")
    assert portrait(cast, cast.lan, a_picture(500, 500)).sizes == [[360, 360]]
    with pytest.raises(PictureIsTooNarrow):
        portrait(cast, cast.lan, a_picture(359, 500))


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"GIF89a", b"\xff\xd8\xff\xe0 no more"])
def test_what_is_no_picture_is_refused_whatever_it_is_called(cast: Cast, content: bytes) -> None:
    agree(cast, cast.lan, "photo")
    with pytest.raises(PhotoIsNoPicture):
        add_picture(person=cast.lan.user, content=content, by=cast.youan.person, at=SIGNED)
    assert not Picture.objects.exists()


@pytest.mark.parametrize("agreed", ["name", "plot"])
def test_without_the_consent_to_it_no_portrait_is_taken_in(cast: Cast, agreed: str) -> None:
    agree(cast, cast.lan, agreed)
    with pytest.raises(NobodyConsented):
        portrait(cast, cast.lan)


def test_a_new_portrait_takes_the_place_of_the_old_one_and_the_same_one_is_one(cast: Cast) -> None:
    agree(cast, cast.lan, "photo")
    first = portrait(cast, cast.lan)
    assert portrait(cast, cast.lan) == first
    second = portrait(cast, cast.lan, a_picture(colour="olive"))
    assert list(Picture.objects.all()) == [second]


def test_a_plot_has_few_pictures(cast: Cast) -> None:
    agree(cast, cast.lan, "plot")
    plot = cast.plot(cast.lan)
    for number in range(MOST_OF_A_PLOT):
        orchard(cast, plot, a_picture(400 + number, 300))
    with pytest.raises(TooManyPictures):
        orchard(cast, plot, a_picture(600, 300))


def test_strangers_neither_add_nor_remove(cast: Cast, huang: User) -> None:
    agree(cast, cast.lan, "photo")
    picture = portrait(cast, cast.lan)
    with pytest.raises(ConsentIsForTheGrower):
        add_picture(person=cast.lan.user, content=a_picture(), by=huang, at=SIGNED)
    with pytest.raises(ConsentIsForTheGrower):
        remove_picture(picture=picture, by=huang)
    assert not Picture.objects.visible_to(huang).exists()


def test_the_address_says_nothing_of_the_person_and_no_cache_keeps_it_unasked(cast: Cast, client: Client) -> None:
    agree(cast, cast.lan, "photo")
    picture = portrait(cast, cast.lan)
    answer = client.get(address(picture, WIDTHS[1]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Robots-Tag"] == "noindex, noimageindex"
    assert answer.cookies == {}
    assert "G7LAN" not in address(picture)
    again = client.get(address(picture, WIDTHS[1]), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_browser_that_has_a_removed_picture_is_told_that_it_is_gone(cast: Cast, client: Client, wei: User) -> None:
    agree(cast, cast.lan, "photo")
    picture = portrait(cast, cast.lan)
    tag = client.get(address(picture))["ETag"]
    remove_picture(picture=picture, by=wei)
    assert client.get(address(picture), headers={"If-None-Match": tag}).status_code == 404


@pytest.mark.parametrize("width", [0, 1, 361, 99999])
def test_other_widths_are_not_there(cast: Cast, client: Client, width: int) -> None:
    agree(cast, cast.lan, "photo")
    assert client.get(address(portrait(cast, cast.lan), width)).status_code == 404
