"""The desk of conformity certificates, and the page that the square code leads to."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from tests.cast import Cast, at
from tests.stories import certified, labelled, packed, smallest_photo
from traceability.labels.acts.start_run import start_run
from traceability.lots.conformity.acts.issue import issue
from traceability.lots.conformity.acts.take_in import take_in
from traceability.lots.conformity.models import Basis, ConformityCertificate, Form
from traceability.lots.conformity.queries import standing_of
from traceability.lots.conformity.refusals import ContactIsMissing
from traceability.lots.conformity.wordings import WORDINGS
from traceability.lots.models import Lot
from traceability.parties.models import User

LATER = at("2026-06-24", "17:00")
PHOTO = smallest_photo()


@pytest.fixture
def desk(client: Client, wei: User) -> Client:
    """Wei's browser."""
    client.force_login(wei)
    return client


@pytest.fixture
def certificate(cast: Cast, napo: Lot) -> ConformityCertificate:
    return issue(lot=napo, bases=["control"], by=cast.youan.person, at=LATER)


def url(name: str, lot: Lot, *more: str) -> str:
    return reverse(f"conformity:{name}", args=[lot.product.gtin, lot.code, *more])


def text_of(page: Any) -> str:
    return str(page.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def test_a_lot_without_one_is_shown_as_lacking(desk: Client, napo: Lot) -> None:
    """Issue 5, Receive."""
    assert "It has none." in text_of(desk.get(napo.get_absolute_url()))
    assert "One lot in stock has no conformity certificate." in text_of(desk.get(reverse("lots:board")))
    assert napo.code in text_of(desk.get(reverse("conformity:certificates"), {"show": "lacking"}))


def test_the_words_are_seen_before_they_are_given(desk: Client, napo: Lot) -> None:
    """Preview, then one button."""
    page = desk.get(url("issue", napo))
    assert "未使用禁用农药、兽药及其他化合物" in text_of(page)
    assert "400.0 kg" in text_of(page)
    assert not ConformityCertificate.objects.exists()
    answer = desk.post(url("issue", napo), {"bases": ["control", "self_test"]})
    made = ConformityCertificate.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert made.ticked == ["control", "self_test"]


def test_a_promise_without_basis_comes_back_with_the_form(desk: Client, napo: Lot) -> None:
    """422, and nothing is issued."""
    assert desk.post(url("issue", napo), {"csrfmiddlewaretoken": "as browsers send"}).status_code == 422
    assert not ConformityCertificate.objects.exists()


def test_a_standing_one_is_replaced_with_its_reason(desk: Client, certificate: ConformityCertificate) -> None:
    """Never edited."""
    lot = certificate.lot
    assert desk.post(url("issue", lot), {"bases": ["self_test"]}).status_code == 422
    desk.post(url("issue", lot), {"bases": ["self_test"], "reason": "Tested since"})
    assert "was replaced by" in text_of(desk.get(certificate.get_absolute_url()))


def test_the_paper_is_kept_and_comes_back_as_it_came(desk: Client, napo: Lot) -> None:
    """For download only, under no name of its own."""
    desk.post(url("take-in", napo), {"file": SimpleUploadedFile("../../x.html", PHOTO, "text/html")})
    kept = ConformityCertificate.objects.get()
    answer: Any = desk.get(url("scan", napo, kept.number))
    assert b"".join(answer.streaming_content) == PHOTO
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment")


def test_whom_a_lot_was_shown_to_does_not_get_the_paper(client: Client, cast: Cast, napo: Lot) -> None:
    """It bears a grower's name: the owner's alone."""
    kept = take_in(lot=napo, file=SimpleUploadedFile("x.jpg", PHOTO), by=cast.youan.person, at=LATER)
    napo.shown_to.add(cast.control_body.organisation)
    client.force_login(cast.control_body.person)
    assert client.get(kept.get_absolute_url()).status_code == 200
    assert client.get(url("scan", napo, kept.number)).status_code == 404


def test_it_prints_from_the_desk(desk: Client, certificate: ConformityCertificate) -> None:
    """A PDF, kept by no cache."""
    answer = desk.get(url("sheet", certificate.lot, certificate.number))
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ({"conformity": "here"}, "house"),
        ({"conformity": "here", "paper_number": "HGZ-77"}, "grower"),
        ({"conformity": ""}, None),
    ],
)
def test_the_scale_takes_the_fruit_and_its_certificate(
    desk: Client, cast: Cast, typed: dict[str, str], kind: str | None
) -> None:
    """In one step; a number that was typed says that one came."""
    harvest = cast.harvest(cast.plot(cast.lan))
    address = reverse("orchards:weigh-in", args=[harvest.client_id])
    house = cast.youan.place
    assert house
    desk.post(address, {"weight_g": "400", "place": house.pk, **typed})
    standing = standing_of(Lot.objects.get())
    assert (standing.kind if standing else None) == kind


def test_labels_bring_the_certificate_with_them(cast: Cast) -> None:
    """Issue 5: issued with the carton labels, told by the run's own event."""
    run = labelled(cast, certified(cast), labels=2)
    standing = standing_of(run.lot)
    assert standing is not None
    assert standing.event == run.event
    assert run.event.document["certificationInfo"] == [standing.uri]


def test_no_label_prints_whose_promise_cannot_be_given(cast: Cast) -> None:
    """Without a contact the labels would carry half a certificate."""
    lot = packed(cast, cast.lot(cast.plot(cast.lan), weight_g=1_000_000))
    lot.owner.phone = ""
    with pytest.raises(ContactIsMissing):
        start_run(
            lot=lot,
            count=1,
            layout="carton-100",
            with_name=False,
            by=cast.youan.person,
            at=at("2026-07-06"),
        )
    assert not lot.label_runs.exists()


def test_the_code_leads_to_the_certificate_for_ever(client: Client, certificate: ConformityCertificate) -> None:
    """GS1 Digital Link with a link type: 307 to the page of that very number."""
    answer = client.get(certificate.scan_uri)
    assert answer.status_code == 307
    page = client.get(answer["Location"])
    words = text_of(page)
    assert page.status_code == 200
    for said in ("承诺达标合格证", "未使用禁用农药", "400.0 kg", "0776-3210001", certificate.number):
        assert said in words
    assert not page.cookies
    assert "<script" not in words


def test_the_words_of_every_form_are_said_in_the_reader_s_language(
    client: Client, certificate: ConformityCertificate
) -> None:
    forms, boxes = Form.objects.all(), Basis.objects.all()
    assert set(WORDINGS) == {
        *(form.opening_en for form in forms),
        *(form.promise_en for form in forms),
        *(box.words_en for box in boxes),
    }
    address = client.get(certificate.scan_uri)["Location"]
    page = client.get(address, headers={"Accept-Language": "de"}).content.decode()
    form = certificate.form
    assert form
    assert form.promise_zh in page
    assert form.promise_en not in page
    assert "Rückstände der verwendeten zugelassenen Mittel halten die Grenzen ein." in page


def test_the_linkset_names_the_certificate(client: Client, certificate: ConformityCertificate) -> None:
    """gs1:certificationInfo, for lots that have one."""
    lot = certificate.lot
    linkset = client.get(f"/01/{lot.product.gtin}/10/{lot.code}?linkType=linkset").json()["linkset"]
    [link] = linkset[0]["https://ref.gs1.org/voc/certificationInfo"]
    assert link["href"].endswith(f"/trace/{lot.product.gtin}/{lot.code}/conformity/")


def test_a_lot_without_one_leads_nowhere(client: Client, napo: Lot) -> None:
    """404, not an empty certificate."""
    address = f"/01/{napo.product.gtin}/10/{napo.code}?linkType=gs1:certificationInfo"
    assert client.get(address).status_code == 404
    assert client.get(f"/trace/{napo.product.gtin}/{napo.code}/conformity/").status_code == 404


def test_a_paper_that_was_replaced_says_so_when_it_is_scanned(
    client: Client, cast: Cast, certificate: ConformityCertificate
) -> None:
    """The old paper is still out there."""
    issue(
        lot=certificate.lot,
        bases=["self_test"],
        by=cast.youan.person,
        at=LATER,
        replaces=certificate,
        reason="Tested since",
    )
    page = client.get(client.get(certificate.scan_uri)["Location"])
    assert "This certificate was replaced." in text_of(page)


@pytest.mark.parametrize("issuer", ["", "罗大伟"])
def test_the_public_page_tells_no_persons_name(client: Client, cast: Cast, napo: Lot, issuer: str) -> None:
    """Nobody consented: a grower stands there by the pseudonym, and an issuer that was typed not at all."""
    take_in(lot=napo, number="HGZ-77", issuer=issuer, by=cast.youan.person, at=LATER)
    words = text_of(client.get(f"/trace/{napo.product.gtin}/{napo.code}/conformity/"))
    assert not [said for said in ("黄阿兰", "罗大伟", "韦晓东", "HGZ-77") if said in words]


def test_a_program_reads_and_issues(cast: Cast, wei: User, napo: Lot) -> None:
    """/api/v1/: the same act."""
    api = APIClient()
    api.force_authenticate(wei)
    address = f"/api/v1/lots/{napo.product.gtin}/{napo.code}/conformity/"
    made = api.post(address, {"bases": ["control"], "at": LATER.isoformat()}, format="json")
    assert made.status_code == 201, made.data
    assert (made.data["number"], made.data["stands"], made.data["bases"]) == (f"{napo.code}-1", True, ["control"])
    again = api.post(address, {"bases": ["control"], "at": LATER.isoformat()}, format="json")
    assert (again.status_code, again.json()["type"].rsplit("/", 1)[1]) == (409, "conformity-certificate-stands")
    replaced = api.post(address, {"bases": ["self_test"], "reason": "Tested", "at": LATER.isoformat()}, format="json")
    assert replaced.data["replaces"] == f"{napo.code}-1"
    assert [row["stands"] for row in api.get(address).data] == [True, False]
    assert len(api.get("/api/v1/conformity-certificates/").data["results"]) == 2


def test_a_program_of_another_cooperative_sees_none(huang: User, certificate: ConformityCertificate) -> None:
    """One cooperative never sees another's."""
    api = APIClient()
    api.force_authenticate(huang)
    assert api.get("/api/v1/conformity-certificates/").data["results"] == []
    lot = certificate.lot
    address = f"/api/v1/lots/{lot.product.gtin}/{lot.code}/conformity/"
    assert api.get(address).status_code == 404
    assert api.post(address, {"bases": ["control"]}, format="json").status_code == 404
