"""One tap in the orchard serves three readers: what each rule asks of the record of a harvest stands in it.

docs/harvest-record.md says where. GB/T 29373 was not obtained; what is known of it is asked for by the others too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from orchards.models import Harvest, Treatment
from tests.cast import at

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def sprayed(cast: Cast) -> Treatment:
    """Difenoconazole on Lan's plot 4, five days before."""
    return cast.treatment(cast.plot(cast.lan))


@pytest.fixture
def harvest(cast: Cast, sprayed: Treatment) -> Harvest:
    """400 kg of Lan's plot 4."""
    return cast.harvest(sprayed.plot)


@pytest.fixture
def document(harvest: Harvest) -> dict[str, Any]:
    """Its event, as anybody may read it."""
    return harvest.event.document


def test_21_cfr_1_1325_a_1_i_the_immediate_subsequent_recipient(cast: Cast, harvest: Harvest) -> None:
    """Name, telephone and address (21 CFR 1.1310, location description) of the cooperative that the fruit goes to."""
    recipient = harvest.plot.grower.cooperative
    assert recipient == cast.youan.organisation
    assert all((recipient.name_latin, recipient.phone, recipient.address_latin))


def test_21_cfr_1_1325_a_1_ii_commodity_and_variety(harvest: Harvest, document: dict[str, Any]) -> None:
    variety = harvest.product.variety
    assert (variety.species_id, variety.code) == ("mango", "tainong-1")
    assert (document["ilmd"]["tyt:species"], document["ilmd"]["tyt:variety"]) == ("mango", "tainong-1")


def test_21_cfr_1_1325_a_1_iii_quantity_and_unit_of_measure(harvest: Harvest, document: dict[str, Any]) -> None:
    assert (harvest.weight_g, harvest.crates) == (400_000, 20)
    (quantity,) = document["quantityList"]
    assert (quantity["quantity"], quantity["uom"]) == (400, "KGM")


def test_21_cfr_1_1325_a_1_iv_the_farm(harvest: Harvest, document: dict[str, Any]) -> None:
    """Who farms and where: by name and number in parties; the event has the place as 414 + 254."""
    grower, place = harvest.plot.grower, harvest.plot.place
    assert all((grower.user.name, grower.user.phone, grower.village.name_zh, place.latitude, place.longitude))
    assert "/414/" in place.uri
    assert "/254/" in place.uri
    assert document["readPoint"] == document["bizLocation"] == {"id": place.uri}


def test_21_cfr_1_1325_a_1_v_the_field_by_the_growers_own_name(harvest: Harvest) -> None:
    assert harvest.plot.number == "4"


def test_21_cfr_1_1325_a_1_vii_the_date_of_harvesting(harvest: Harvest, document: dict[str, Any]) -> None:
    assert harvest.picked_on == at("2026-06-24").date()
    assert (document["ilmd"]["tyt:pickedOn"], document["eventTimeZoneOffset"]) == ("2026-06-24", "+08:00")


def test_21_cfr_1_1325_a_1_viii_reference_document_type_and_number(harvest: Harvest, document: dict[str, Any]) -> None:
    """The record itself, by the identifier that the phone gave it."""
    assert document["tyt:record"] == str(harvest.client_id)


def test_21_cfr_1_1325_a_2_name_and_telephone_of_the_harvester_for_the_initial_packer(harvest: Harvest) -> None:
    assert (harvest.plot.grower.user.name, harvest.plot.grower.user.phone) == ("黄阿兰", "+8613900000001")


def test_mara_order_2025_no_4_product_amount_origin_day_producer_and_contact(harvest: Harvest) -> None:
    """承诺达标合格证: what the paper says of the fruit is there before anybody weighs it."""
    place, grower = harvest.plot.place, harvest.plot.grower
    assert harvest.product.variety.name_zh == "台农1号"
    assert harvest.weight_g > 0
    assert place.village is not None
    assert place.village.name_zh
    assert harvest.picked_on is not None
    assert all((grower.user.name, grower.user.phone))


def test_mara_order_2025_no_4_the_promise_rests_on_what_was_sprayed(harvest: Harvest, sprayed: Treatment) -> None:
    """No banned substance and intervals kept: product, number, substances, dose, day and interval are on record."""
    assert sprayed.plot == harvest.plot
    assert all((sprayed.product, sprayed.registration_number, sprayed.substances, sprayed.dose, sprayed.target))
    assert (sprayed.applied_on, sprayed.interval_days) == (at("2026-06-19").date(), 14)
    assert harvest.picked_on < sprayed.allowed_from


def test_epcis_2_0_a_picking_transfers_nothing_so_its_event_names_no_source(document: dict[str, Any]) -> None:
    """Sources and destinations tell of a transfer of ownership or custody; there is none under the tree.

    Whoever owns the fruit there is a person: a party's GLN of one would be a name that nobody agreed to.
    """
    assert "sourceList" not in document
    assert "destinationList" not in document


def test_personal_data_stay_in_parties(harvest: Harvest, document: dict[str, Any]) -> None:
    """PIPL and GDPR: the event has the pseudonym, and neither name, number nor position."""
    grower, place = harvest.plot.grower, harvest.plot.place
    said = json.dumps(document, ensure_ascii=False)
    assert document["ilmd"]["tyt:grower"] == grower.pseudonym
    for secret in (grower.user.name, str(grower.user.phone), str(place.latitude), str(place.longitude)):
        assert secret not in said
