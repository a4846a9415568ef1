from __future__ import annotations

import hashlib
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override
from PIL import Image

from tests.cast import at
from tests.certification.way import GOOD, Way
from traceability.certification.acts.inspect import FruitReading, inspect
from traceability.certification.models import Inspection
from traceability.certification.refusals import (
    FruitIsNotRipe,
    NothingToRead,
    ReadingIsWrong,
    SampleIsDone,
    SampleIsForAnother,
    SampleIsNotAllRead,
    TooManyPhotos,
)
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation
from traceability.web.pictures import PhotoIsNoPicture

pytestmark = pytest.mark.django_db


def fruit(grams: int, brix: str) -> FruitReading:
    return FruitReading(fruit_weight_g=grams, brix=Decimal(brix))


@pytest.mark.parametrize(
    ("grams", "brix", "passed"),
    [
        (250, "19.0", True),
        (249, "19.0", False),
        (350, "23.0", True),
        (351, "23.0", False),
        (300, "18.9", False),
        (300, "23.1", False),
    ],
)
def test_tainong_is_250_to_350_g_and_19_to_23_brix(way: Way, grams: int, brix: str, passed: bool) -> None:
    """AGI01634 text (bang.cn/article/51839): 250-350 g, soluble solids 19-23 %, both bounds included."""
    assert way.inspect(way.lot(), fruit(grams, brix)).passed is passed


def test_the_mean_of_the_sample_decides(way: Way) -> None:
    inspection = way.inspect(way.lot(), fruit(240, "18.0"), fruit(300, "21.0"))
    assert inspection.passed is True
    assert [finding.words for finding in inspection.told()] == [
        "19.5 °Brix on average; 19 to 23 asked for.",
        "270 g on average; 250 to 350 asked for.",
        "2 fruit read, fewer than the 10 of the sampling plan.",
    ]


def test_the_result_is_kept_with_the_rows_that_decided_and_their_sources(way: Way) -> None:
    brix, weight, _sample = way.inspect(way.lot()).told()
    for finding in (brix, weight):
        assert finding.row.startswith("certification.qualitythreshold:")
        assert "AGI01634" in finding.source
        assert finding.provisional is False


def test_what_was_judged_is_read_in_the_language_of_the_reader(way: Way) -> None:
    inspection = way.inspect(way.lot(), *[GOOD] * 10)
    assert "words" not in inspection.findings[0]
    assert inspection.told()[0].words == "20.5 °Brix on average; 19 to 23 asked for."
    with override("zh-hans"):
        assert inspection.told()[0].words == "平均 20.5 °Brix；要求 19 到 23。"


@pytest.mark.parametrize(("fruits", "warns"), [(9, True), (10, False)])
def test_a_sample_below_the_plan_warns_while_the_plan_is_not_sure(way: Way, fruits: int, warns: bool) -> None:
    """data/sampling_plans.csv: ten fruit, a choice until the holder's plan is obtained."""
    inspection = way.inspect(way.lot(), *[GOOD] * fruits)
    assert (inspection.passed, inspection.told()[-1].warns) == (True, warns)


def test_figures_nobody_is_sure_of_are_provisional(way: Way) -> None:
    """varieties.csv: Guifei 14 to 18 °Brix with low confidence."""
    inspection = way.inspect(way.lot("2026-06-26", variety="guifei"), fruit(360, "16.0"))
    assert (inspection.passed, inspection.told()[0].provisional) == (True, True)


def test_a_variety_without_figures_does_not_pass_unread(way: Way) -> None:
    inspection = way.inspect(way.lot("2026-07-23", variety="xinshiji"), fruit(300, "17"), day="2026-07-28")
    assert inspection.passed is False
    assert inspection.told()[0].ok is None


def test_unripe_fruit_is_not_judged(way: Way) -> None:
    """domain.md 1.3: figures hold for ripe fruit; mangoes are cut mature-green at 7 to 10 °Brix."""
    with pytest.raises(FruitIsNotRipe, match="ripe fruit only"):
        way.inspect(way.lot(), fruit(300, "8.5"), ripeness="turning")
    assert not Inspection.objects.exists()


def test_the_event_tells_what_was_read_and_whether_it_passed(way: Way) -> None:
    inspection = way.inspect(way.lot(), fruit(280, "19.2"), fruit(310, "21.4"))
    event = inspection.event
    assert event.document["disposition"] == "conformant"
    assert event.document["tyt:inspection"] == {
        "tyt:scheme": "CN-GIP-baise-mango",
        "tyt:sample": inspection.sample.event.event_id,
        "tyt:passed": "true",
        "tyt:ripe": "true",
        "tyt:fruits": 2,
        "tyt:weightMinG": 280,
        "tyt:weightMaxG": 310,
        "tyt:brixMin": "19.2",
        "tyt:brixMean": "20.3",
        "tyt:brixMax": "21.4",
    }


def test_an_inspection_not_passed_is_recorded_as_such(way: Way) -> None:
    assert way.inspect(way.lot(), fruit(200, "20")).event.document["disposition"] == "non_conformant"


@pytest.mark.parametrize("who", ["youan", "other_cooperative", "laboratory"])
def test_only_the_control_body_inspects(way: Way, who: str) -> None:
    sample = way.sample(way.lot())
    person = getattr(way.cast, who).person
    with pytest.raises(NotYourOrganisation):
        inspect(sample=sample, scheme=way.scheme, device="", readings=[GOOD], by=person, at=at("2026-07-02"))


@pytest.mark.parametrize("wrong", [fruit(0, "20"), fruit(5001, "20"), fruit(300, "40.1"), fruit(300, "-1")])
def test_a_reading_that_no_fruit_has_is_read_again(way: Way, wrong: FruitReading) -> None:
    with pytest.raises(ReadingIsWrong, match="Fruit 2"):
        way.inspect(way.lot(), GOOD, wrong)


def test_a_sample_is_inspected_once_and_with_fruit(way: Way, meng: User) -> None:
    lot = way.lot()
    done = way.inspect(lot)
    facts = {"scheme": way.scheme, "device": "", "by": meng, "at": at("2026-07-02")}
    with pytest.raises(SampleIsDone):
        inspect(sample=done.sample, readings=[GOOD], **facts)
    with pytest.raises(NothingToRead):
        inspect(sample=way.sample(way.lot("2026-06-27")), readings=[], **facts)


def test_a_laboratorys_sample_is_not_inspected_for_the_name(way: Way, qin: User) -> None:
    sample = way.sample(way.lot(), "residues")
    with pytest.raises(SampleIsForAnother):
        inspect(sample=sample, scheme=way.scheme, device="", readings=[GOOD], by=qin, at=at("2026-07-02"))


@pytest.mark.parametrize("read", [1, 17, 19])
def test_a_sample_of_eighteen_is_judged_on_eighteen_readings(way: Way, meng: User, read: int) -> None:
    sample = way.sample(way.lot(), fruits=18)
    with pytest.raises(SampleIsNotAllRead, match=f"18 fruit were taken and {read} are read"):
        inspect(
            sample=sample,
            scheme=way.scheme,
            device="Atago PAL-1",
            readings=[GOOD] * read,
            by=meng,
            at=at("2026-07-02"),
        )
    assert not Inspection.objects.exists()


def test_sizes_and_ripeness_are_kept_and_told(way: Way) -> None:
    found = way.inspect(way.lot(), *(FruitReading(300, Decimal("20.0"), size_mm=size) for size in (78, 84)))
    assert [reading.size_mm for reading in found.readings.order_by("number")] == [78, 84]
    assert found.ripeness == Inspection.Ripeness.RIPE
    told = found.event.document["tyt:inspection"]
    assert (told["tyt:sizeMinMm"], told["tyt:sizeMaxMm"]) == (78, 84)
    with pytest.raises(ReadingIsWrong):
        way.inspect(way.lot("2026-06-30"), FruitReading(300, Decimal("20.0"), size_mm=900))


@pytest.mark.parametrize("ripeness", ["mature_green", "turning", "overripe"])
def test_only_fruit_that_is_ripe_to_eat_is_judged(way: Way, ripeness: str) -> None:
    with pytest.raises(FruitIsNotRipe):
        way.inspect(way.lot(), ripeness=ripeness)


def test_photos_are_kept_as_pictures_alone_and_the_event_names_them(way: Way) -> None:
    found = way.inspect(way.lot(), photos=[a_photo()])
    [photo] = found.photos.all()
    kept = photo.image.read()
    assert b"Exif" not in kept
    assert hashlib.sha256(kept).hexdigest() == photo.sha256
    assert found.event.document["tyt:inspection"]["tyt:photosSha256"] == [photo.sha256]


def test_what_is_no_photo_or_too_many_spoils_nothing(way: Way) -> None:
    lot = way.lot()
    with pytest.raises(PhotoIsNoPicture):
        way.inspect(lot, photos=[ContentFile(b"%PDF-1.7", "x.jpg")])
    with pytest.raises(TooManyPhotos):
        way.inspect(lot, photos=[a_photo() for _ in range(7)])
    assert not Inspection.objects.exists()


def a_photo() -> ContentFile:
    """A small picture, with a position in its Exif as a phone writes it."""
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    file = BytesIO()
    Image.new("RGB", (40, 30), "orange").save(file, "JPEG", exif=exif)
    return ContentFile(file.getvalue(), "IMG_0001.jpg")
