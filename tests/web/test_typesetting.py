"""What is printed is printed in one family, whatever spaces a language writes."""

from __future__ import annotations

import pytest

from traceability.web.typesetting import NARROW_SPACES, width_of


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("space", NARROW_SPACES)
def test_a_narrow_space_is_no_wider_than_a_space(space: str, *, bold: bool) -> None:
    assert width_of(f"5{space}000", 10, bold=bold) == width_of("5 000", 10, bold=bold)
