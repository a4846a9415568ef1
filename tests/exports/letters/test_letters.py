"""People hear in their own language, unless they asked for silence; of a recall they hear in any case."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exports.acts.arrive import arrive
from exports.acts.make_documents import make_document
from exports.acts.ship import ship
from exports.acts.withdraw_document import withdraw_document
from exports.documents.consignment import Consignment
from exports.documents.made import MAKERS
from exports.letters.acts.choose import choose
from exports.letters.listening import language_of
from exports.letters.post import PAUSES
from exports.models import Document, ExportBatch
from tests.cast import Cast
from tests.exports.pages import text_of
from tests.exports.papered import priced
from tests.exports.scene import Scene
from traceability.jobs.acts.run import run
from traceability.jobs.models import Job
from traceability.lots.holding.acts.recall import recall
from traceability.parties.acts.register import give_role, register_person
from traceability.parties.models import User


@pytest.fixture
def rossi(rossi: User) -> User:
    """With an e-mail address, and English."""
    rossi.email, rossi.language = "carla@rossi.example", "en"
    rossi.save()
    return rossi


def brought() -> list[Any]:
    """What a worker sends of what waits now."""
    mail.outbox.clear()
    for job in Job.objects.filter(kind="letters.send", state="waiting").order_by("pk"):
        run(job_id=job.pk)
    return mail.outbox


def test_what_becomes_of_a_batch_is_written_to_its_importer(rossi: User, scene: Scene, shipped: ExportBatch) -> None:
    scene.paper(Document.Kind.INVOICE, number="GX-2026-0718")
    arrive(batch=shipped, by=rossi, at=scene.landing)

    letters = brought()

    assert [letter.subject for letter in letters] == [
        "EX26-014 is ready to leave Qinzhou",
        "EX26-014 has left Qinzhou",
        "A paper was added to EX26-014",
        "EX26-014 has arrived in Rotterdam",
    ]
    assert {tuple(letter.to) for letter in letters} == {("carla@rossi.example",)}
    assert "expected in Rotterdam on 10 August 2026" in letters[1].body
    assert "http://localhost:8000/import/EX26-014/" in letters[1].body
    assert "Commercial invoice GX-2026-0718" in letters[2].body


def test_a_paper_that_is_replaced_or_withdrawn_is_written_about(
    rossi: User, scene: Scene, shipped: ExportBatch, zhao: User
) -> None:
    scene.paper(Document.Kind.INVOICE, number="GX-1")
    second = scene.paper(Document.Kind.INVOICE, number="GX-2")
    withdraw_document(document=second, why="The price of last year", by=zhao)

    replaced, withdrawn = brought()[-2:]

    assert replaced.subject == "A paper of EX26-014 was replaced"
    assert "Commercial invoice GX-2 counts now, and GX-1 does not count any more." in replaced.body
    assert withdrawn.subject == "A paper of EX26-014 was withdrawn"
    assert "Commercial invoice GX-2. It does not count any more." in withdrawn.body
    assert "The reason given: The price of last year." in withdrawn.body
    assert "Commercial invoice GX-1, which it had replaced, counts again." in withdrawn.body


def test_a_paper_of_ours_that_is_made_anew_is_written_about_as_replaced(
    rossi: User, papered: ExportBatch, scene: Scene, zhao: User
) -> None:
    ship(batch=scene.loaded, by=zhao, at=scene.leaving)
    maker = next(one for one in MAKERS if one.kind == Document.Kind.INVOICE)
    for price in ("1.85", "1.95"):
        priced(papered, scene.cast, price)
        batch = ExportBatch.objects.with_names().get()
        make_document(consignment=Consignment(batch), maker=maker, by=zhao, on=scene.day)

    added, replaced = brought()[-2:]

    assert added.subject == "A paper was added to EX26-014"
    assert "EX26-014-2 counts now, and EX26-014 does not count any more." in replaced.body


def test_of_a_draft_and_of_the_importers_own_number_nobody_is_written_to(rossi: User, scene: Scene, zhao: User) -> None:
    wrong = scene.paper(Document.Kind.INVOICE, number="GX-1")
    withdraw_document(document=wrong, why="Of another batch", by=zhao)
    ship(batch=scene.loaded, by=zhao, at=scene.leaving)
    ched = scene.paper(Document.Kind.CHED_PP, number="CHEDPP.NL.2026.1")
    withdraw_document(document=ched, why="A digit too few", by=rossi)

    assert [letter.subject for letter in brought()] == [
        "EX26-014 is ready to leave Qinzhou",
        "EX26-014 has left Qinzhou",
    ]


def test_each_reads_the_own_language(cast: Cast, rossi: User) -> None:
    firm = cast.importer.organisation
    assert language_of(rossi, firm) == "en"
    assert language_of(User(language="zh-hans"), firm) == "zh-hans"
    assert language_of(User(language=""), firm) == "nl"
    assert language_of(User(language="xx"), firm) == "nl"
    firm.country = "PE"
    assert language_of(User(language=""), firm) == "en"


def test_who_has_left_or_only_packs_is_not_written_to(cast: Cast, rossi: User, shipped: ExportBatch) -> None:
    packer = register_person(name="Piet", email="piet@rossi.example")
    give_role(user=packer, organisation=cast.importer.organisation, role="packer")
    User.objects.filter(pk=rossi.pk).update(is_active=False)

    assert brought() == []


def test_silence_is_kept_but_for_a_recall(rossi: User, scene: Scene, wei: User) -> None:
    choose(user=rossi, language="", letters=False)
    choose(user=rossi, language="en", letters=False)
    ship(batch=scene.loaded, by=scene.cast.exporter.person, at=scene.leaving)
    assert brought() == []

    recall(lots=[scene.bulk], started_from="test", reason="Residue above limit.", by=wei, at=scene.landing)

    [letter] = brought()
    assert letter.subject == "Recall: fruit of EX26-014"
    assert f"lots {scene.lot.code}: Residue above limit. Do not sell it." in letter.body


class Deaf(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected


def test_a_letter_waits_for_a_mail_server_that_does_not_answer(
    rossi: User, shipped: ExportBatch, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.exports.letters.test_letters.Deaf"
    Job.objects.filter(kind="letters.send").exclude(pk=Job.objects.filter(kind="letters.send").latest("pk").pk).delete()
    before = timezone.now()

    assert brought() == []

    retry = Job.objects.get(kind="letters.send", state="waiting")
    assert retry.not_before is not None
    assert PAUSES[0] <= retry.not_before - before < PAUSES[0] + timedelta(minutes=1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert [letter.subject for letter in brought()] == ["EX26-014 has left Qinzhou"]


def test_language_and_letters_are_chosen_on_a_page(rossi: User) -> None:
    client = Client()
    client.force_login(rossi)
    address = reverse("imports:choices")

    assert "Letters go to carla@rossi.example." in text_of(client.get(address))
    assert client.post(address, {"language": "de"}).status_code == 302
    rossi.refresh_from_db()
    assert rossi.language == "de"
    assert "checked" not in text_of(client.get(address + "?lang=en"))
    assert text_of(client.post(address, {"language": "xx"}), 422)
