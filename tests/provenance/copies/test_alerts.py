"""A code is seen in many places: its cooperative is told where, the buyer calmly, and a person says what it was."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client

from tests.provenance.scans import scans_counted
from tests.provenance.scene import Blend
from traceability.gs1.digital_link import carton_uri
from traceability.labels.queries import verify
from traceability.parties.models import User
from traceability.provenance.acts.answer_copy_alert import answer_copy_alert
from traceability.provenance.models import CopyAlert
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
    seen(crowd, arrived, "CN", range(6), 4)
    assert not CopyAlert.objects.exists()
    with time_machine.travel(arrived.landing + timedelta(days=9), tick=False):
        assert NOTE not in text_of(crowd.get(arrived.page(arrived.serial())))
    seen(crowd, arrived, "CN", range(6, 8), 4)
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
    seen(crowd, arrived, "", range(8), 5)
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


def test_a_person_voids_the_label_and_none_that_is_on_a_pallet(
    client: Client, arrived: Blend, alert: CopyAlert, wei: User
) -> None:
    client.force_login(wei)
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
