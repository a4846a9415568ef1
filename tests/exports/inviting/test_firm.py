"""A firm that buys lets its own people in and out, and says what customs knows it by."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse

from exports.inviting.acts.accept import accept
from exports.inviting.acts.end_access import end_access
from exports.inviting.acts.enter_numbers import enter_numbers
from exports.inviting.acts.invite_colleague import invite_colleague
from exports.inviting.acts.take_back import take_back
from exports.inviting.links import invitation_behind, token_of
from exports.inviting.models import EndedAccess, Invitation, TradeNumbers
from exports.inviting.refusals import (
    ActsAlready,
    ActsNoMore,
    EoriIsWrong,
    InvitationIsOver,
    LastManagerStays,
    RoleIsNone,
    VatIsWrong,
)
from exports.models import ExportBatch
from tests.cast import Cast
from tests.exports.pages import text_of
from tests.tokens import a_token, credentials
from traceability.jobs.acts.run import run
from traceability.jobs.models import Job
from traceability.parties.acts.register import give_role, register_person
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.refusals import NotYourOrganisation
from traceability.web.scopes import Scope

PASSWORD = "drie peren in een schaal"
Role = Membership.Role


@pytest.fixture
def firm(cast: Cast) -> Organisation:
    return cast.importer.organisation


def letters() -> list[mail.EmailMessage]:
    for job in Job.objects.filter(kind="letters.send", state="waiting"):
        run(job_id=job.pk)
    return mail.outbox


def invited(cast: Cast, email: str = "Anke@rossifruit.example", role: str = Role.CLERK) -> Invitation:
    return invite_colleague(
        importer=cast.importer.organisation, email=email, role=role, language="en", by=cast.importer.person
    )


@pytest.fixture
def anke(cast: Cast) -> User:
    return accept(invitation=invited(cast), name="Anke Vogt", password=PASSWORD)


def test_from_the_managers_form_to_the_colleagues_desk(cast: Cast, importer: Client, shipped: ExportBatch) -> None:
    page = reverse("imports:people", args=[cast.importer.organisation.gln])
    assert importer.get(reverse("imports:firm"))["Location"] == page
    assert "One person acts for Rossi Fruit Import." in text_of(importer.get(page))
    facts = {"email": "Anke@rossifruit.example", "role": "clerk", "language": "en"}
    assert importer.post(page, facts).status_code == 302
    assert 'data-invited="anke@rossifruit.example"' in text_of(importer.get(page))
    [letter] = [one for one in letters() if one.to == ["anke@rossifruit.example"]]
    assert f"{cast.importer.person.name} invites you to the desk of" in letter.subject
    address = re.search(r"http://localhost:8000(/import/join/\S+)", letter.body)
    assert address

    anke = Client()
    assert "invites you to the desk of" in text_of(anke.get(address[1]))
    assert anke.post(address[1], {"name": "Anke Vogt", "password": PASSWORD}).status_code == 302

    assert anke.get(reverse("imports:batch", args=[shipped.code])).status_code == 200
    theirs = text_of(anke.get(page))
    assert "2 people act for Rossi Fruit Import." in theirs
    assert "A manager of your firm lets others in." in theirs
    assert "Ask its manager" in text_of(anke.post(page, facts | {"email": "third@rossifruit.example"}), 422)
    assert not Invitation.objects.filter(email="third@rossifruit.example").exists()


def test_an_ended_access_opens_nothing_from_the_next_request_on(
    cast: Cast, importer: Client, anke: User, shipped: ExportBatch
) -> None:
    theirs, api = Client(), Client()
    theirs.force_login(anke)
    token = a_token(anke, Scope.READ).secret
    batch, told = reverse("imports:batch", args=[shipped.code]), f"/api/v1/export-batches/{shipped.code}/"
    assert theirs.get(batch).status_code == 200
    assert api.get(told, HTTP_AUTHORIZATION=f"Token {token}").status_code == 200

    ending = reverse("imports:end-access", args=[cast.importer.organisation.gln, anke.pk])
    assert importer.post(ending).status_code == 302

    assert theirs.get(batch).status_code == 404
    assert theirs.get(reverse("imports:firm")).status_code == 404
    assert "Nothing has come to you yet." in text_of(theirs.get(reverse("imports:coming")))
    assert api.get(told, HTTP_AUTHORIZATION=f"Token {token}").status_code == 401
    [ended] = EndedAccess.objects.all()
    assert (ended.user, ended.roles, ended.ended_by) == (anke, ["clerk"], cast.importer.person)


def test_an_ended_access_leaves_what_somebody_does_elsewhere(cast: Cast, firm: Organisation, anke: User) -> None:
    """Anke also acts for the exporter: her machines there go on, those at Rossi stop."""
    give_role(user=anke, organisation=cast.exporter.organisation, role=Role.CLERK)
    there, here = a_token(anke, Scope.READ, at=cast.exporter.organisation), a_token(anke, Scope.READ, at=firm)

    end_access(importer=firm, user=anke, by=cast.importer.person)

    told = {
        each: Client().get("/api/v1/organisations/", HTTP_AUTHORIZATION=credentials(each.secret)).status_code
        for each in (there, here)
    }
    assert told == {there: 200, here: 401}


def test_a_firm_keeps_a_manager(cast: Cast, firm: Organisation, anke: User) -> None:
    rossi = cast.importer.person
    with pytest.raises(LastManagerStays):
        end_access(importer=firm, user=rossi, by=rossi)
    give_role(user=anke, organisation=firm, role=Role.MANAGER)

    end_access(importer=firm, user=rossi, by=anke)

    with pytest.raises(ActsNoMore):
        end_access(importer=firm, user=rossi, by=anke)
    with pytest.raises(NotYourOrganisation):
        end_access(importer=firm, user=anke, by=rossi)


def test_whoever_left_may_be_invited_again(cast: Cast, firm: Organisation, anke: User) -> None:
    end_access(importer=firm, user=anke, by=cast.importer.person)

    accept(invitation=invited(cast, role=Role.BUYER), by=anke)

    assert [one.role for one in firm.memberships.filter(user=anke)] == ["buyer"]


def test_an_invitation_that_was_taken_back_or_sent_again_opens_nothing(cast: Cast) -> None:
    first, second = invited(cast), invited(cast)
    with pytest.raises(InvitationIsOver):
        invitation_behind(token_of(first))
    other = invited(cast, "piet@rossifruit.example")
    assert invitation_behind(token_of(second)) == second

    take_back(invitation=second, by=cast.importer.person)

    with pytest.raises(InvitationIsOver):
        invitation_behind(token_of(second))
    assert invitation_behind(token_of(other)) == other


@pytest.mark.parametrize("stranger", ["wei", "huang", "zhao"])
def test_an_importer_lets_its_own_people_in_and_nobody_elses(
    cast: Cast, firm: Organisation, anke: User, request: pytest.FixtureRequest, stranger: str
) -> None:
    by = request.getfixturevalue(stranger)
    with pytest.raises(NotYourOrganisation):
        invite_colleague(importer=firm, email="x@y.example", role=Role.CLERK, language="en", by=by)
    with pytest.raises(NotYourOrganisation):
        end_access(importer=firm, user=anke, by=by)
    with pytest.raises(NotYourOrganisation):
        enter_numbers(importer=firm, eori="", vat="", by=by)


def test_a_colleague_is_invited_to_a_role_of_an_importer_and_once(cast: Cast, firm: Organisation, anke: User) -> None:
    with pytest.raises(ActsAlready):
        invited(cast)
    for role in ("inspector", "grower", ""):
        with pytest.raises(RoleIsNone):
            invited(cast, "piet@rossifruit.example", role)


def test_another_importers_people_are_not_found(importer: Client, cast: Cast, anke: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(register_person(name="Eve", email="eve@other.example", password=PASSWORD))
    gln = cast.importer.organisation.gln
    for name, arguments in (("people", [gln]), ("end-access", [gln, anke.pk]), ("numbers", [gln])):
        answer = elsewhere.post(reverse(f"imports:{name}", args=arguments))
        assert (name, answer.status_code) == (name, 404)


@pytest.mark.parametrize(
    ("typed", "kept"), [("nl 004495445", "NL004495445"), ("DE1234567", "DE1234567"), ("XI123456789000", None), ("", "")]
)
def test_an_eori_is_a_member_state_and_a_number(cast: Cast, firm: Organisation, typed: str, kept: str | None) -> None:
    entered = enter_numbers(importer=firm, eori=typed, vat="", by=cast.importer.person)
    assert entered.eori == (typed if kept is None else kept)


@pytest.mark.parametrize("wrong", ["US1234567", "NL", "NL1234567890123456", "12345", "=NL1", "NL12/34"])
def test_what_is_no_eori_is_refused(cast: Cast, firm: Organisation, wrong: str) -> None:
    with pytest.raises(EoriIsWrong):
        enter_numbers(importer=firm, eori=wrong, vat="", by=cast.importer.person)


@pytest.mark.parametrize("wrong", ["NL123456789B01", "DE136695977", "CH123", "123"])
def test_what_is_no_vat_number_is_refused(cast: Cast, firm: Organisation, wrong: str) -> None:
    with pytest.raises(VatIsWrong):
        enter_numbers(importer=firm, eori="", vat=wrong, by=cast.importer.person)


def test_numbers_stay_as_they_were_and_the_newest_count(cast: Cast, importer: Client, firm: Organisation) -> None:
    ask = reverse("imports:numbers", args=[firm.gln])
    assert importer.post(ask, {"eori": "NL004495445", "vat": "NL 0044.95.445.B01"}).status_code == 302
    assert importer.post(ask, {"eori": "NL004495445", "vat": "NL004495445B01"}).status_code == 302
    assert "no EORI number" in text_of(importer.post(ask, {"eori": "US1"}), 422)
    assert importer.post(ask, {"eori": "", "vat": "NL004495445B01"}).status_code == 302

    assert [(one.eori, one.vat) for one in TradeNumbers.objects.all()] == [
        ("", "NL004495445B01"),
        ("NL004495445", "NL004495445B01"),
    ]
    assert firm.trade_numbers.all()[0].lines == ["VAT number NL004495445B01"]


def test_numbers_and_ended_accesses_are_kept_as_they_were(cast: Cast, firm: Organisation, anke: User) -> None:
    numbers = enter_numbers(importer=firm, eori="DE123456789012345", vat="", by=cast.importer.person)
    ended = end_access(importer=firm, user=anke, by=cast.importer.person)
    rows: tuple[models.QuerySet[models.Model], ...] = (
        TradeNumbers.objects.filter(pk=numbers.pk),
        EndedAccess.objects.filter(pk=ended.pk),
    )
    for row in rows:
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            row.update(importer=firm)
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            row.delete()
