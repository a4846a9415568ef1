"""From the exporter's form to the importer's desk: one link, one person, once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exports.inviting.acts.accept import accept
from exports.inviting.acts.invite import invite
from exports.inviting.links import invitation_behind, link_to, token_of
from exports.inviting.models import LASTS, Invitation
from exports.inviting.refusals import (
    FirmActsAlready,
    FirmIsNoImporter,
    InvitationIsForAnother,
    InvitationIsOver,
    InvitationIsUnknown,
    InvitationIsUsed,
    PasswordIsWeak,
    PersonIsKnown,
)
from tests.cast import Cast
from tests.exports.pages import text_of
from traceability.jobs.acts.run import run
from traceability.jobs.models import Job
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.refusals import GlnIsWrong, NotYourOrganisation

GLN = "8712345000004"
PASSWORD = "drie peren in een schaal"


def sent(cast: Cast, **facts: Any) -> Invitation:
    usual = {
        "exporter": cast.exporter.organisation,
        "name": "Jansen Fruit B.V.",
        "gln": GLN,
        "country": "NL",
        "email": "Jan@jansenfruit.example",
        "language": "nl",
        "by": cast.exporter.person,
    }
    return invite(**usual | facts)


def post_is_brought() -> list[Any]:
    """Whatever waits is sent, as a worker would."""
    for job in Job.objects.filter(kind="letters.send", state="waiting"):
        run(job_id=job.pk)
    return mail.outbox


def test_an_invitation_enters_the_firm_and_writes_in_the_language_chosen(cast: Cast) -> None:
    made = sent(cast)

    firm = Organisation.objects.get(gln=GLN)
    assert (firm.kind, firm.country, made.email) == ("importer", "NL", "jan@jansenfruit.example")
    [letter] = post_is_brought()
    assert letter.to == ["jan@jansenfruit.example"]
    assert link_to(made) in letter.body


def test_from_the_letter_to_the_desk(cast: Cast) -> None:
    exporter = Client()
    exporter.force_login(cast.exporter.person)
    facts = {
        "exporter": cast.exporter.organisation.pk,
        "name": "Jansen Fruit B.V.",
        "gln": GLN,
        "country": "NL",
        "email": "jan@jansenfruit.example",
        "language": "en",
    }
    assert exporter.post(reverse("exports:importers"), facts).status_code == 302
    assert "invited until" in text_of(exporter.get(reverse("exports:importers")))
    address = re.search(r"http://localhost:8000(/import/join/\S+)", post_is_brought()[0].body)
    assert address
    jan = Client()

    page = text_of(jan.get(address[1]))
    assert "Guangxi Nanguo Export invites Jansen Fruit B.V. to receive its fruit here." in page
    weak = text_of(jan.post(address[1], {"name": "Jan Jansen", "password": "mango"}), 422)
    assert "too short" in weak
    assert jan.post(address[1], {"name": "Jan Jansen", "password": PASSWORD})["Location"] == reverse("imports:coming")

    assert "Nothing has come to you yet." in text_of(jan.get(reverse("imports:coming")))
    assert "came on" in text_of(exporter.get(reverse("exports:importers")))
    again = Client()
    assert "accepted already" in text_of(again.get(address[1]), 409)
    assert again.login(username="jan@jansenfruit.example", password=PASSWORD)


def test_a_link_opens_once(cast: Cast) -> None:
    made = sent(cast)
    accept(invitation=made, name="Jan", password=PASSWORD)

    with pytest.raises(InvitationIsUsed):
        accept(invitation=made, name="Piet", password=PASSWORD)
    with pytest.raises(InvitationIsUsed):
        invitation_behind(token_of(made))
    assert Membership.objects.filter(organisation__gln=GLN).count() == 1


def test_a_link_ends(cast: Cast) -> None:
    made = sent(cast)
    with time_machine.travel(timezone.now() + LASTS + timedelta(minutes=1), tick=False):
        with pytest.raises(InvitationIsOver):
            invitation_behind(token_of(made))
        with pytest.raises(InvitationIsOver):
            accept(invitation=made, name="Jan", password=PASSWORD)


@pytest.mark.parametrize("spoilt", ["x", ":", "a:b"])
def test_nobody_makes_a_link_up(cast: Cast, spoilt: str) -> None:
    token = token_of(sent(cast))
    for guess in (spoilt, token[:-2] + "AA", token.partition(":")[0], spoilt + token):
        with pytest.raises(InvitationIsUnknown):
            invitation_behind(guess)


def test_another_invitation_ends_the_one_before(cast: Cast) -> None:
    first, second = sent(cast), sent(cast, email="piet@jansenfruit.example")

    with pytest.raises(InvitationIsOver):
        invitation_behind(token_of(first))
    assert invitation_behind(token_of(second)) == second
    assert Organisation.objects.filter(gln=GLN).count() == 1


def test_nobody_is_let_into_a_firm_that_acts_for_itself(cast: Cast) -> None:
    with pytest.raises(FirmActsAlready):
        sent(cast, gln=cast.importer.organisation.gln)
    with pytest.raises(FirmIsNoImporter):
        sent(cast, gln=cast.youan.organisation.gln)
    with pytest.raises(GlnIsWrong):
        sent(cast, gln="8712345000005")
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("stranger", ["wei", "huang", "rossi"])
def test_an_exporter_is_spoken_for_by_its_own_people(cast: Cast, request: pytest.FixtureRequest, stranger: str) -> None:
    with pytest.raises(NotYourOrganisation):
        sent(cast, by=request.getfixturevalue(stranger))


def test_somebody_who_is_here_already_accepts_signed_in(cast: Cast, rossi: User, huang: User) -> None:
    User.objects.filter(pk=rossi.pk).update(email="jan@jansenfruit.example")
    rossi.refresh_from_db()
    made = sent(cast)
    address = link_to(made).removeprefix("http://localhost:8000")

    assert "signs in here already" in text_of(Client().get(address))
    with pytest.raises(PersonIsKnown):
        accept(invitation=made, name="Jan", password=PASSWORD)
    with pytest.raises(InvitationIsForAnother):
        accept(invitation=made, by=huang)
    other = Client()
    other.force_login(huang)
    assert "You are signed in as somebody else." in text_of(other.get(address))
    own = Client()
    own.force_login(rossi)
    assert own.post(address).status_code == 302
    assert rossi.memberships.filter(organisation__gln=GLN, role="manager").exists()


def test_a_weak_password_lets_nobody_in(cast: Cast) -> None:
    made = sent(cast)
    with pytest.raises(PasswordIsWeak):
        accept(invitation=made, name="Jan", password="password12")
    assert invitation_behind(token_of(made)).accepted_at is None
