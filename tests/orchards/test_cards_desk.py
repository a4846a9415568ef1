"""Cards at the desk: a sheet whose squares open the book, and a lost card that opens nothing after two clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import zxingcpp
from django.test import Client

from orchards.card_sheet import PrintedCard, card_sheet
from orchards.refusals.growers import NameCannotBePrinted
from traceability.parties.acts.cards import issue_card, open_card
from traceability.parties.models import SignInCard, User
from traceability.parties.refusals import SignInRefused

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, wei: User) -> Client:
    """Wei at You'an's desk."""
    client.force_login(wei)
    return client


def squares(pdf: bytes) -> list[str]:
    """What the codes of a sheet say, page by page, read back as a phone's camera would."""
    pages = pypdfium2.PdfDocument(pdf)
    return [code.text for page in pages for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())]


def test_a_sheet_of_cards_opens_the_book_of_each_grower(desk: Client, cast: Cast) -> None:
    growers = [cast.lan, cast.guoqiang]
    answer = desk.post("/desk/growers/cards/", {f"pin-{grower.pseudonym}": "4711" for grower in growers})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    found = squares(answer.content)
    assert len(found) == 2
    assert all(address.startswith("http://localhost:8000/field/#") for address in found)
    opened = {open_card(secret=address.partition("#")[2], pin="4711").user for address in found}
    assert opened == {grower.user for grower in growers}


def test_who_types_no_pin_is_left_out_and_nobody_is_said(desk: Client, cast: Cast) -> None:
    _ = cast.guoqiang
    desk.post("/desk/growers/cards/", {f"pin-{cast.lan.pseudonym}": "4711"})
    assert set(SignInCard.objects.values_list("user", flat=True)) == {cast.lan.user_id}
    answer = desk.post("/desk/growers/cards/?lang=en", {})
    assert answer.status_code == 422
    assert "No PIN was typed." in answer.content.decode()


def test_one_pin_that_is_too_simple_and_no_card_is_issued(desk: Client, cast: Cast) -> None:
    pins = {f"pin-{cast.lan.pseudonym}": "4711", f"pin-{cast.guoqiang.pseudonym}": "1111"}
    answer = desk.post("/desk/growers/cards/?lang=en", pins)
    assert answer.status_code == 422
    assert "not all the same" in answer.content.decode()
    assert not SignInCard.objects.exists()


def test_those_without_a_card_come_first_and_the_others_are_asked_for(desk: Client, cast: Cast, wei: User) -> None:
    issue_card(user=cast.lan.user, pin="4711", by=wei)
    _ = cast.guoqiang
    waiting, everybody = (desk.get(f"/desk/growers/cards/{query}").content.decode() for query in ("", "?all=1"))
    assert f"pin-{cast.lan.pseudonym}" not in waiting
    assert f"pin-{cast.guoqiang.pseudonym}" in waiting
    assert f"pin-{cast.lan.pseudonym}" in everybody


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_for_any_count(
    desk: Client, cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        cast.grower(f"黄{number}", f"+861390000100{number}", "451003101", f"G{number}")
    with django_assert_num_queries(7):
        desk.get("/desk/growers/cards/")


def test_a_lost_card_opens_nothing_after_two_clicks(desk: Client, cast: Cast, wei: User) -> None:
    issued = issue_card(user=cast.lan.user, pin="4711", by=wei)
    page = desk.get(f"/desk/growers/{cast.lan.pseudonym}/?lang=en").content.decode()
    assert f'action="/desk/growers/{cast.lan.pseudonym}/card/revoke/"' in page
    desk.post(f"/desk/growers/{cast.lan.pseudonym}/card/revoke/")
    with pytest.raises(SignInRefused):
        open_card(secret=issued.secret, pin="4711")
    assert SignInCard.objects.get().revoked_by == wei


def test_one_card_comes_as_a_sheet_too(desk: Client, cast: Cast) -> None:
    answer = desk.post(f"/desk/growers/{cast.lan.pseudonym}/card/", {"pin": "4711", "as": "pdf"})
    [address] = squares(answer.content)
    assert open_card(secret=address.partition("#")[2], pin="4711").user == cast.lan.user


def test_another_cooperative_neither_issues_nor_revokes(client: Client, cast: Cast, wei: User, huang: User) -> None:
    issue_card(user=cast.lan.user, pin="4711", by=wei)
    client.force_login(huang)
    assert f"pin-{cast.lan.pseudonym}" not in client.get("/desk/growers/cards/?all=1").content.decode()
    assert client.post(f"/desk/growers/{cast.lan.pseudonym}/card/revoke/").status_code == 404
    assert SignInCard.objects.get().revoked_at is None


def test_eleven_cards_fill_two_pages_and_their_backs() -> None:
    card = PrintedCard("黄阿兰", "那坡镇 敢亮村", "右岸芒果专业合作社", "00112-1", "https://trace.example/field/#abc")
    assert len(pypdfium2.PdfDocument(card_sheet([card] * 11))) == 4


def test_a_name_with_a_letter_that_is_not_printed_is_refused_not_clipped() -> None:
    card = PrintedCard(
        "黄\U0002a700", "那坡镇 敢亮村", "右岸芒果专业合作社", "00112-1", "https://trace.example/field/#abc"
    )
    with pytest.raises(NameCannotBePrinted, match="\U0002a700"):
        card_sheet([card])
