"""On a phone: scan or photograph a code, look, decide, scan the next."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from exports.acts.arrive import arrive
from exports.models import ExportBatch, Pallet
from exports.receiving.models import PalletReceipt, ReceiptPhoto
from tests.exports.pages import text_of
from tests.exports.scene import Scene
from tests.stories import smallest_photo
from tests.tokens import a_machine
from traceability.lots.holding.acts.recall import recall
from traceability.parties.models import User
from traceability.web.scopes import Scope


@pytest.fixture
def arrived(scene: Scene, shipped: ExportBatch, rossi: User) -> ExportBatch:
    return arrive(batch=shipped, by=rossi, at=scene.landing).batch


def pages_of(batch: ExportBatch) -> list[str]:
    return [
        reverse("imports:pallet", args=[sscc]) for sscc in batch.pallets.order_by("pk").values_list("sscc", flat=True)
    ]


def picture(name: str = "crushed.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, smallest_photo(), "image/jpeg")


def test_arrival_is_noted_from_the_pallet_and_leads_back_to_it(importer: Client, shipped: ExportBatch) -> None:
    page = pages_of(shipped)[1]

    landed = importer.post(reverse("imports:arrive", args=[shipped.code]), {"next": page.split("/")[-2]})

    assert landed["Location"] == page
    assert 'name="decision"' in text_of(importer.get(page))


def test_a_pallet_is_accepted_with_a_remark_a_count_and_a_photo(importer: Client, arrived: ExportBatch) -> None:
    first, second = pages_of(arrived)
    found = {
        "cartons_counted": "3",
        "core_c": "12.4",
        "decision": "accepted_with_remarks",
        "remarks": "One crushed, top layer.",
        "photos": [picture()],
    }

    assert importer.post(first, found).status_code == 302

    page = text_of(importer.get(first))
    assert "3 of 4 cartons, 1 fewer than sent" in page
    assert "12.4 °C" in page
    assert "1 decided, 1 to come" in page
    assert "autofocus" in page
    assert 'name="decision"' not in page
    photo = importer.get(reverse("imports:photo", args=[first.split("/")[-2], ReceiptPhoto.objects.get().sha256]))
    assert photo["Content-Type"] == "image/jpeg"
    assert "The CHED-PP is yours to file." in text_of(importer.get(reverse("imports:batch", args=[arrived.code])))
    assert importer.post(second, {"decision": "accepted"}).status_code == 302
    assert ExportBatch.objects.get().state == "received"


def test_a_pallet_is_read_on_the_clock_of_the_port(importer: Client, scene: Scene, arrived: ExportBatch) -> None:
    with time_machine.travel(scene.landing, tick=False):  # 08:20 in Rotterdam, 14:20 in Nanning
        assert "Expected here. Read at 08:20." in text_of(importer.get(pages_of(arrived)[0]))


def test_a_count_is_typed_by_whoever_counted(importer: Client, arrived: ExportBatch) -> None:
    first = pages_of(arrived)[0]
    field = re.search(r'<input[^>]*name="cartons_counted"[^>]*>', text_of(importer.get(first)))
    assert field
    assert "value=" not in field[0]

    importer.post(first, {"decision": "accepted", "cartons_counted": ""})

    assert PalletReceipt.objects.get().cartons_counted is None
    assert "nobody counted" in text_of(importer.get(first))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"decision": "refused"}, "Write down what you found"),
        ({"decision": "accepted", "core_c": "124"}, "It cannot be more than 60."),
        ({"decision": "accepted", "cartons_counted": "12,5"}, "Enter a whole number."),
        ({}, "Fill this in."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_sounds_wrong(
    importer: Client, arrived: ExportBatch, found: dict[str, str], said: str
) -> None:
    page = text_of(importer.post(pages_of(arrived)[0], found | {"remarks": ""}), 422)

    assert said in page
    assert 'data-sound="no"' in page
    assert not PalletReceipt.objects.exists()


def test_a_photo_that_is_none_leaves_nothing_behind(importer: Client, arrived: ExportBatch) -> None:
    found = {"decision": "accepted", "photos": [picture(), SimpleUploadedFile("x.jpg", b"MZ\x90")]}

    assert "This file is no photo" in text_of(importer.post(pages_of(arrived)[0], found), 422)

    assert not PalletReceipt.objects.exists()


def test_a_pallet_with_recalled_fruit_says_so_first_and_sounds_wrong(
    importer: Client, scene: Scene, arrived: ExportBatch, wei: User
) -> None:
    recall(lots=[scene.lot], started_from="test", reason="Residue above limit", by=wei, at=scene.after(20))

    page = text_of(importer.get(pages_of(arrived)[0]))

    assert f"Lot {scene.lot.code} is recalled." in page
    assert 'data-sound="no"' in page


def label_of(pallet: Pallet, zhao: User) -> bytes:
    """A photo of the pallet's printed label, as the exporter prints it."""
    exporter = Client()
    exporter.force_login(zhao)
    sheets = exporter.get(reverse("exports:pallet-labels", args=[pallet.batch.code])).content
    number = list(pallet.batch.pallets.order_by("pk")).index(pallet)
    file = BytesIO()
    pypdfium2.PdfDocument(sheets)[number].render(scale=2.5).to_pil().convert("RGB").save(file, "JPEG")
    return file.getvalue()


def test_a_photo_of_the_label_leads_to_the_pallet(importer: Client, shipped: ExportBatch, zhao: User) -> None:
    pallet = shipped.pallets.latest("pk")
    photo = SimpleUploadedFile("label.jpg", label_of(pallet, zhao), "image/jpeg")

    answer = importer.post(reverse("imports:scan-photo"), {"photo": photo})

    assert answer["Location"] == reverse("imports:pallet", args=[pallet.sscc])


def bomb() -> bytes:
    """A small file that would be 400 million dots."""
    file = BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("photo", "said"),
    [
        (smallest_photo(), "No code can be read in this photo."),
        (b"GIF89a", "This file is no photo"),
        (bomb(), "This file is no photo"),
    ],
)
def test_a_photo_without_a_code_says_so(importer: Client, shipped: ExportBatch, photo: bytes, said: str) -> None:
    answer = importer.post(reverse("imports:scan-photo"), {"photo": SimpleUploadedFile("x.jpg", photo, "image/jpeg")})

    page = text_of(answer, 422)
    assert said in page
    assert 'data-sound="no"' in page


def test_nobody_else_sees_the_photos_but_the_exporter(
    importer: Client, arrived: ExportBatch, zhao: User, huang: User
) -> None:
    page = pages_of(arrived)[0]
    importer.post(page, {"decision": "accepted", "photos": [picture()]})
    address = reverse("imports:photo", args=[page.split("/")[-2], ReceiptPhoto.objects.get().sha256])
    for person, status in ((zhao, 200), (huang, 404)):
        other = Client()
        other.force_login(person)
        assert other.get(address).status_code == status
    assert Client().get(address).status_code == 302


def test_a_recall_stands_on_the_desk_and_on_the_page_of_the_batch(
    importer: Client, scene: Scene, arrived: ExportBatch, wei: User
) -> None:
    recall(lots=[scene.bulk], started_from="test", reason="Residue above limit", by=wei, at=scene.after(20))

    assert f"Lot {scene.lot.code} in EX26-014 is recalled." in text_of(importer.get(reverse("imports:coming")))
    page = text_of(importer.get(reverse("imports:batch", args=[arrived.code])))
    assert f"Lot {scene.lot.code} is recalled." in page
    assert page.count("Residue above limit") == 1


def test_a_program_receives_with_a_token(scene: Scene, arrived: ExportBatch, rossi: User, huang: User) -> None:
    address = reverse("pallet-receipt", args=[arrived.pallets.earliest("pk").sscc])
    program, stranger = (a_machine(user, Scope.READ, Scope.RECEIVE) for user in (rossi, huang))
    said = {"decision": "accepted", "at": scene.landing.isoformat(), "cartons_counted": 4, "core_c": "11.5"}

    assert program.get(address).status_code == 404
    assert stranger.post(address, said, content_type="application/json").status_code == 404
    made = program.post(address, said, content_type="application/json")

    assert (made.status_code, made.json()["cartons_counted"], made.json()["core_c"]) == (201, 4, "11.5")
    assert program.get(address).json() == made.json()
    assert stranger.get(address).status_code == 404
    again = program.post(address, said, content_type="application/json")
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "pallet-is-decided")
    history = program.get(reverse("export-batch-history", args=[arrived.code])).json()
    assert history["type"] == "EPCISDocument"
