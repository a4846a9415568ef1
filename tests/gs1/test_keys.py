import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.gs1.check_digits import has_valid_check_digit
from traceability.gs1.keys import gln13, gtin14, sscc18


def test_keys_of_known_parts() -> None:
    assert gtin14("0614141", 12345, indicator=8) == "80614141123458"
    assert gtin14("4012345", 11111) == "04012345111118"
    assert gln13("0614141", 0) == "0614141000005"
    assert gln13("4012345", 11) == "4012345000115"
    assert sscc18("0614141", 234567890, extension=1) == "106141412345678908"


def test_a_carton_of_variable_weight_begins_with_nine() -> None:
    assert gtin14("69712345", 1, indicator=9).startswith("969712345")


def test_a_prefix_of_twelve_digits_leaves_room_for_one_location() -> None:
    assert gln13("697123456789", 0) == "6971234567895"
    with pytest.raises(ValueError, match="room for 0 digits; 1 does not fit"):
        gln13("697123456789", 1)


@pytest.mark.parametrize(
    ("prefix", "number", "words"),
    [
        ("69712345", 10_000, "room for 4 digits; 10000 does not fit"),
        ("69712345", -1, "-1 does not fit"),
        ("697", 1, "4 to 12 digits"),
        ("6971234567890", 1, "4 to 12 digits"),
        ("6971234A", 1, "4 to 12 digits"),
        ("６９７１２", 1, "4 to 12 digits"),
    ],
)
def test_parts_that_make_no_key_are_refused(prefix: str, number: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        gtin14(prefix, number)


@pytest.mark.parametrize("digit", [-1, 10])
def test_the_first_digit_is_one_digit(digit: int) -> None:
    with pytest.raises(ValueError, match="indicator is one digit"):
        gtin14("69712345", 1, indicator=digit)
    with pytest.raises(ValueError, match="extension digit is one digit"):
        sscc18("69712345", 1, extension=digit)


@given(st.from_regex(r"[0-9]{4,12}", fullmatch=True), st.integers(0, 9))
def test_every_key_has_its_length_and_check_digit(prefix: str, number: int) -> None:
    number = 0 if len(prefix) == 12 else number
    for key, length in (
        (gtin14(prefix, number, indicator=1), 14),
        (gln13(prefix, number), 13),
        (sscc18(prefix, number, extension=3), 18),
    ):
        assert len(key) == length
        assert has_valid_check_digit(key)
