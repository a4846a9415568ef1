"""The batch that most tests of this room are about."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.exports.scene import Scene


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A batch that is ready to leave."""
    return Scene(cast)


@pytest.fixture
def orange_scene(cast: Cast) -> Scene:
    """A batch of navel oranges, without a name."""
    return Scene(
        cast,
        species="orange",
        variety="newhall-navel",
        picked="2026-11-12",
        with_name=False,
        found={"azoxystrobin": "0.4", "acetamiprid": None},
    )
