"""What nobody's books know, somebody answers for: dated, by name, and never changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client

from exports.acts.state import state
from exports.models import Statement
from exports.readiness.engine import assess
from exports.refusals import (
    BatchIsClosed,
    MeasureIsMissing,
    MeasureIsUnreadable,
    StatementNeedsEvidence,
    StatementNeedsItsReason,
    TopicIsUnknown,
)
from tests.exports.scene import Scene
from tests.stories import smallest_photo
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation
from traceability.web.failures import Failure
from traceability.web.pictures import PhotoIsNoPicture


def say(scene: Scene, topic: str = "wood-packaging", **words: Any) -> Statement:
    usual: dict[str, Any] = {"holds": True, "by": scene.cast.exporter.person, "at": scene.after(14)}
    return state(batch=scene.draft, topic=topic, **usual | words)


def test_state_is_kept_with_its_name_and_its_day(scene: Scene, zhao: User) -> None:
    scene.ready  # noqa: B018
    said = say(scene, measured={"mark": " CN-45-0321  HT "}, photo=ContentFile(smallest_photo(), "mark.jpg"))

    assert (said.by, said.measured, len(said.sha256)) == (zhao, {"mark": "CN-45-0321 HT"}, 64)
    wood = next(result for result in assess(scene.draft).results if result.code == "X5")
    assert wood.words == "Mark on the wood: CN-45-0321 HT; 赵丽, 11 July 2026"


def test_the_newest_statement_counts_and_the_older_stays(scene: Scene) -> None:
    scene.ready  # noqa: B018
    say(scene, holds=False, remark="Two pallets without a mark")

    wood = next(result for result in assess(scene.draft).results if result.code == "X5")

    assert (wood.outcome, wood.words) == ("fail", "赵丽, 11 July 2026: Two pallets without a mark")
    assert Statement.objects.filter(topic="wood-packaging").count() == 2


@pytest.mark.parametrize(
    ("topic", "words", "refusal"),
    [
        ("moon-phase", {}, TopicIsUnknown),
        ("no-leaves", {"remark": "none seen"}, TopicIsUnknown),  # of citrus alone, and these are mangoes
        ("rasff", {"holds": False}, StatementNeedsItsReason),
        ("rasff", {}, StatementNeedsEvidence),
        ("wood-packaging", {}, MeasureIsMissing),
        (
            "quality",
            {"measured": {"fruits": "120", "defects_percent": "few", "decay_percent": "0"}},
            MeasureIsUnreadable,
        ),
        ("quality", {"measured": {"fruits": "0", "defects_percent": "1", "decay_percent": "0"}}, MeasureIsUnreadable),
        ("quality", {"measured": {"fruits": "9", "defects_percent": "NaN", "decay_percent": "0"}}, MeasureIsUnreadable),
        ("stickers", {"measured": {"material": "gold"}}, MeasureIsUnreadable),
        ("orchard-watch", {"measured": {"read_on": "2026-02-30"}}, MeasureIsUnreadable),
        ("rasff", {"photo": ContentFile(b"MZ no picture", "virus.exe")}, PhotoIsNoPicture),
    ],
)
def test_state_refuses_what_cannot_be_answered_for(
    scene: Scene, topic: str, words: dict[str, Any], refusal: type[Failure]
) -> None:
    scene.pallet(1, 4)

    with pytest.raises(refusal):
        say(scene, topic, **words)

    assert not Statement.objects.exists()


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_state_is_for_the_exporter(scene: Scene, request: pytest.FixtureRequest, stranger: str) -> None:
    with pytest.raises(NotYourOrganisation):
        say(scene, measured={"mark": "x"}, by=request.getfixturevalue(stranger))


def test_nothing_is_said_of_a_batch_that_was_received(scene: Scene) -> None:
    type(scene.draft).objects.filter(pk=scene.draft.pk).update(state="received")

    with pytest.raises(BatchIsClosed):
        say(scene, measured={"mark": "x"})


def test_the_database_keeps_what_was_said(scene: Scene) -> None:
    said = say(scene, measured={"mark": "CN-45-0321 HT"})

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Statement.objects.filter(pk=said.pk).update(holds=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(batch=said.batch, topic="rasff", holds=False, by=said.by, at=said.at)


def test_the_page_asks_what_the_rule_asks_and_loses_nothing_of_a_wrong_answer(
    scene: Scene, zhao: User, client: Client
) -> None:
    scene.pallet(1, 4)
    client.force_login(zhao)
    address = f"/desk/export/{scene.draft.code}/say/quality/"
    typed = {"holds": "so", "fruits": "120", "defects_percent": "a few", "decay_percent": "0", "remark": "Line 2"}

    page = client.get(address).content.decode()
    assert "Sound, whole, clean" in page
    assert 'name="decay_percent"' in page

    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "cannot be read" in (again := answer.content.decode())
    assert "a few" in again
    assert "Line 2" in again

    assert client.post(address, typed | {"defects_percent": "1,7"}).status_code == 302
    assert Statement.objects.get().measured == {"fruits": "120", "defects_percent": "1.7", "decay_percent": "0"}


def test_a_photo_is_shown_to_the_exporter_alone(scene: Scene, zhao: User, rossi: User, client: Client) -> None:
    said = say(scene, measured={"mark": "x"}, photo=ContentFile(smallest_photo(), "../../mark.exe"))
    address = f"/desk/export/{scene.draft.code}/photos/{said.sha256}/"

    client.force_login(zhao)
    answer = client.get(address)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert said.photo.name == f"statements/{said.sha256}.jpg"

    client.force_login(rossi)
    assert client.get(address).status_code == 404
