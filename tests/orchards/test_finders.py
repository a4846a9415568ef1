"""The scan field at the scale: a crate's code or a grower's card opens what waits; a pallet's leads to its batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from tests.stories import certified, labelled, shipped
from traceability.parties.acts.cards import issue_card

if TYPE_CHECKING:
    from django.http import HttpResponse

    from tests.cast import Cast


@pytest.fixture
def desk(cast: Cast) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.youan.person)
    return client


def scanned(desk: Client, text: str) -> str:
    """Where a scanner that types `text` is led."""
    return leads(desk.post(reverse("lots:find"), {"q": text}))


def leads(answer: HttpResponse) -> str:
    return answer.headers.get("Location", "") if answer.status_code == 302 else ""


def test_a_crates_code_opens_the_scale_for_its_harvest(desk: Client, cast: Cast) -> None:
    harvest = cast.harvest(cast.plot(cast.lan))
    scale = reverse("orchards:weigh-in", args=[harvest.client_id])
    for text in (harvest.lot_code, harvest.lot_code.lower(), harvest.lot_uri):
        assert scanned(desk, text) == scale


def test_a_growers_card_opens_the_one_harvest_that_waits_or_lists_them(desk: Client, cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    issued = issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)
    card = f"https://trace.example/field/card/#{issued.secret}"
    assert scanned(desk, card) == reverse("orchards:grower", args=["G7LAN"])
    first = cast.harvest(plot, "2026-06-24")
    for text in (card, issued.card.number, "g7lan"):
        assert scanned(desk, text) == reverse("orchards:weigh-in", args=[first.client_id])
    cast.harvest(plot, "2026-06-25")
    listed = scanned(desk, card)
    assert listed == f"{reverse('orchards:waiting')}?grower=G7LAN"
    cast.harvest(cast.plot(cast.guoqiang), "2026-06-25")
    assert len(desk.get(listed).context["rows"]) == 2


def test_the_secret_of_a_card_stands_in_no_address(desk: Client, cast: Cast) -> None:
    issued = issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)
    page = desk.get(reverse("lots:board")).content.decode()
    form = page[page.index("data-scan") - 200 : page.index("data-scan")]
    assert 'method="post"' in form
    assert issued.secret not in scanned(desk, f"https://trace.example/field/card/#{issued.secret}")


def test_a_revoked_card_and_somebody_elses_grower_lead_nowhere(desk: Client, cast: Cast) -> None:
    issued = issue_card(user=cast.lan.user, pin="4711", by=cast.youan.person)
    stranger = Client()
    stranger.force_login(cast.other_cooperative.person)
    harvest = cast.harvest(cast.plot(cast.lan))
    for text in (f"x#{issued.secret}", issued.card.number, "G7LAN", harvest.lot_code, "黄阿兰"):
        assert scanned(stranger, text) == ""
    cast.lan.user.cards.update(revoked_at=issued.card.issued_at)
    assert scanned(desk, f"x#{issued.secret}") == ""


def test_a_name_or_a_village_lists_what_waits(desk: Client, cast: Cast) -> None:
    cast.harvest(cast.plot(cast.lan))
    for text in ("阿兰", cast.lan.village.name_zh):
        assert desk.get(scanned(desk, text)).context["rows"]
    assert scanned(desk, "韦国强") == ""


def test_a_pallet_leads_to_its_batch(cast: Cast) -> None:
    shipped(cast, labelled(cast, certified(cast), labels=20))
    zhao = Client()
    zhao.force_login(cast.exporter.person)
    from exports.models import Pallet

    pallet = Pallet.objects.get()
    batch = reverse("exports:batch", args=[pallet.batch.code])
    for text in (pallet.sscc, f"(00) {pallet.sscc}", f"00{pallet.sscc}", f"https://id.gs1.org/00/{pallet.sscc}"):
        assert scanned(zhao, text) == batch
    nobody = Client()
    nobody.force_login(cast.other_cooperative.person)
    assert scanned(nobody, pallet.sscc) == ""
