"""The desk of the books and of the stocktake."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, at
from traceability.lots.acts.blend import blend
from traceability.lots.acts.pack import pack
from traceability.lots.acts.split import split
from traceability.lots.books.acts.count import count
from traceability.lots.books.models import StockCount
from traceability.lots.models import Lot, Product
from traceability.parties.acts.register import give_role, register_person, register_place
from traceability.parties.models import Membership, Place, User

Grow = Callable[..., Lot]
SEASON = {"from": "2026-01-01", "to": "2026-12-31"}
EVENING = at("2026-06-24", "18:00")


@pytest.fixture
def desk(client: Client, wei: User) -> Client:
    """Wei's browser."""
    client.force_login(wei)
    return client


def text_of(page: Any) -> str:
    return str(page.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def form_of(lot: Lot, typed: str, **more: str) -> dict[str, str]:
    """What a browser sends of one lot's line."""
    name = f"counted-{lot.product.gtin}-{lot.code}"
    return {name: typed, f"seen-{name}": str(lot.remaining_g)} | more


def count_url(lot: Lot) -> str:
    return reverse("books:count", args=[lot.product.gtin, lot.code])


# The books


def test_the_page_opens_with_its_answer(desk: Client, napo: Lot) -> None:
    page = text_of(desk.get(reverse("books:books"), SEASON))
    assert "Everything that came in is accounted for: 400.0 kg in stock, nothing unexplained." in page
    assert "Every row adds up." in page


def test_what_is_missing_is_said_first(desk: Client, cast: Cast, napo: Lot) -> None:
    count(lot=napo, counted_g=388_000, by=cast.youan.person, at=EVENING)
    page = text_of(desk.get(reverse("books:books"), SEASON))
    assert "All that came in is accounted for but 12.0 kg: 388.0 kg in stock." in page


def test_books_that_do_not_add_up_say_so_first(desk: Client, napo: Lot) -> None:
    Lot.objects.filter(pk=napo.pk).update(remaining_g=399_000)
    page = text_of(desk.get(reverse("books:books"), SEASON))
    assert "The books do not add up: 1.0 kg cannot be accounted for." in page
    assert "off by -1.0 kg" in page
    assert "Every row adds up." not in page


def test_empty_days_say_so(desk: Client, napo: Lot) -> None:
    page = text_of(desk.get(reverse("books:books"), {"from": "2026-02-01", "to": "2026-02-02"}))
    assert "Nothing was in the house, and nothing came in." in page
    assert "These days are empty." in page


@pytest.mark.parametrize("by", ["product", "grower", "day"])
def test_each_way_has_its_rows_and_one_of_them_is_marked(
    desk: Client, cast: Cast, napo: Lot, pohong: Lot, by: str
) -> None:
    inputs = [(napo, 100_000), (pohong, 100_000)]
    blend(inputs=inputs, place=cast.youan.place, loss_g=1_000, by=cast.youan.person, at=at("2026-06-25"))
    page = text_of(desk.get(reverse("books:books"), SEASON | {"by": by}))
    assert page.count("data-row=") == {"product": 1, "grower": 2, "day": 2}[by]
    assert f'href="?by={by}&amp;from=2026-01-01&amp;to=2026-12-31" aria-current="true"' in page
    assert ("From other lots" in page) is (by != "grower")


def test_growers_stand_under_what_stands_for_them(desk: Client, cast: Cast, napo: Lot) -> None:
    page = text_of(desk.get(reverse("books:books"), SEASON | {"by": "grower"}))
    assert "G7LAN" in page
    assert cast.lan.user.name not in page


def test_periods_are_chosen_by_name(desk: Client, napo: Lot) -> None:
    page = desk.get(reverse("books:books"), {"for": "today"})
    assert 'href="?by=product&amp;for=today" aria-current="true"' in text_of(page)
    assert page.context["books"].period.first == timezone.localdate()


@pytest.mark.parametrize("asked", [{"from": "soon"}, {"from": "2026-06-03", "to": "2026-06-01"}])
def test_days_that_are_none_are_said_and_the_season_is_shown(desk: Client, napo: Lot, asked: dict[str, str]) -> None:
    page = desk.get(reverse("books:books"), asked)
    assert page.status_code == 422
    assert 'role="alert"' in text_of(page)
    assert 'for=season" aria-current="true"' in text_of(page)
    assert desk.get(reverse("books:table"), asked).status_code == 422


@pytest.mark.parametrize("by", ["product", "grower", "day"])
def test_the_table_adds_up_in_a_spreadsheet(desk: Client, cast: Cast, napo: Lot, carton: Product, by: str) -> None:
    wei = cast.youan.person
    pack(lot=napo, product=carton, cartons=20, loss_g=1_234, by=wei, at=at("2026-06-25"))
    count(lot=napo, counted_g=290_000, by=wei, at=at("2026-06-26"))
    answer: Any = desk.get(reverse("books:table"), SEASON | {"by": by})
    assert answer["Content-Disposition"] == f'attachment; filename="books-{by}-2026-01-01-2026-12-31.csv"'
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    start, stock = head.index("At the start, kg"), head.index("In stock, kg")
    signs = [1 if name.startswith(("At the start", "Weighed in", "From")) else -1 for name in head[start:stock]]
    for row in rows:
        steps = [float(cell) * sign for cell, sign in zip(row[start:stock], signs, strict=True)]
        assert sum(steps) == pytest.approx(float(row[stock]), abs=1e-6)
        assert row[-1] == "0.000"
    assert rows[-1][stock] == "390.000"


# One lot


def test_the_book_weight_is_not_shown_before_it_was_counted(desk: Client, napo: Lot) -> None:
    page = text_of(desk.get(count_url(napo)))
    assert f"How much of {napo.code} is there?" in page
    assert "400.0 kg" not in page


def test_a_shortage_leads_to_a_page_that_says_what_it_means(desk: Client, napo: Lot) -> None:
    page = text_of(desk.post(count_url(napo), form_of(napo, "388", note="Alone"), follow=True))
    assert f"12.0 kg of {napo.code} is missing." in page
    assert "not as waste" in page
    assert "Alone" in page


def test_a_surplus_leads_to_what_to_do(desk: Client, napo: Lot) -> None:
    page = text_of(desk.post(count_url(napo), form_of(napo, "412"), follow=True))
    assert f"{napo.code} is 12.0 kg more than the books say." in page
    assert "Weigh in what was forgotten, or count again" in page
    assert reverse("orchards:waiting") in page
    assert count_url(napo) in page


def test_what_the_books_say_is_said_too(desk: Client, napo: Lot) -> None:
    page = text_of(desk.post(count_url(napo), form_of(napo, "400"), follow=True))
    assert f"{napo.code} is what the books say." in page


@pytest.mark.parametrize(("typed", "grams"), [("0", 0), ("0.0 kg", 0), ("0，0", 0), ("776 斤", 388_000)])
def test_nothing_and_jin_are_understood(desk: Client, napo: Lot, typed: str, grams: int) -> None:
    desk.post(count_url(napo), form_of(napo, typed))
    assert StockCount.objects.get().counted_g == grams


@pytest.mark.parametrize("typed", ["", "much", "-1", "1.2345"])
def test_what_is_no_weight_comes_back_with_its_sentence(desk: Client, napo: Lot, typed: str) -> None:
    answer = desk.post(count_url(napo), form_of(napo, typed))
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)
    assert not StockCount.objects.exists()


def test_cartons_are_counted_as_cartons(desk: Client, cast: Cast, napo: Lot, carton: Product) -> None:
    packed = pack(lot=napo, product=carton, cartons=40, by=cast.youan.person, at=at("2026-06-25"))
    assert "Cartons that are there" in text_of(desk.get(count_url(packed)))
    desk.post(count_url(packed), form_of(packed, "39"))
    assert StockCount.objects.get().missing_g == 5_000


def test_who_was_overtaken_counts_again(desk: Client, cast: Cast, napo: Lot) -> None:
    """The page was open while somebody split the lot."""
    typed = form_of(napo, "400")
    split(lot=napo, weights_g=[100_000], by=cast.youan.person, at=EVENING)
    answer = desk.post(count_url(napo), typed)
    assert answer.status_code == 422
    assert "was used while it was counted: the books say 300.0 kg now. Count it again." in text_of(answer)
    assert 'value="300000"' in text_of(answer), "the second try is compared with what the books say now"
    assert desk.post(count_url(napo), form_of(Lot.objects.get(pk=napo.pk), "300")).status_code == 302


def test_the_lots_page_offers_the_count_and_tells_of_it(desk: Client, cast: Cast, napo: Lot) -> None:
    assert count_url(napo) in text_of(desk.get(napo.get_absolute_url()))
    count(lot=napo, counted_g=388_000, note="With Lan", by=cast.youan.person, at=EVENING)
    page = text_of(desk.get(napo.get_absolute_url()))
    assert "388.0 kg counted, the books said 400.0 kg" in page
    assert "With Lan" in page


def test_whom_a_lot_was_shown_to_reads_no_count(client: Client, cast: Cast, napo: Lot) -> None:
    made = count(lot=napo, counted_g=388_000, note="With Lan", by=cast.youan.person, at=EVENING)
    napo.shown_to.add(cast.control_body.organisation)
    client.force_login(cast.control_body.person)
    assert "With Lan" not in text_of(client.get(napo.get_absolute_url()))
    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(count_url(napo)).status_code == 404
    assert client.get(reverse("books:books")).status_code == 404
    assert client.get(reverse("books:take-stock")).status_code == 404


# All lots of a place


def test_a_place_is_counted_on_one_page(desk: Client, napo: Lot, pohong: Lot, grow: Grow) -> None:
    """What was left empty was not counted."""
    third = grow(50)
    page = text_of(desk.get(reverse("books:take-stock")))
    assert page.count("data-lot=") == 3
    assert "400.0 kg" not in page
    typed = form_of(napo, "388") | form_of(pohong, "300") | form_of(third, "")
    answer = desk.post(reverse("books:take-stock"), typed)
    assert answer["Location"] == reverse("books:counts")
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "2 lots counted. One differs from the books."
    ]
    assert {made.lot_id: made.missing_g for made in StockCount.objects.all()} == {napo.pk: 12_000, pohong.pk: 0}


def test_one_line_that_is_wrong_saves_none(desk: Client, napo: Lot, pohong: Lot) -> None:
    answer = desk.post(reverse("books:take-stock"), form_of(napo, "388") | form_of(pohong, "many"))
    assert answer.status_code == 422
    assert not StockCount.objects.exists()
    assert 'value="388"' in text_of(answer), "what was typed is not lost"


def test_a_lot_that_was_used_up_meanwhile_is_not_dropped_in_silence(
    desk: Client, cast: Cast, napo: Lot, pohong: Lot
) -> None:
    """The page no longer lists it; what was typed beside it is still asked about, and nothing is saved."""
    typed = form_of(napo, "388") | form_of(pohong, "300")
    split(lot=napo, weights_g=[400_000], by=cast.youan.person, at=EVENING)
    answer = desk.post(reverse("books:take-stock"), typed)
    assert answer.status_code == 422
    assert f"Lot {napo.code} was used while it was counted" in text_of(answer)
    split(lot=pohong, weights_g=[300_000], by=cast.youan.person, at=EVENING)
    Lot.objects.update(remaining_g=0)
    here = f"?place={napo.place.gln}-{napo.place.extension}".rstrip("-")
    for address in (reverse("books:take-stock"), reverse("books:take-stock") + here):
        answer = desk.post(address, typed)
        assert answer.status_code == 422
        assert f"Lot {napo.code} was used while it was counted" in text_of(answer)
    assert not StockCount.objects.exists()


def test_an_empty_stocktake_is_said(desk: Client, napo: Lot) -> None:
    answer = desk.post(reverse("books:take-stock"), form_of(napo, ""))
    assert answer.status_code == 422
    assert "Write what is there beside at least one lot." in text_of(answer)


def test_with_two_places_one_is_chosen(desk: Client, cast: Cast, napo: Lot, pohong: Lot) -> None:
    store = register_place(
        kind=Place.Kind.COLD_STORE,
        owner=cast.youan.organisation,
        name="冷库",
        name_latin="Cold store",
        latitude=23.7,
        longitude=106.9,
    )
    Lot.objects.filter(pk=pohong.pk).update(place=store)
    page = text_of(desk.get(reverse("books:take-stock")))
    assert "Where do you count?" in page
    here = f"?place={store.gln}-{store.extension}".rstrip("-")
    assert here in page
    page = text_of(desk.get(reverse("books:take-stock") + here))
    assert (pohong.code in page, napo.code in page) == (True, False)
    assert desk.get(reverse("books:take-stock"), {"place": "6900000000000"}).status_code == 404


def test_an_empty_house_has_nothing_to_count(desk: Client) -> None:
    assert "There is nothing to count." in text_of(desk.get(reverse("books:take-stock")))
    assert "Nothing has been counted yet." in text_of(desk.get(reverse("books:counts")))


def test_who_does_not_work_there_is_refused(client: Client, cast: Cast, napo: Lot) -> None:
    """Shown to nobody but staff: a labourer without a role in the house may look and not save."""
    somebody = register_person(name="李四", phone="+8613800000077")
    give_role(user=somebody, organisation=cast.youan.organisation, role=Membership.Role.SHIPPER)
    client.force_login(somebody)
    assert count_url(napo) not in text_of(client.get(napo.get_absolute_url()))
    assert client.post(count_url(napo), form_of(napo, "1")).status_code == 422
    assert not StockCount.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_queries_for_any_number_of_lots(
    desk: Client, cast: Cast, grow: Grow, number: int, django_assert_num_queries: Any
) -> None:
    for each in range(number):
        count(lot=grow(100 + each), counted_g=99_000, by=cast.youan.person, at=EVENING)
    with django_assert_num_queries(5):
        assert text_of(desk.get(reverse("books:counts"))).count("data-count=") == number
    with django_assert_num_queries(9):
        assert text_of(desk.get(reverse("books:take-stock"))).count("data-lot=") == number


def test_counts_that_found_something_missing_are_listed_alone(desk: Client, cast: Cast, napo: Lot, pohong: Lot) -> None:
    count(lot=napo, counted_g=388_000, by=cast.youan.person, at=EVENING)
    count(lot=pohong, counted_g=300_000, by=cast.youan.person, at=EVENING)
    page = text_of(desk.get(reverse("books:counts"), {"show": "missing"}))
    assert "One count found something missing." in page
    assert page.count("data-count=") == 1


# The board


def test_the_board_speaks_of_more_than_a_hundredth(desk: Client, cast: Cast, napo: Lot) -> None:
    count(lot=napo, counted_g=396_000, by=cast.youan.person, at=EVENING)
    assert "missing" not in text_of(desk.get(reverse("lots:board")))
    count(lot=napo, counted_g=388_000, by=cast.youan.person, at=at("2026-06-24", "19:00"))
    page = text_of(desk.get(reverse("lots:board")))
    assert "The count of 24 June 2026 found 12.0 kg missing; 400.0 kg came in on that day." in page
