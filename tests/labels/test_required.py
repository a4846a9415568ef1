"""What each destination asks of a carton is named before anything is reserved, with where it is entered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orchards.acts.register_orchards import register_orchards
from tests.cast import Cast, at
from tests.labels.examples import mangoes, oranges
from tests.stories import packed
from traceability.labels.acts.start_run import start_run
from traceability.labels.layouts import CARTON, layout_of
from traceability.labels.models import LabelRun, SerialBook
from traceability.labels.particulars import Particulars, particulars_of
from traceability.labels.refusals import (
    CodeIsNoKey,
    CodeIsTooLong,
    ParticularsAreMissing,
    SizeIsUnknown,
    TextDoesNotFit,
)
from traceability.labels.required import asked_of, must_be_complete
from traceability.lots.models import Lot
from traceability.parties.acts.register import enter_customs_number
from traceability.parties.models import Organisation, User
from traceability.parties.refusals import CustomsNumberIsWrong, NotYourOrganisation

ON = date(2026, 7, 6)


def codes(label: Particulars, *, there: bool) -> set[str]:
    return {one.code for one in asked_of(label, on=ON) if one.there is there}


def test_a_label_as_in_the_design_lacks_nothing() -> None:
    for country in ("DE", "FR", "NL", "ES", "IT", "IE"):
        assert codes(replace(oranges(CARTON), destination=country), there=False) == set()


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("size", "size"),
        ("quality_class", "class"),
        ("packer_latin", "packer_name"),
        ("address_latin", "packer_address"),
    ],
)
def test_an_orange_for_the_union_stops_without(field: str, code: str) -> None:
    """Reg. (EU) 2023/2429, Annex I."""
    label = replace(oranges(CARTON), destination="DE", **{field: ""})
    [missing] = [one for one in asked_of(label, on=ON) if not one.there]
    assert (missing.code, missing.stops) == (code, True)
    assert missing.mend
    assert "2023/2429" in missing.rule
    with pytest.raises(ParticularsAreMissing, match="for Germany lack"):
        must_be_complete(label, on=ON)


def test_a_mango_may_go_without_size_and_class() -> None:
    """Reg. (EU) 2023/2429, Art. 2: mangoes have the general standard alone."""
    label = replace(mangoes(CARTON), destination="DE", size="", quality_class="")
    assert not [one for one in asked_of(label, on=ON) if one.stops]


def test_what_china_s_practice_asks_is_named_and_does_not_stop() -> None:
    label = replace(mangoes(CARTON), destination="DE", orchards=(), packing_house="", origin_zh="")
    asked = [one for one in asked_of(label, on=ON) if not one.there]
    assert {one.code for one in asked} == {"orchard_numbers", "packing_house_number", "origin_county"}
    assert not any(one.stops for one in asked)
    assert all(one.provisional for one in asked)


def test_before_the_rule_was_in_force_nothing_was_asked() -> None:
    label = replace(oranges(CARTON), destination="DE", size="")
    assert "size" not in {one.code for one in asked_of(label, on=date(2024, 12, 31))}


def test_without_a_destination_all_is_asked_and_nothing_stops() -> None:
    label = replace(oranges(CARTON), size="", packer_latin="")
    assert {"size", "packer_name"} <= codes(label, there=False)
    must_be_complete(label, on=ON)


def test_a_language_that_nobody_entered_stops() -> None:
    label = replace(mangoes(CARTON), destination="PL", language_is_known=False)
    with pytest.raises(ParticularsAreMissing, match="Words of the destination"):
        must_be_complete(label, on=ON)


def test_a_retail_pack_has_its_own_rows() -> None:
    """Reg. (EU) No 1169/2011, Art. 8 and 9: told as rows before any template prints them."""
    from traceability.labels.words import DATA, in_force
    from traceability.web.rows import csv_rows

    rows = [row for row in in_force(csv_rows(DATA / "particulars.csv"), ON) if row["unit"] == "retail"]
    assert {"food_name", "net_quantity", "operator", "origin", "lot"} <= {row["particular"] for row in rows}


# The act --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def navels(cast: Cast) -> Lot:
    """190 cartons of Lan's oranges."""
    return packed(cast, cast.lot(cast.plot(cast.lan, "5", "newhall-navel"), "2026-11-12", 1_000_000), "2026-11-13")


def print_one(lot: Lot, by: User, destination: str = "DE", size: str = "3", count: int = 1) -> LabelRun:
    return start_run(
        lot=lot,
        count=count,
        layout="carton-100",
        with_name=False,
        destination=destination,
        size=size,
        by=by,
        at=at("2026-11-14"),
    )


def nothing_is_reserved() -> bool:
    return not LabelRun.objects.exists() and not SerialBook.objects.filter(next_index__gt=0).exists()


def test_a_run_says_its_size_and_where_it_goes(navels: Lot, wei: User) -> None:
    run = print_one(navels, wei)
    assert (run.destination, run.size) == ("DE", "3")
    assert run.event.document["tyt:labelRun"]["tyt:size"] == "3"


def test_oranges_for_germany_without_a_size_are_refused_before_anything_is_reserved(navels: Lot, wei: User) -> None:
    with pytest.raises(ParticularsAreMissing, match="Labels for Germany lack: Size"):
        print_one(navels, wei, size="")
    assert nothing_is_reserved()


def test_a_size_that_no_standard_knows_is_refused(navels: Lot, wei: User) -> None:
    with pytest.raises(SizeIsUnknown):
        print_one(navels, wei, size="XXL")
    assert nothing_is_reserved()


def test_a_text_that_does_not_fit_is_refused_before_anything_is_reserved(cast: Cast, navels: Lot, wei: User) -> None:
    Organisation.objects.filter(pk=cast.youan.organisation.pk).update(name_latin="Tianzhou Growers " * 7)
    with pytest.raises(TextDoesNotFit, match="Tianzhou Growers"):
        print_one(Lot.objects.with_names().get(pk=navels.pk), wei)
    assert nothing_is_reserved()


def test_a_host_too_long_for_the_symbol_is_refused_before_anything_is_reserved(
    navels: Lot, wei: User, settings: object
) -> None:
    settings.PUBLIC_ORIGIN = f"https://{'a' * 60}.example"  # type: ignore[attr-defined]
    with pytest.raises(CodeIsTooLong, match="Choose a shorter PUBLIC_ORIGIN"):
        print_one(navels, wei)
    assert nothing_is_reserved()


def test_a_lot_code_that_is_no_gs1_key_is_refused_before_anything_is_reserved(navels: Lot, wei: User) -> None:
    navels.code = "TY/26é"
    with pytest.raises(CodeIsNoKey, match="no GS1 key"):
        print_one(navels, wei)
    assert nothing_is_reserved()


# Where it comes from --------------------------------------------------------------------------------------------------


def test_registrations_of_the_days_of_picking_stand_on_the_label(cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    lot = packed(cast, cast.lot(plot, "2026-06-28", 1_000_000))
    assert particulars_of(lot, CARTON, None, None).orchards_lacking == (plot.number,)
    register_orchards(
        organisation=cast.youan.organisation,
        number="45GX2201",
        plots=[plot],
        valid_from=date(2026, 1, 1),
        by=cast.youan.person,
    )
    enter_customs_number(place=cast.youan.place, number="45GX0117", by=cast.youan.person)
    label = particulars_of(Lot.objects.with_names().get(pk=lot.pk), CARTON, None, None)
    assert (label.orchards, label.orchards_lacking, label.packing_house) == (("45GX2201",), (), "45GX0117")


def test_only_its_own_people_enter_a_packing_house_s_number(cast: Cast, huang: User) -> None:
    with pytest.raises(NotYourOrganisation):
        enter_customs_number(place=cast.youan.place, number="45GX0117", by=huang)
    with pytest.raises(CustomsNumberIsWrong, match="45 GX"):
        enter_customs_number(place=cast.youan.place, number="45 GX", by=cast.youan.person)


def test_fruit_from_outside_the_known_counties_names_none(cast: Cast) -> None:
    lot = packed(cast, cast.lot(cast.plot(cast.lan, inside=False), "2026-06-28", 1_000_000))
    assert particulars_of(lot, CARTON, None, None).origin_zh == ""


def test_the_importer_stands_on_the_tall_label_in_its_language(cast: Cast) -> None:
    lot = packed(cast, cast.lot(cast.plot(cast.lan), "2026-06-28", 1_000_000))
    told = particulars_of(
        lot, layout_of("carton-150"), None, None, destination="NL", importer=cast.importer.organisation
    )
    assert told.importer.startswith("Ingevoerd door Rossi Fruit Import")
