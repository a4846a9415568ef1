import pytest

from traceability.gs1.errors import InvalidIdentifier
from traceability.gs1.lot_codes import validate_lot_code


@pytest.mark.parametrize("code", ["A", "TY260624A", "01234567890123456789"])
def test_digits_and_capitals_are_a_lot_code(code: str) -> None:
    assert validate_lot_code(code) == code


@pytest.mark.parametrize("code", ["", "ty260624a", "TY-1", "TY 1", "A" * 21, "百色1", "TY1\n", "É1", "１２"])
def test_anything_else_is_not(code: str) -> None:
    with pytest.raises(InvalidIdentifier) as refusal:
        validate_lot_code(code)
    assert refusal.value.reason.startswith("A lot code (10) has 1 to 20 digits and capital letters")
