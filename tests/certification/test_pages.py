"""The desks of control body and laboratory, tried as the right and as the wrong person."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import at
from tests.certification.way import Way
from traceability.certification.acts.draw import draw
from traceability.certification.acts.revoke import revoke
from traceability.certification.models import Certificate, Inspection, ResidueTest, Sample
from traceability.lots.models import Lot
from traceability.parties.models import User

pytestmark = pytest.mark.django_db


def rows(names: tuple[str, ...], *lines: tuple[str, ...]) -> dict[str, str]:
    """A table as a browser sends it."""
    data = {"form-TOTAL_FORMS": str(len(lines)), "form-INITIAL_FORMS": "0"}
    for number, line in enumerate(lines):
        data |= {f"form-{number}-{name}": value for name, value in zip(names, line, strict=True)}
    return data


def fruit(*lines: tuple[str, str, str]) -> dict[str, str]:
    return rows(("fruit_weight_g", "brix", "defects"), *lines)


def substances(*lines: tuple[str, str, str]) -> dict[str, str]:
    return rows(("substance", "loq_mg_kg", "found_mg_kg"), *lines)


def page(name: str, thing: Lot | Sample | Certificate) -> str:
    if isinstance(thing, Lot):
        return reverse(f"certification:{name}", args=[thing.product.gtin, thing.code])
    if isinstance(thing, Sample):
        return reverse(f"certification:{name}", args=[thing.event.digest])
    return reverse(f"certification:{name}", args=[thing.number])


def test_a_lot_goes_from_the_scale_to_a_certificate_by_pages_alone(
    way: Way, client: Client, wei: User, meng: User
) -> None:
    way.authorise("2026-01-01", "2030-12-31")
    lot, body = way.lot(), way.cast.control_body.organisation
    client.force_login(wei)
    asked = client.post(page("sample", lot), {"taken_for": body.pk, "fruits": "2"}, follow=True)
    assert "Youjiang Inspection sees the lot now." in asked.content.decode()
    sample = Sample.objects.get()

    client.force_login(meng)
    assert lot.code in client.get(reverse("certification:queue")).content.decode()
    form = client.get(page("inspect", sample)).content.decode()
    assert form.count('name="form-0-') + form.count('name="form-1-') == 8
    typed = fruit(("298", "20.5", ""), ("305", "21.0", "one spot")) | {"device": "Atago PAL-1", "ripeness": "ripe"}
    read = client.post(page("inspect", sample), typed, follow=True).content.decode()
    assert f"Lot {lot.code} has passed its inspection." in read

    chain = client.get(page("certify", lot)).content.decode()
    assert f"Lot {lot.code} has earned the name 百色芒果 Baise Mango." in chain
    issued = client.post(
        page("certify", lot), {"number": "BM-2026-1", "certified_g": "399.5", "valid_to": "2030-12-31"}, follow=True
    )
    assert "Certificate BM-2026-1 has 399.5" in issued.content.decode()
    assert "BM-2026-1" in client.get(reverse("certification:certificates")).content.decode()


def test_the_laboratory_types_some_and_pastes_the_rest(way: Way, client: Client, qin: User) -> None:
    sample = way.sample(way.lot(), Sample.Purpose.RESIDUES)
    client.force_login(qin)
    typed = substances(("azoxystrobin", "0.005", "0.031"), ("", "", "")) | {
        "report_number": "NF26-1",
        "method": "LC-MS/MS",
        "substances_tested": "366",
        "pasted": "carbendazim\t0.005\t\ndifenoconazole\t0.005\t0.008",
    }
    shown = client.post(page("residues", sample), typed, follow=True).content.decode()
    found = {result.substance: result.found_mg_kg for result in ResidueTest.objects.get().results.all()}
    assert {name: str(amount) for name, amount in found.items()} == {
        "azoxystrobin": "0.03100",
        "carbendazim": "None",
        "difenoconazole": "0.00800",
    }
    assert "Residues, France" in shown


def test_a_pasted_line_that_is_not_understood_is_named(way: Way, client: Client, qin: User) -> None:
    sample = way.sample(way.lot(), Sample.Purpose.RESIDUES)
    client.force_login(qin)
    pasted = "carbendazim;0.005;\nbenomyl;much"
    form = substances() | {"report_number": "1", "method": "x", "substances_tested": "2", "pasted": pasted}
    answer = client.post(page("residues", sample), form)
    assert answer.status_code == 422
    assert "Line 2 is not understood" in answer.content.decode()


def test_unripe_fruit_is_refused_beside_the_form(way: Way, client: Client, meng: User) -> None:
    sample = way.sample(way.lot())
    client.force_login(meng)
    typed = fruit(("298", "8.5", "")) | {"device": "Atago", "ripeness": "turning"}
    answer = client.post(page("inspect", sample), typed)
    assert (answer.status_code, Inspection.objects.count()) == (422, 0)
    assert "Brix holds on ripe fruit only." in answer.content.decode()


def test_the_button_stays_shut_while_a_test_is_not_passed(way: Way, client: Client, meng: User) -> None:
    lot = way.lot("2026-06-14", number="12")
    way.sample(lot)
    client.force_login(meng)
    shown = client.get(page("certify", lot)).content.decode()
    assert "Plot 12 of Napo was picked on 14 June 2026" in shown
    assert "Issue the certificate: a test is not passed" in shown
    form = {"number": "BM-1", "certified_g": "10", "valid_to": "2030-12-31"}
    assert client.post(page("certify", lot), form).status_code == 422
    assert not Certificate.objects.exists()


def test_a_certificate_is_revoked_with_its_reason_on_the_page(way: Way, client: Client, meng: User) -> None:
    certificate = way.certify(way.earned())
    client.force_login(meng)
    assert "The next label stops at once" in client.get(page("revoke", certificate)).content.decode()
    shown = client.post(page("revoke", certificate), {"reason": "Fruit of another lot"}, follow=True)
    assert "Fruit of another lot" in shown.content.decode()


def _pages(way: Way) -> list[str]:
    lot = way.earned()
    certificate = way.certify(lot)
    inspected, tested = Sample.objects.get(), way.sample(lot, Sample.Purpose.RESIDUES)
    return [
        page("sample", lot),
        page("certify", lot),
        page("one-sample", inspected),
        page("inspect", inspected),
        page("one-sample", tested),
        page("residues", tested),
        page("certificate", certificate),
        page("revoke", certificate),
    ]


def test_a_stranger_finds_nothing_of_another_cooperatives(way: Way, client: Client, huang: User) -> None:
    addresses = _pages(way)
    client.force_login(huang)
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)
    for name in ("queue", "certificates"):
        shown = client.get(reverse(f"certification:{name}")).content.decode()
        assert "BM-2026" not in shown
        assert "TY26" not in shown


def test_whoever_is_not_signed_in_is_asked_to(way: Way, client: Client) -> None:
    for address in _pages(way):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("parties:sign-in"))


MATRIX = {  # 422: an empty form that was read; 403: seen, and not theirs to do; 404: not even seen
    "youan": {"sample": 422, "inspect": 403, "residues": 403},
    "control_body": {"sample": 422, "inspect": 422, "residues": 404},
    "laboratory": {"sample": 422, "inspect": 404, "residues": 422},
}


@pytest.mark.parametrize("who", MATRIX)
def test_each_role_does_its_own(way: Way, client: Client, who: str) -> None:
    lot = way.lot()
    samples: dict[str, Any] = {"inspect": way.sample(lot), "residues": way.sample(lot, "residues"), "sample": lot}
    client.force_login(getattr(way.cast, who).person)
    found = {name: client.post(page(name, samples[name]), rows(())).status_code for name in MATRIX[who]}
    assert found == MATRIX[who]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_queries_for_any_count(
    way: Way, client: Client, meng: User, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        way.sample(way.lot(number=str(number)))
        way.inspect(way.lot("2026-06-27", number=str(number)))
    client.force_login(meng)
    client.get(reverse("certification:queue"))
    with django_assert_num_queries(6):
        shown = client.get(reverse("certification:queue"))
    assert shown.content.count(b"data-sample=") == 2 * count


def test_signs_printed_on_a_revoked_certificate_are_marked_on_its_page(way: Way, client: Client, meng: User) -> None:
    certificate = way.certify(way.earned())
    draw(certificate=certificate, labels=80, grams=200_000, by=way.cast.youan.person, at=at("2026-07-08", "16:30"))
    client.force_login(meng)
    before = client.get(page("certificate", certificate)).content.decode()
    assert "80 signs are printed." in before
    assert "93451021MA5K7C2T49" in before
    revoke(certificate=certificate, reason="Fruit of another lot", by=meng, at=at("2026-07-09"))
    after = client.get(page("certificate", certificate)).content.decode()
    assert "80 printed signs stand under revoked certificate BM-2026-0417." in after
