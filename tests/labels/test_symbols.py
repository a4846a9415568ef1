"""Symbols by XOR are bit for bit the symbols that `qrcode` draws."""

from __future__ import annotations

import pytest
import qrcode
from hypothesis import given
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import MODE_ALPHA_NUM, QRData

from traceability.labels.refusals import CodeIsTooLong
from traceability.labels.serials import ALPHABET, LETTERS, values_of
from traceability.labels.symbols import CAPACITY, Press, draw, mask_for

EVEN = "HTTP://LOCALHOST:8000/01/06971234500014/10/TY260624A/21/"
ODD = "HTTPS://TRACE.EXAMPLE/01/06971234500014/10/TY260624AB/21/"
serials = st.text(alphabet=ALPHABET, min_size=12, max_size=12)
presses = {prefix: Press(prefix) for prefix in (EVEN, ODD)}


def by_qrcode(text: str, mask: int) -> list[list[bool]]:
    code = qrcode.QRCode(version=4, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=mask)
    code.add_data(QRData(text.encode(), mode=MODE_ALPHA_NUM), optimize=0)
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.modules]


@pytest.mark.parametrize("prefix", [EVEN, ODD])
@given(serial=serials)
def test_a_pressed_symbol_is_what_qrcode_draws(prefix: str, serial: str) -> None:
    assert presses[prefix].symbol(serial).rows() == by_qrcode(prefix + serial, mask_for(prefix))


@pytest.mark.parametrize("prefix", [EVEN, ODD])
def test_a_chunk_of_serials_is_pressed_as_each_would_be_alone(prefix: str) -> None:
    values = values_of(5_000, 300, b"k" * 32)
    serials = [LETTERS[row].tobytes().decode() for row in values]
    alone = [presses[prefix].symbol(serial).bits for serial in serials]
    assert [row.tobytes() for row in presses[prefix].symbols(values)] == alone


def test_the_mask_is_the_one_that_qrcode_finds_best_for_a_serial_of_zeros() -> None:
    code = qrcode.QRCode(version=4, error_correction=ERROR_CORRECT_M)
    code.add_data(QRData(f"{EVEN}000000000000".encode(), mode=MODE_ALPHA_NUM), optimize=0)
    assert mask_for(EVEN) == code.best_mask_pattern()


def test_as_many_characters_as_the_version_holds_can_be_drawn_and_not_one_more() -> None:
    assert draw("A" * CAPACITY).rows()
    with pytest.raises(CodeIsTooLong, match=rf"{CAPACITY + 1} characters"):
        draw("A" * (CAPACITY + 1))
