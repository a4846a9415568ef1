"""Known keys: the examples of the GS1 General Specifications and of GS1's own test documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.gs1.check_digits import check_digit, has_valid_check_digit

KNOWN_KEYS = [
    "09506000134352",  # GTIN-14, GS1 Digital Link standard
    "9506000134352",  # the same as GTIN-13
    "00614141111114",  # GTIN-14, CBV event hash reference
    "04012345111118",
    "80614141123458",
    "106141412345678908",  # SSCC, EPC Tag Data Standard
    "001234560000000018",  # SSCC, GS1 General Specifications
    "0614141000005",  # GLN, EPC Tag Data Standard
    "4012345000115",
    "96385074",  # GTIN-8, GS1 General Specifications
]


@pytest.mark.parametrize("key", KNOWN_KEYS)
def test_check_digit_of_known_keys(key: str) -> None:
    assert check_digit(key[:-1]) == key[-1]
    assert has_valid_check_digit(key)


@pytest.mark.parametrize("key", KNOWN_KEYS)
def test_every_wrong_digit_is_noticed(key: str) -> None:
    for place, digit in enumerate(key):
        for wrong in set("0123456789") - {digit}:
            assert not has_valid_check_digit(key[:place] + wrong + key[place + 1 :])


@pytest.mark.parametrize("key", ["", "7", "12a4", "１２３４", "²²", "12 3"])
def test_what_is_no_key_has_no_valid_check_digit(key: str) -> None:
    assert not has_valid_check_digit(key)


@pytest.mark.parametrize("body", ["", "12a4", "１２３", "²"])
def test_check_digit_wants_ascii_digits(body: str) -> None:
    with pytest.raises(ValueError, match="made of digits"):
        check_digit(body)


@given(st.from_regex(r"[0-9]{1,40}", fullmatch=True))
def test_a_body_with_its_check_digit_is_valid(body: str) -> None:
    assert has_valid_check_digit(body + check_digit(body))
