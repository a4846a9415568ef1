"""What buyers may see of a grower, at the desk and over its API: form, paper, pictures, taking it back."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from orchards.consent_sheet import ConsentSheet, consent_sheet
from orchards.models import Plot
from tests.agreed import SIGNED, a_picture, agree, orchard, portrait
from tests.cast import Cast
from tests.papers import a_pdf
from traceability.parties.consent.models import Consent, Picture
from traceability.parties.consent.queries import wordings
from traceability.parties.models import User

GROWER = "/desk/growers/G7LAN/"
PAGE = f"{GROWER}consents/"
PAPER = {"kinds": ["name", "photo", "plot"], "number": "G7LAN-20260601", "signed_on": "2026-06-01"}


@pytest.fixture
def desk(client: Client, cast: Cast, wei: User) -> Client:
    """Wei's, with Lan's plot 4 in the book."""
    cast.plot(cast.lan)
    client.force_login(wei)
    return client


def read(desk: Client, page: str = PAGE) -> str:
    return desk.get(f"{page}?lang=en").content.decode()


def test_a_grower_begins_with_nothing_shown(desk: Client) -> None:
    page = read(desk)
    assert 'Buyers see nothing of <span lang="zh-Hans">黄阿兰</span>.' in page
    assert page.count("Not shown.") == 3
    assert "Pictures can be added once the grower has agreed" in page


def test_the_form_is_one_page_with_the_words_in_force_and_a_box_for_each(desk: Client) -> None:
    answer = desk.get(f"{PAGE}form.pdf")
    assert answer["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(answer.content) as document:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_bounded().replace("\r\n", "")
    for words in wordings(on=SIGNED.date()).values():
        assert words.words_zh in text
        assert words.version in text
    for said in ("黄阿兰", "右岸芒果专业合作社", "果农签名", "编号 G7LAN-"):
        assert said in text


def test_a_name_that_cannot_be_printed_is_left_to_the_pen(cast: Cast) -> None:
    words = list(wordings(on=SIGNED.date()).values())
    content = consent_sheet(
        ConsentSheet("G7-1", "黄\N{CJK UNIFIED IDEOGRAPH-2A700}", "那坡", "右岸", words, SIGNED.date())
    )
    with pypdfium2.PdfDocument(content) as document:
        assert "果农：村" in document[0].get_textpage().get_text_bounded().replace("\r\n", "")


def test_a_signed_paper_is_recorded_with_its_scan_which_the_desk_reads_again(desk: Client) -> None:
    scan = SimpleUploadedFile("scan.pdf", a_pdf())
    assert desk.post(PAGE, {**PAPER, "paper": scan}).status_code == 302
    page = read(desk, GROWER)
    assert page.count("Agreed on 1 June 2026.") == 3
    token = Consent.objects.get(kind="name").token
    assert f"{PAGE}papers/{token}/" in page
    paper = desk.get(f"{PAGE}papers/{token}/")
    assert (paper["Content-Type"], b"".join(paper.streaming_content)) == ("application/pdf", a_pdf())


@pytest.mark.parametrize(("change", "said"), [
    ({"kinds": []}, "Fill this in."),
    ({"number": ""}, "Fill this in."),
    ({"signed_on": "2999-01-01"}, "which has not come yet"),
])  # fmt: skip
def test_a_paper_that_proves_nothing_is_said_to_and_keeps_what_was_typed(
    desk: Client, change: dict[str, Any], said: str
) -> None:
    answer = desk.post(f"{PAGE}?lang=en", PAPER | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Consent.objects.exists()


def test_from_the_growers_page_a_consent_is_withdrawn_in_two_clicks(desk: Client, cast: Cast) -> None:
    agree(cast, cast.lan, "name")
    page = read(desk, GROWER)
    assert "<summary>Withdraw</summary>" in page
    action = f"{PAGE}name/withdraw/"
    assert f'action="{action}"' in page
    assert desk.post(action).headers["Location"] == PAGE
    assert "Agreed 1 June 2026, withdrawn" in read(desk)
    assert desk.post(action).status_code == 302, "twice is once"


def test_pictures_are_added_shown_and_deleted(desk: Client, cast: Cast) -> None:
    agree(cast, cast.lan, "photo", "plot")
    plot = Plot.objects.get()
    for where, content in (("portrait", a_picture(900, 1200)), (plot.place.extension, a_picture())):
        sent = {"plot": where, "picture": SimpleUploadedFile("x.exe", content)}
        assert desk.post(f"{GROWER}pictures/", sent).status_code == 302
    page = read(desk)
    assert page.count("<img") == 2
    picture = Picture.objects.get(place=plot.place)
    desk.post(f"{GROWER}pictures/{picture.token}/remove/")
    assert read(desk).count("<img") == 1


def test_a_picture_that_nobody_agreed_to_cannot_be_chosen(desk: Client, cast: Cast) -> None:
    agree(cast, cast.lan, "photo")
    sent = {"plot": Plot.objects.get().place.extension, "picture": SimpleUploadedFile("x.jpg", a_picture())}
    assert desk.post(f"{GROWER}pictures/", sent).status_code == 422
    assert not Picture.objects.exists()


def test_erasing_asks_for_the_pseudonym(desk: Client, cast: Cast) -> None:
    assert desk.post(f"{GROWER}erase/", {"pseudonym": "G7GUO"}).status_code == 422
    assert desk.post(f"{GROWER}erase/", {"pseudonym": "g7lan"}).status_code == 302
    assert "黄阿兰" not in read(desk, GROWER)
    assert "Erased on" in read(desk, f"{GROWER}erase/")


def test_who_packs_may_read_it_and_change_nothing(client: Client, cast: Cast) -> None:
    from traceability.parties.acts.register import give_role, register_person

    agree(cast, cast.lan, "name")
    packer = register_person(name="Packer", phone="+8613811111111")
    give_role(user=packer, organisation=cast.youan.organisation, role="packer")
    client.force_login(packer)
    assert client.get(PAGE).status_code == 200
    assert client.post(f"{PAGE}name/withdraw/").status_code == 403
    assert Consent.objects.in_force().exists()


def test_programs_record_withdraw_and_add_pictures(desk: Client, cast: Cast) -> None:
    api = "/api/v1/growers/G7LAN/"
    made = desk.post(f"{api}consents/", PAPER, content_type="application/json")
    assert (made.status_code, len(made.json())) == (201, 3)
    plot = Plot.objects.get().place
    for where in ("", plot.extension):
        answer = desk.post(f"{api}pictures/", {"plot": where, "picture": SimpleUploadedFile("x", a_picture())})
        assert answer.status_code == 201
    listed = desk.get(f"{api}pictures/").json()["results"]
    assert [one["plot"] for one in listed] == ["", plot.uri]
    assert desk.post(f"{api}pictures/{listed[1]['token']}/remove/").status_code == 204
    assert desk.post(f"{api}consents/photo/withdraw/").status_code == 204
    assert not Picture.objects.exists()
    told = {row["kind"]: row["withdrawn_at"] for row in desk.get(f"{api}consents/").json()["results"]}
    assert {kind for kind, withdrawn in told.items() if withdrawn} == {"photo"}


def test_programs_cannot_show_a_plot_of_somebody_else(desk: Client, cast: Cast) -> None:
    agree(cast, cast.lan, "plot")
    other = cast.plot(cast.guoqiang, "7").place.extension
    sent = {"plot": other, "picture": SimpleUploadedFile("x", a_picture())}
    answer = desk.post("/api/v1/growers/G7LAN/pictures/", sent)
    assert answer.status_code == 403
    assert "plot-is-anothers" in answer.json()["type"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_for_any_number_of_pictures(
    desk: Client, cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    agree(cast, cast.lan, "photo", "plot")
    portrait(cast, cast.lan)
    for number in range(count):
        orchard(cast, Plot.objects.get(), a_picture(400 + number, 300))
    desk.get(PAGE)
    with django_assert_num_queries(9):
        desk.get(PAGE)
