"""Whoever imports another batch finds nothing of this one, at any address of the importer's desk."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from exports.acts.open_batch import open_batch
from exports.models import ExportBatch
from tests.cast import Cast
from tests.exports.pages import text_of
from tests.journeys.doors import Door, Season, doors
from tests.journeys.test_wrong_person import colleague

OWN = "EX26-099"


def desk() -> list[Door]:
    """The addresses that name something: a batch, a pallet, a carton, a file, a firm, a system of somebody's."""
    named = (door for door in doors() if door.name.startswith("imports:") and door.parameters)
    return [door for door in named if door.parameters != ("token",)]


@pytest.fixture
def season(cast: Cast) -> Season:
    return Season(cast)


@pytest.fixture
def jansen(season: Season, cast: Cast) -> Client:
    """An importer to whom a batch of the same exporter's comes too."""
    person = colleague("importer")
    other = ExportBatch.objects.get()
    ports = ("exporter", "destination", "from_port", "to_port", "leaves_on", "arrives_on")
    batch = open_batch(
        **{name: getattr(other, name) for name in ports},
        code=OWN,
        importer=person.organisations().get(),
        vessel="",
        container="",
        seal="",
        by=cast.exporter.person,
        at=other.movements.earliest("pk").event.local_time,
    )
    ExportBatch.objects.filter(pk=batch.pk).update(state=ExportBatch.State.READY)
    client = Client()
    client.force_login(person)
    return client


def test_each_page_of_another_importers_batch_is_not_found(season: Season, jansen: Client) -> None:
    assert OWN in text_of(jansen.get(reverse("imports:coming")))

    paths = [door.path(season.things) for door in desk()]
    answers = {path: {jansen.get(path).status_code, jansen.post(path).status_code} for path in paths}

    assert len(answers) > 20
    assert {path: found for path, found in answers.items() if 404 not in found or found - {404, 405}} == {}
