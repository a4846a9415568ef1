"""A packed lot of You'an's, and what registering for it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import at
from tests.provenance.scene import Blend
from traceability.parties.models import User
from traceability.provenance.registry.acts.register_link import register_link
from traceability.provenance.registry.models import PartnerLink

Register = Callable[..., PartnerLink]


@pytest.fixture
def register(scene: Blend, wei: User) -> Register:
    """Registers a page of recipes for the product of the scene, unless told otherwise."""

    def registered(**told: Any) -> PartnerLink:
        usual = {
            "identifier": f"/01/{scene.key[0]}",
            "kind": "gs1:recipeInfo",
            "href": "https://youan.example.com/recipes",
            "title": "Recipes with mango",
            "by": wei,
            "at": at("2026-07-20"),
        }
        return register_link(**(usual | told))

    return registered
