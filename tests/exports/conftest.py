"""The batch that most tests of this room are about."""

from __future__ import annotations

import pytest
from django.test import Client

from exports.acts.ship import ship
from exports.models import ExportBatch
from tests.cast import Cast
from tests.exports.scene import Scene
from traceability.parties.models import User


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


@pytest.fixture
def exporter(client: Client, zhao: User) -> Client:
    client.force_login(zhao)
    return client


@pytest.fixture
def importer(rossi: User) -> Client:
    client = Client()
    client.force_login(rossi)
    return client


@pytest.fixture
def shipped(scene: Scene, zhao: User) -> ExportBatch:
    """The batch of the scene at sea."""
    return ship(batch=scene.loaded, by=zhao, at=scene.leaving).batch
