"""Lots on their way to a name: Wei samples them, Meng inspects and certifies, Qin tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.certification.way import Way

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def way(cast: Cast) -> Way:
    """The steps from a picking to a certificate, each taken when a test asks for it."""
    return Way(cast)
