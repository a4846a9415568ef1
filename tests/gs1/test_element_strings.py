"""GS1-128: what stands in the bars, and FNC1 only where it must be (General Specifications, 7.8)."""

from __future__ import annotations

import pytest

from traceability.gs1.digital_link import asset_qr_text, lot_qr_text, pallet_qr_text, parse
from traceability.gs1.element_strings import FNC1, element_string, human_readable
from traceability.gs1.errors import InvalidIdentifier
from traceability.gs1.keys import grai, sscc18

GTIN, SSCC = "06971234500014", sscc18("69712345", 7, 3)


def test_an_sscc_is_fnc1_and_twenty_digits() -> None:
    assert element_string([("00", SSCC)]) == f"{FNC1}00{SSCC}"


def test_elements_of_open_length_come_last_and_only_between_them_stands_fnc1() -> None:
    told = [("10", "TY260624A"), ("02", GTIN), ("37", "120")]
    assert element_string(told) == f"{FNC1}02{GTIN}10TY260624A{FNC1}37120"
    assert human_readable(told) == f"(02) {GTIN} (10) TY260624A (37) 120"


def test_a_wrong_check_digit_is_refused() -> None:
    with pytest.raises(InvalidIdentifier, match="wrong check digit"):
        element_string([("00", SSCC[:-1] + str((int(SSCC[-1]) + 1) % 10))])


def test_square_codes_of_pallets_crates_and_lots_are_digital_links_in_capitals() -> None:
    crate = grai("69712345", 1, "0417")
    for text, key in (
        (pallet_qr_text("https://trace.example", SSCC), ("00", SSCC)),
        (asset_qr_text("https://trace.example", crate), ("8003", crate)),
        (lot_qr_text("https://trace.example", GTIN, "TY260624A"), ("01", GTIN)),
    ):
        assert text.startswith("HTTPS://TRACE.EXAMPLE/")
        assert parse(text).key == key
