"""A code is seen in many places: its cooperative is told where, the buyer calmly, and a person says what it was."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from tests.epcis.schema import assert_valid_epcis
from tests.provenance.scans import scans_counted
from tests.provenance.scene import Blend
from traceability.epcis.models import Event
from traceability.gs1.digital_link import carton_uri
from traceability.labels.queries import cartons_without_label, count_of, pallet_of, verify
from traceability.parties.models import User
from traceability.provenance.acts.answer_copy_alert import answer_copy_alert
from traceability.provenance.acts.report_carton import report_carton
from traceability.provenance.models import CopyAlert, ScanCount
from traceability.provenance.refusals import AlertIsAnswered

PROXY = "172.16.0.9"
NOTE = "This code was seen in many places."


@pytest.fixture
def crowd(settings: object) -> Client:
    """Phones all over the world, behind a proxy that tells where they are."""
    settings.TRUSTED_PROXIES, settings.COUNTRY_HEADER = [PROXY], "CF-IPCountry"  # type: ignore[attr-defined]
    agent = "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile"
    return Client(headers={"User-Agent": agent, "Accept": "text/html"}, REMOTE_ADDR=PROXY)


def seen(crowd: Client, scene: Blend, country: str, days: range, networks: int) -> None:
    """Day after day after landing, so many people in a country look at a carton's page, each from a network."""
    for day in days:
        with time_machine.travel(scene.landing + timedelta(days=2 + day), tick=False):
            for number in range(networks):
                where = {"X-Forwarded-For": f"84.{number}.{day}.7", "CF-IPCountry": country}
                assert crowd.get(scene.page(scene.serial()), headers=where).status_code == 200
            scans_counted()


def text_of(answer: object) -> str:
    """The words of a page, one space between them."""
    content = answer.content.decode()  # type: ignore[attr-defined]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())


def test_a_carton_in_hamburg_and_its_code_in_china_is_an_alert(
    crowd: Client, arrived: Blend, wei: User, huang: User
) -> None:
    seen(crowd, arrived, "CN", range(6), 3)
    assert not CopyAlert.objects.exists()
    with time_machine.travel(arrived.landing + timedelta(days=9), tick=False):
        assert NOTE not in text_of(crowd.get(arrived.page(arrived.serial())))
    seen(crowd, arrived, "CN", range(6, 12), 3)
    (alert,) = CopyAlert.objects.all()
    assert (alert.finding, alert.counter) == ("elsewhere", 5)
    assert alert.identifier == carton_uri(*arrived.key, arrived.serial())
    assert NOTE in text_of(crowd.get(arrived.page(arrived.serial())))
    assert NOTE not in text_of(crowd.get(arrived.page(arrived.serial(6))))
    assert verify(*arrived.key, arrived.serial()).state == "issued", "no machine voids a label"
    desk = Client()
    desk.force_login(huang)
    assert desk.get(alert.get_absolute_url()).status_code == 404
    assert "codes of yours" not in text_of(desk.get("/desk/?lang=en"))
    desk.force_login(wei)
    assert "A code of yours was seen in more places than one carton comes to." in text_of(desk.get("/desk/?lang=en"))
    page = desk.get(f"{alert.get_absolute_url()}?lang=en")
    assert "This code was seen where its carton cannot be." in text_of(page)
    assert 'class="spot"' in page.content.decode()
    assert "China" in text_of(page)


def test_a_display_in_one_shop_is_none(crowd: Client, arrived: Blend) -> None:
    seen(crowd, arrived, "DE", range(5), 12)
    assert sum(count.scans for count in scans_counted()) == 60
    assert not CopyAlert.objects.exists()


def test_without_a_country_the_number_of_places_speaks(crowd: Client, arrived: Blend, wei: User) -> None:
    seen(crowd, arrived, "", range(9), 5)
    (alert,) = CopyAlert.objects.all()
    assert alert.finding == "many"
    desk = Client()
    desk.force_login(wei)
    assert "No country is known" in text_of(desk.get(f"{alert.get_absolute_url()}?lang=en"))


@pytest.fixture
def alert(arrived: Blend) -> CopyAlert:
    """An alert about the fifth carton, whose label is on a pallet."""
    return CopyAlert.objects.create(
        run=arrived.run,
        counter=5,
        identifier=carton_uri(*arrived.key, arrived.serial()),
        finding="many",
        raised_at=arrived.landing,
    )


@pytest.mark.parametrize(("answer", "told"), [("copied", True), ("explained", False)])
def test_a_person_says_what_it_was(
    client: Client, phone: Client, arrived: Blend, alert: CopyAlert, wei: User, answer: str, told: bool
) -> None:
    client.force_login(wei)
    assert client.post(alert.get_absolute_url(), {"answer": answer, "words": " "}).status_code == 422
    sent = {"answer": answer, "words": "Asked the shop in Altona"}
    assert client.post(alert.get_absolute_url(), sent).status_code == 302
    alert.refresh_from_db()
    assert (alert.answer, alert.words, alert.answered_by) == (answer, "Asked the shop in Altona", wei)
    assert (NOTE in text_of(phone.get(arrived.page(arrived.serial())))) is told
    with pytest.raises(AlertIsAnswered):
        answer_copy_alert(alert=alert, answer="copied", words="late", by=wei, at=arrived.landing)
    assert "Asked the shop in Altona" in text_of(client.get(f"{alert.get_absolute_url()}?lang=en"))
    assert alert.serial[:4] in text_of(client.get("/desk/buyers/?show=all&lang=en"))


def test_a_person_voids_a_spare_label_and_none_that_is_on_a_pallet(
    client: Client, arrived: Blend, alert: CopyAlert, wei: User
) -> None:
    client.force_login(wei)
    assert "Void this label" not in text_of(client.get(f"{alert.get_absolute_url()}?lang=en"))
    answer = client.post(f"{alert.get_absolute_url()}?lang=en", {"do": "void", "reason": "copied"})
    assert answer.status_code == 422
    assert verify(*arrived.key, arrived.serial()).state == "issued"
    spare = CopyAlert.objects.create(
        run=arrived.run,
        counter=arrived.run.count,
        identifier="https://id.gs1.org/01/09506000134352/10/A/21/" + arrived.serial(arrived.run.count),
        finding="many",
        raised_at=arrived.landing,
    )
    assert client.post(spare.get_absolute_url(), {"do": "void", "reason": "copied"}).status_code == 302
    assert verify(*arrived.key, spare.serial).state == "void"


def test_of_a_carton_that_was_shipped_a_person_says_that_its_code_was_copied(
    client: Client, phone: Client, arrived: Blend, alert: CopyAlert, wei: User
) -> None:
    """Its label stays, its pallet and the books with it: the real carton exists, and its fruit is what was recorded."""
    before = (count_of(arrived.run), pallet_of(arrived.run, 5), cartons_without_label(arrived.lot))
    assert NOTE in text_of(phone.get(arrived.page(arrived.serial())))
    client.force_login(wei)
    words = "Labels like this were seen on fruit in Altona that is not ours."
    told = {"answer": "copied", "words": "Photo from the shop", "public": words}
    assert client.post(alert.get_absolute_url(), told).status_code == 302
    page = text_of(phone.get(arrived.page(arrived.serial())))
    assert "This code was copied." in page
    assert words in page
    assert "Photo from the shop" not in page
    assert words not in text_of(phone.get(arrived.page(arrived.serial(6))))
    assert (count_of(arrived.run), pallet_of(arrived.run, 5), cartons_without_label(arrived.lot)) == before
    alert.refresh_from_db()
    assert_valid_epcis(alert.event.document)
    assert alert.event.document["epcList"] == [alert.identifier]
    story = client.get(f"/api/v1{arrived.page(arrived.serial())}").json()
    assert story["carton"] == {"serial": arrived.serial(), "state": "issued", "doubted": True, "copied": words}


def test_what_has_another_reason_is_not_told_to_buyers(client: Client, alert: CopyAlert, wei: User) -> None:
    client.force_login(wei)
    told = {"answer": "explained", "words": "A poster", "public": "Copied"}
    assert client.post(alert.get_absolute_url(), told).status_code == 422
    assert not Event.objects.filter(act="report copied").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        CopyAlert.objects.filter(pk=alert.pk).update(public="No event tells it")


def test_a_report_alone_is_enough_to_say_that_a_code_was_copied(
    client: Client, phone: Client, arrived: Blend, wei: User, huang: User
) -> None:
    report = report_carton(
        lot=arrived.lot, serial=arrived.serial(), text="Brazil", photo=None, language="de", at=arrived.landing
    )
    told = {"do": "copied", "words": "The photo shows another carton", "public": "A copy was on fruit from elsewhere."}
    client.force_login(huang)
    assert client.post(report.get_absolute_url(), told).status_code == 404
    client.force_login(wei)
    assert client.post(report.get_absolute_url(), told | {"public": " "}).status_code == 422
    assert client.post(report.get_absolute_url(), told).status_code == 302
    assert "A copy was on fruit from elsewhere." in text_of(phone.get(arrived.page(arrived.serial())))
    alert = CopyAlert.objects.get()
    assert (alert.finding, alert.answer, alert.counter) == ("told", "copied", 5)
    assert "A buyer told of a copy" in text_of(client.get(f"{alert.get_absolute_url()}?lang=en"))
    assert client.post(report.get_absolute_url(), told).status_code == 422
    assert CopyAlert.objects.count() == 1
    report.refresh_from_db()
    assert report.answered_at is None, "the buyer waits for words of their own"


def test_programs_read_and_answer_alerts_and_reports_of_their_own_house(
    client: Client, arrived: Blend, alert: CopyAlert, wei: User, huang: User
) -> None:
    report = report_carton(
        lot=arrived.lot, serial=arrived.serial(), text="Brazil", photo=None, language="de", at=arrived.landing
    )
    ScanCount.objects.create(identifier=alert.identifier, hour=arrived.landing, country="DE", scans=9, networks=4)
    one, other = f"/api/v1/copy-alerts/{alert.pk}/", f"/api/v1/buyer-reports/{report.token}/"
    assert client.get("/api/v1/copy-alerts/").status_code == 401
    client.force_login(huang)
    assert client.get("/api/v1/copy-alerts/").json()["results"] == []
    assert {client.get(path).status_code for path in (one, other)} == {404}
    said_nothing = [client.post(f"{path}answer/", {}, "application/json") for path in (one, other)]
    assert {answer.status_code for answer in said_nothing} == {404}, "before anything is read of what was said"
    client.force_login(wei)
    (listed,) = client.get("/api/v1/copy-alerts/?open=true").json()["results"]
    assert (listed["serial"], listed["finding"], listed["answer"]) == (arrived.serial(), "many", "")
    (seen,) = client.get(one).json()["seen"]
    assert (seen["country"], seen["scans"], seen["networks"]) == ("DE", 9, 4)
    told = {"answer": "copied", "words": "Asked the shop", "public": "Seen on other fruit."}
    answered = client.post(f"{one}answer/", told, "application/json").json()
    assert (answered["public"], answered["event"][:14]) == ("Seen on other fruit.", "ni:///sha-256;")
    assert client.post(f"{one}answer/", told, "application/json").status_code == 409
    (read,) = client.get("/api/v1/buyer-reports/").json()["results"]
    assert (read["id"], read["text"], read["has_photo"]) == (str(report.token), "Brazil", False)
    assert client.post(f"{other}answer/", {"answer": "Thank you"}, "application/json").json()["answer"] == "Thank you"
    assert client.get("/api/v1/buyer-reports/?open=true").json()["results"] == []
