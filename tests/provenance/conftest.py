"""The lot that most tests of this room tell of."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.provenance.scene import Blend


@pytest.fixture
def scene(cast: Cast) -> Blend:
    """The blend, wherever a test lets it get to."""
    return Blend(cast)


@pytest.fixture
def arrived(scene: Blend) -> Blend:
    """The blend in Rotterdam."""
    scene.arrived  # noqa: B018 (made when first looked at)
    return scene


@pytest.fixture
def phone() -> Client:
    """A buyer's phone."""
    return Client(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile", "Accept": "text/html"})
