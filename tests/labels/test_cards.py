"""Pallets, crates and stickers: their codes read back, and stickers stick only where they may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pypdfium2
import pytest
import zxingcpp

from tests.cast import Cast
from tests.stories import packed
from traceability.gs1.keys import grai
from traceability.labels.cards import card_file
from traceability.labels.crates import crate_cards
from traceability.labels.faces.pallet import SIZE, PalletLabel, draw_pallet
from traceability.labels.papers import paper_of
from traceability.labels.pen import Measure
from traceability.labels.refusals import (
    CratesAreTooMany,
    MaterialIsUnknown,
    NoPrefixForCrates,
    StickerIsForbidden,
    StickersAreTooMany,
    TextDoesNotFit,
)
from traceability.labels.stickers import check_material, sticker_sheet

ON, LATER = date(2026, 7, 1), date(2028, 3, 1)
PALLET = PalletLabel(
    sscc="369712340000000072",
    spelled="3 6971234 000000007 2",
    address="HTTPS://TRACE.EXAMPLE/00/369712340000000072",
    number=7,
    total=18,
    sender="You’an Mango Cooperative",
    sender_address="18 Xinghua Road, Tianzhou, Tianyang, Baise, Guangxi 533600, China",
    place="Rotterdam",
    receiver="Rossi Fruit Import",
    batch="EX26-014",
    lots=("TY260624A",),
    cartons=120,
    net_weight="600.0 kg",
    packed_on="2026-06-30",
    language="nl",
)


def codes(file: bytes, dpi: float) -> list[tuple[str, str]]:
    read = []
    for page in pypdfium2.PdfDocument(file):
        read += zxingcpp.read_barcodes(page.render(scale=dpi / 72).to_pil())
    return sorted((str(code.content_type), code.text) for code in read)


@pytest.mark.parametrize("dpi", [203.2, 300])
@pytest.mark.parametrize(("paper", "count"), [("roll-105x148", 1), ("a4-4", 4)])
def test_a_pallet_reads_as_gs1_and_as_a_link(paper: str, count: int, dpi: float) -> None:
    file = card_file("pallets", paper_of(paper), SIZE, [partial(draw_pallet, label=PALLET)] * count)
    gs1 = ("ContentType.GS1", "(00)369712340000000072")
    assert codes(file, dpi) == [gs1] * count + [("ContentType.Text", PALLET.address)] * count


def test_a_pallet_of_three_lots_still_fits_and_what_does_not_is_refused_by_name() -> None:
    mixed = replace(PALLET, number=128, total=220, lots=("TY260624A", "TY260625G", "TY260626B"))
    draw_pallet(Measure(), mixed)
    with pytest.raises(TextDoesNotFit, match="Rossi Rossi"):
        draw_pallet(Measure(), replace(PALLET, receiver="Rossi " * 30))


@pytest.mark.usefixtures("reference")
def test_crates_have_numbers_of_their_own(cast: Cast) -> None:
    youan = cast.youan.organisation
    file = crate_cards(youan, first=417, last=418, tare_g=1_900, holds_g=20_000)
    numbers = [grai("69712345", 1, serial) for serial in ("0417", "0418")]
    assert [text.partition("/8003/")[2] for _kind, text in codes(file, 203.2)] == numbers
    page = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_bounded()
    for words in ("右岸芒果专业合作社 周转筐", "0417", "1.9 kg", "20 kg", "先扫这里"):
        assert words in page


@pytest.mark.usefixtures("reference")
def test_crates_without_a_prefix_or_without_end_are_refused(cast: Cast) -> None:
    with pytest.raises(NoPrefixForCrates):
        crate_cards(cast.control_body.organisation, first=1, last=1, tare_g=1_900, holds_g=20_000)
    with pytest.raises(CratesAreTooMany, match="1 to 400"):
        crate_cards(cast.youan.organisation, first=1, last=401, tare_g=1_900, holds_g=20_000)


@pytest.mark.parametrize(
    ("destination", "material", "on", "may"),
    [
        ("DE", "paper-home", ON, True),
        ("DE", "pla-industrial", ON, True),
        ("DE", "pp", ON, False),
        ("", "pp", ON, False),
        ("FR", "paper-home", ON, False),
        ("FR", "pla-industrial", LATER, False),
        ("BE", "pla-industrial", ON, False),
        ("BE", "paper-home", ON, True),
        ("DE", "pp", LATER, False),
    ],
)
def test_a_sticker_sticks_where_every_rule_lets_it(destination: str, material: str, on: date, may: bool) -> None:
    if may:
        assert check_material(material, destination, on).code == material
    else:
        with pytest.raises(StickerIsForbidden) as refused:
            check_material(material, destination, on)
        assert refused.value.source


def test_a_material_must_be_declared() -> None:
    with pytest.raises(MaterialIsUnknown, match="paper-home"):
        check_material("", "DE", ON)


@pytest.mark.usefixtures("reference")
def test_stickers_name_fruit_origin_and_lot_and_no_protected_name(cast: Cast) -> None:
    lot = packed(cast, cast.lot(cast.plot(cast.lan), weight_g=1_000_000))
    file = sticker_sheet(lot, count=24, material="paper-home", destination="NL", on=ON)
    [page] = pypdfium2.PdfDocument(file)
    text = page.get_textpage().get_text_bounded()
    assert "Mango’s" in text
    assert f"L {lot.code}" in text
    assert "百色" not in text
    assert "Baise" not in text
    read = zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())
    assert len(read) == 24
    assert {code.text.partition("/01/")[2] for code in read} == {f"{lot.product.gtin}/10/{lot.code}"}
    with pytest.raises(StickersAreTooMany):
        sticker_sheet(lot, count=0, material="paper-home", destination="NL", on=ON)
