"""Photos: in pieces over a bad line, stripped of what they tell, and seen by those who may see the harvest."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from PIL import Image

from orchards.acts.take_photo import MOST_BYTES, stripped, take_photo
from orchards.models import Harvest, HarvestPhoto
from orchards.refusals.phone import PhotoIsAnother, PhotoIsDamaged, PhotoIsTooLarge, PhotoStartsElsewhere
from traceability.parties.refusals import NotYourOrganisation
from traceability.web.pictures import PhotoIsNoPicture

if TYPE_CHECKING:
    from tests.cast import Cast
    from traceability.parties.models import User

pytestmark = pytest.mark.django_db
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def picture(width: int = 80, height: int = 40) -> bytes:
    """A photo with its maker, its position and a turned sensor in EXIF."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Phone of Lan"
    exif.get_ifd(GPS)[1] = "N"
    file = BytesIO()
    Image.new("RGB", (width, height), (240, 140, 26)).save(file, "JPEG", exif=exif)
    return file.getvalue()


@pytest.fixture
def harvest(cast: Cast) -> Harvest:
    """What Lan logged on her plot 4."""
    return cast.harvest(cast.plot(cast.lan))


def take(harvest: Harvest, content: bytes, piece: slice = slice(None), **more: Any) -> HarvestPhoto:
    """A piece of a file of Lan's."""
    told = {"by": harvest.plot.grower.user, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()} | more
    return take_photo(harvest=harvest, offset=piece.start or 0, piece=content[piece], **told)


def test_a_photo_is_taken_in_pieces_and_again_where_the_line_broke(harvest: Harvest) -> None:
    content = picture()
    assert not take(harvest, content, slice(0, 300)).image
    assert not take(harvest, content, slice(200, 500)).image
    assert len(HarvestPhoto.objects.get().received) == 500
    photo = take(harvest, content, slice(500, None))
    assert photo.image
    assert bytes(HarvestPhoto.objects.get().received) == b""


def test_the_picture_stands_upright_and_tells_nothing_but_itself(harvest: Harvest) -> None:
    photo = take(harvest, picture())
    with Image.open(photo.image.open()) as kept:
        assert kept.size == (40, 80)
        assert dict(kept.getexif()) == {}
        assert "exif" not in kept.info
    assert b"Phone of Lan" not in photo.image.open().read()


def test_a_large_picture_becomes_smaller() -> None:
    with Image.open(BytesIO(stripped(picture(3000, 2000)))) as kept:
        assert max(kept.size) == 1600


def test_a_whole_photo_is_never_replaced(harvest: Harvest) -> None:
    first = take(harvest, picture())
    again = take(harvest, picture(60, 60))
    assert (again.sha256, again.image.name) == (first.sha256, first.image.name)


@pytest.mark.parametrize("content", [b"MZ not a picture", b"<svg onload='x()'/>", b"\xff\xd8\xff\xe0 broken"])
def test_what_is_no_picture_is_refused(harvest: Harvest, content: bytes) -> None:
    with pytest.raises(PhotoIsNoPicture):
        take(harvest, content)


def test_a_damaged_file_a_gap_another_file_and_a_huge_one_are_refused(harvest: Harvest) -> None:
    content = picture()
    with pytest.raises(PhotoIsDamaged):
        take(harvest, content, sha256="0" * 64)
    with pytest.raises(PhotoIsTooLarge):
        take(harvest, content, size=MOST_BYTES + 1)
    take(harvest, content, slice(0, 100))
    with pytest.raises(PhotoStartsElsewhere, match="100 bytes"):
        take(harvest, content, slice(200, 300))
    with pytest.raises(PhotoIsAnother):
        take(harvest, picture(50, 50), slice(0, 100))


def test_nobody_else_gives_a_harvest_a_photo(cast: Cast, harvest: Harvest, huang: User) -> None:
    for stranger in (huang, cast.guoqiang.user):
        with pytest.raises(NotYourOrganisation):
            take(harvest, picture(), by=stranger)


def patch(client: Client, harvest: Harvest, content: bytes, start: int = 0, end: int | None = None) -> Any:
    """A piece over the line."""
    headers = {
        "Upload-Offset": str(start),
        "Upload-Length": str(len(content)),
        "Upload-SHA256": hashlib.sha256(content).hexdigest(),
    }
    address = f"/api/v1/field/photos/{harvest.client_id}"
    return client.patch(address, content[start:end], content_type="application/octet-stream", headers=headers)


def test_the_phone_asks_where_to_go_on_and_goes_on(client: Client, cast: Cast, harvest: Harvest) -> None:
    client.force_login(cast.lan.user)
    content = picture()
    address = f"/api/v1/field/photos/{harvest.client_id}"
    assert client.get(address).json() == {"received": 0, "complete": False}
    assert patch(client, harvest, content, 0, 300).json() == {"received": 300, "complete": False}
    assert patch(client, harvest, content, 300).json() == {"received": len(content), "complete": True}
    assert client.get(address).json()["complete"] is True


def test_a_file_that_is_no_picture_leaves_room_for_the_next(client: Client, cast: Cast, harvest: Harvest) -> None:
    client.force_login(cast.lan.user)
    answer = patch(client, harvest, b"no picture at all")
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (422, "photo-is-no-picture")
    assert patch(client, harvest, picture()).json()["complete"] is True


def test_the_photo_is_seen_by_the_grower_and_the_cooperative_alone(
    client: Client, cast: Cast, harvest: Harvest, wei: User, huang: User
) -> None:
    take(harvest, picture())
    address = f"/desk/photos/{harvest.client_id}.jpg"
    assert client.get(address).status_code == 302
    for reader, status in ((wei, 200), (cast.lan.user, 200), (huang, 404), (cast.guoqiang.user, 404)):
        client.force_login(reader)
        answer = client.get(address)
        assert answer.status_code == status
        if status == 200:
            assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
            assert "private" in answer["Cache-Control"]
