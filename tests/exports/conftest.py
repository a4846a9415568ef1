"""The batch that most tests of this room are about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from exports.acts.ship import ship
from exports.documents.consignment import Consignment
from exports.models import ExportBatch
from tests.cast import Cast
from tests.exports.papered import priced, with_addresses
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


@pytest.fixture
def papered(scene: Scene) -> ExportBatch:
    """Two pallets for Rotterdam with prices, addresses and the certificate: nothing is missing."""
    with_addresses(scene.cast)
    batch = scene.ready
    ExportBatch.objects.filter(pk=batch.pk).update(incoterm="CIF", buyer_order="PO-4471")
    priced(batch, scene.cast)
    return batch


@pytest.fixture
def consignment(papered: ExportBatch) -> Consignment:
    return Consignment(ExportBatch.objects.with_names().get(pk=papered.pk))


@pytest.fixture
def afresh(papered: ExportBatch) -> Callable[[], Consignment]:
    """What is recorded now."""
    return lambda: Consignment(ExportBatch.objects.with_names().get(pk=papered.pk))
