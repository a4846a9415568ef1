"""The grower's book on the phone, page by page."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from orchards.acts.log_treatment import log_treatment
from orchards.models import Harvest, Plot, Treatment
from tests.cast import Cast, record_id
from traceability.parties.acts.cards import issue_card
from traceability.parties.models import User


@pytest.fixture
def plot(cast: Cast) -> Plot:
    return cast.plot(cast.lan)


@pytest.fixture
def phone(cast: Cast) -> Client:
    """Lan's phone, signed in, in English."""
    client = Client(headers={"accept-language": "en"})
    user = cast.lan.user
    user.language = "en"
    user.save()
    client.force_login(user)
    return client


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, f"no hidden {name}"
    return found[1]


def filled(page: str, **typed: object) -> dict[str, object]:
    """The form of the logging page as a browser would send it."""
    fixed = {name: hidden(page, name) for name in ("client_id", "at", "plot")}
    return {**fixed, "unit": "jin", "crates": "4", "weight": "86.5"} | typed


def spray_today(plot: Plot, days: int = 14) -> Treatment:
    return log_treatment(
        client_id=record_id("spray"),
        plot=plot,
        product="苯醚甲环唑 10% WG",
        registration_number="",
        substances=["difenoconazole"],
        dose="",
        target="",
        applied_on=timezone.localdate(),
        interval_days=days,
        by=plot.grower.user,
        at=timezone.localtime(),
    )


def test_a_harvest_is_logged_saved_and_listed(phone: Client, plot: Plot) -> None:
    page = phone.get("/field/log/").content.decode()
    assert UUID(hidden(page, "client_id")).version == 7
    answer = phone.post("/field/log/", filled(page))
    harvest = Harvest.objects.get()
    assert (harvest.weight_g, harvest.crates, harvest.plot, harvest.picked_offset) == (43_250, 4, plot, 480)
    assert answer.headers["Location"] == f"/field/harvests/{harvest.client_id}/"
    saved = phone.get(answer.headers["Location"]).content.decode()
    assert harvest.lot_code in saved
    assert "At the cooperative" in saved
    listed = phone.get("/field/harvests/").content.decode()
    assert f'data-record="{harvest.client_id}"' in listed
    assert "86.5\N{NO-BREAK SPACE}jin" in listed


def test_a_double_submit_stores_one(phone: Client, plot: Plot) -> None:
    body = filled(phone.get("/field/log/").content.decode())
    first, second = phone.post("/field/log/", body), phone.post("/field/log/", body)
    assert first.headers["Location"] == second.headers["Location"]
    assert Harvest.objects.count() == 1


def test_the_same_page_with_another_weight_is_told_so(phone: Client, plot: Plot) -> None:
    body = filled(phone.get("/field/log/").content.decode())
    phone.post("/field/log/", body)
    answer = phone.post("/field/log/", body | {"weight": "90"})
    assert answer.status_code == 422
    assert "saved before with another content" in answer.content.decode()
    assert Harvest.objects.get().weight_g == 43_250


@pytest.mark.parametrize(
    ("typed", "unit", "grams"),
    [
        ("86.5", "jin", 43_250),
        ("86.5", "kg", 86_500),
        ("1", "jin", 500),
        ("0.1", "jin", 50),
        ("0.002", "jin", 1),
        ("８６。５", "jin", 43_250),
        ("43.25", "kg", 43_250),
        ("12345", "jin", 6_172_500),
    ],
)
def test_what_is_typed_is_stored_to_the_gram(phone: Client, plot: Plot, typed: str, unit: str, grams: int) -> None:
    phone.post("/field/log/", filled(phone.get("/field/log/").content.decode(), weight=typed, unit=unit))
    assert Harvest.objects.get().weight_g == grams


@pytest.mark.parametrize("typed", ["", "0", "-5", "0.001", "eighty", "86..5", "99999999", "1e3", "nan", "\0"])
def test_what_is_no_weight_keeps_the_page_and_says_why(phone: Client, plot: Plot, typed: str) -> None:
    answer = phone.post("/field/log/", filled(phone.get("/field/log/").content.decode(), weight=typed))
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Harvest.objects.exists()


def test_the_unit_that_was_chosen_last_comes_first(phone: Client, plot: Plot) -> None:
    assert re.search(r'value="jin" checked', phone.get("/field/log/").content.decode())
    phone.post("/field/log/", filled(phone.get("/field/log/").content.decode(), unit="kg"))
    assert re.search(r'value="kg" checked', phone.get("/field/log/").content.decode())
    assert "86.5\N{NO-BREAK SPACE}kg" in phone.get("/field/harvests/").content.decode()


def test_the_plot_that_was_used_last_comes_first(phone: Client, plot: Plot, cast: Cast) -> None:
    other = cast.plot(cast.lan, number="7")
    assert hidden(phone.get("/field/log/").content.decode(), "plot") == plot.place.extension
    page = phone.get(f"/field/log/?plot={other.place.extension}").content.decode()
    phone.post("/field/log/", filled(page))
    page = phone.get("/field/log/").content.decode()
    assert hidden(page, "plot") == other.place.extension
    assert "You picked here before" in page


def test_an_interval_is_said_before_anything_is_typed(phone: Client, plot: Plot) -> None:
    treatment = spray_today(plot)
    page = phone.get("/field/log/").content.decode()
    assert "You can’t pick here yet." in page
    assert treatment.product in page
    assert 'name="weight"' not in page
    page = phone.get(f"/field/log/?plot={plot.place.extension}&picked=1").content.decode()
    answer = phone.post("/field/log/", filled(page, picked=hidden(page, "picked")))
    assert "Picked inside an interval" in phone.get(answer.headers["Location"]).content.decode()


def test_an_interval_that_came_in_between_stops_once_and_keeps_what_was_typed(phone: Client, plot: Plot) -> None:
    page = phone.get("/field/log/").content.decode()
    spray_today(plot)
    answer = phone.post("/field/log/", filled(page))
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "An interval runs; allowed from" in told
    assert 'value="86.5"' in told
    assert phone.post("/field/log/", filled(told, picked=hidden(told, "picked"))).status_code == 302
    assert Harvest.objects.count() == 1


def test_a_treatment_takes_the_list_s_interval_unless_the_label_says_otherwise(phone: Client, plot: Plot) -> None:
    page = phone.get("/field/treat/").content.decode()
    key = re.search(r'<option value="(\d+)" data-days="14"[^>]*>difenoconazole', page)
    assert key
    body = {name: hidden(page, name) for name in ("client_id", "at", "plot")}
    body |= {"pesticide": key[1], "target": "炭疽病", "day": "today", "dilution": "1500"}
    answer = phone.post("/field/treat/", body)
    treatment = Treatment.objects.get()
    assert (treatment.product, treatment.substances) == ("苯醚甲环唑 10% WG", ["difenoconazole"])
    assert (treatment.interval_days, treatment.dose, treatment.target) == (14, "1500×", "炭疽病")
    assert "14 days to wait" in phone.get(answer.headers["Location"]).content.decode()
    page = phone.get("/field/treat/").content.decode()
    body |= {"client_id": hidden(page, "client_id"), "interval_days": "21"}
    phone.post("/field/treat/", body)
    assert Treatment.objects.latest("pk").interval_days == 21


def test_a_treatment_of_something_else_wants_a_name_and_the_label_s_days(phone: Client, plot: Plot) -> None:
    page = phone.get("/field/treat/").content.decode()
    body = {name: hidden(page, name) for name in ("client_id", "at", "plot")} | {
        "pesticide": "other",
        "day": "yesterday",
    }
    assert "the name on the bottle" in phone.post("/field/treat/", body).content.decode()
    body |= {"product": "波尔多液"}
    assert "how many days the label asks" in phone.post("/field/treat/", body).content.decode()
    phone.post("/field/treat/", body | {"interval_days": "20"})
    treatment = Treatment.objects.get()
    assert (treatment.product, treatment.substances, treatment.interval_days) == ("波尔多液", [], 20)
    assert (timezone.localdate() - treatment.applied_on).days == 1


def test_another_grower_s_records_and_plots_are_not_there(phone: Client, plot: Plot, cast: Cast) -> None:
    theirs = cast.plot(cast.guoqiang)
    harvest = cast.harvest(theirs)
    assert phone.get(f"/field/harvests/{harvest.client_id}/").status_code == 404
    assert phone.get(f"/field/log/?plot={theirs.place.extension}").status_code == 404
    body = filled(phone.get("/field/log/").content.decode(), plot=theirs.place.extension)
    assert phone.post("/field/log/", body).status_code == 404
    assert str(harvest.client_id) not in phone.get("/field/harvests/").content.decode()


def test_the_card_opens_the_book_by_secret_and_by_number(cast: Cast, wei: User) -> None:
    issued = issue_card(user=cast.lan.user, pin="4711", by=wei)
    for told in ({"secret": issued.secret}, {"number": issued.card.number}):
        client = Client()
        answer = client.post("/field/card/", told | {"pin": "4711"})
        assert answer.headers["Location"] == "/field/"
        page = client.get("/field/")
        assert page.status_code == 200
        assert page.headers["Content-Language"] == "zh-hans"
        assert client.session.get_expiry_age() > 60 * 60 * 24 * 150


def test_a_wrong_pin_and_an_unknown_card_get_the_same_answer(cast: Cast, wei: User) -> None:
    issued = issue_card(user=cast.lan.user, pin="4711", by=wei)
    client = Client(headers={"accept-language": "en"})
    pages = [
        client.post("/field/card/", told)
        for told in ({"number": issued.card.number, "pin": "0000"}, {"number": "99999-9", "pin": "4711"})
    ]
    assert [page.status_code for page in pages] == [422, 422]
    assert all("Card and PIN do not fit together" in page.content.decode() for page in pages)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("onwards", "lands"), [("/field/log/", "/field/log/"), ("https://evil.example/", "/field/")])
def test_the_card_leads_on_inside_the_book_alone(cast: Cast, wei: User, onwards: str, lands: str) -> None:
    issued = issue_card(user=cast.lan.user, pin="4711", by=wei)
    answer = Client().post("/field/card/", {"secret": issued.secret, "pin": "4711", "next": onwards})
    assert answer.headers["Location"] == lands


def test_without_a_card_every_page_asks_for_it(client: Client, plot: Plot) -> None:
    for page in ("", "log/", "harvests/", "plots/", "treat/", f"harvests/{record_id('x')}/"):
        answer = client.get(f"/field/{page}")
        assert answer.headers["Location"].startswith("/field/card/?next=")


def test_staff_are_told_whose_book_it_is(client: Client, wei: User) -> None:
    client.force_login(wei)
    assert client.get("/field/").status_code == 403


def test_a_grower_without_plots_is_told_what_to_do(phone: Client) -> None:
    assert "No plot of yours is entered yet" in phone.get("/field/").content.decode()
    assert phone.get("/field/log/").status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_the_book_costs_the_same_queries_for_any_season(
    phone: Client, plot: Plot, cast: Cast, count: int, django_assert_max_num_queries
) -> None:
    for morning in range(count):
        cast.harvest(plot, name=f"morning {morning}")
        cast.plot(cast.lan, number=f"9{morning}")
    with django_assert_max_num_queries(9):
        assert phone.get("/field/").status_code == 200
    with django_assert_max_num_queries(9):
        page = phone.get("/field/harvests/")
    assert page.content.decode().count("data-record=") == count


def test_the_pages_stay_light(phone: Client, plot: Plot) -> None:
    from gzip import compress

    spray_today(plot)
    for page in ("", "log/", "harvests/", "plots/", "treat/"):
        assert len(compress(phone.get(f"/field/{page}").content)) < 5_000
