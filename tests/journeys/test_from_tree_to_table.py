"""The whole story: a harvest logged in a village of Tianyang becomes a carton whose code a buyer scans."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.epcis.schema import assert_valid_epcis
from tests.stories import certified, codes_of, labelled, shipped
from traceability.epcis.models import Event


@pytest.mark.usefixtures("reference")
def test_a_harvest_in_a_village_becomes_a_page_that_a_buyer_reads(cast: Cast, client: Client) -> None:
    run = labelled(cast, certified(cast), labels=20)
    shipped(cast, run)

    codes = codes_of(run)
    assert len(set(codes)) == 20
    path = codes[0].removeprefix("HTTP://LOCALHOST:8000")
    page = client.get(path, follow=True, headers={"Accept-Language": "en"})

    assert page.redirect_chain[0][1] == 307
    story = page.content.decode()
    for said in ("Napo", "Pohong", "62", "38", "Tainong No. 1", "BM-2026-1", "NF26-1", "Qinzhou", "Rotterdam", "Beibu"):
        assert said in story
    for personal in (cast.lan.user.name, cast.guoqiang.user.name, cast.lan.user.phone, "G7LAN", "G7GUO"):
        assert personal not in story
    assert not page.cookies


@pytest.mark.usefixtures("reference")
def test_every_act_recorded_one_event_that_the_standard_accepts(cast: Cast) -> None:
    shipped(cast, labelled(cast, certified(cast), labels=20))
    acts = list(Event.objects.order_by("pk").values_list("act", flat=True))
    assert acts == [
        *["harvest", "receive"] * 2,
        "blend",
        "sample",
        "residues",
        "sample",
        "inspect",
        "certify",
        "pack",
        "print",
        "build_pallet",
        "load",
        "ship",
        "arrive",
    ]
    for event in Event.objects.all():
        assert_valid_epcis(event.document)


@pytest.mark.usefixtures("reference")
def test_no_event_holds_a_name_or_a_phone_number(cast: Cast) -> None:
    shipped(cast, labelled(cast, certified(cast), labels=20))
    people = [cast.lan.user, cast.guoqiang.user, cast.youan.person, cast.exporter.person, cast.importer.person]
    written = b"".join(bytes(event.canonical) for event in Event.objects.all()).decode()
    for person in people:
        assert person.name not in written
        assert str(person.phone) not in written


@pytest.mark.usefixtures("reference")
def test_fruit_from_beyond_the_county_line_is_not_said_to_be_of_tianyang(cast: Cast, client: Client) -> None:
    lot = cast.lot(cast.plot(cast.lan, "9", inside=False))
    page = client.get(f"/trace/{lot.product.gtin}/{lot.code}/", headers={"Accept-Language": "en"}).content.decode()
    for claimed in ("Grown in", "Napo", "Tianyang, Baise"):
        assert claimed not in page
