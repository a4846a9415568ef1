"""A recall finds everything that was made of the fruit and everybody who received it, and buyers read it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from orchards.acts.log_treatment import log_treatment
from tests.cast import at, record_id
from tests.journeys.doors import Season
from traceability.lots.holding.acts.recall import recall
from traceability.lots.holding.acts.release import release
from traceability.lots.holding.models import Hold, Release
from traceability.lots.holding.reach import reach_of
from traceability.lots.holding.refusals import LotIsRecalled, NothingToHold, RecallStands
from traceability.lots.holding.starts import recall_start
from traceability.lots.models import Lot
from traceability.lots.refusals import LotOfSomebodyElse

if TYPE_CHECKING:
    from tests.cast import Cast

NOW = at("2026-08-01", "10:00")


@pytest.fixture
def season(cast: Cast) -> Season:
    """A season in which cartons reached Rossi."""
    return Season(cast)


def called_back(cast: Cast, lots: list[Lot]) -> Hold:
    return recall(lots=lots, started_from="plot 4", reason="Chlorpyrifos found", by=cast.youan.person, at=NOW)


def starts(cast: Cast, text: str) -> dict[str, list[str]]:
    found = [start for starts in recall_start.results(cast.youan.person, text) for start in starts]
    return {start.kind: [lot.code for lot in start.lots] for start in found}


def test_one_event_tells_buyers_why(cast: Cast, season: Season, client: Client) -> None:
    packed = Lot.objects.filter(units__isnull=False).earliest("pk")
    source = packed.inputs.get().parent
    document = called_back(cast, [source]).event.document
    assert (document["bizStep"], document["disposition"]) == ("other", "recalled")
    assert document["tyt:reason"] == "Chlorpyrifos found"
    assert packed.uri in {item["epcClass"] for item in document["quantityList"]}
    page = client.get(f"/trace/{packed.product.gtin}/{packed.code}/", headers={"accept-language": "en"})
    assert "is recalled. Please don’t eat this fruit." in page.content.decode()


def test_it_reaches_every_lot_and_every_firm(cast: Cast, season: Season) -> None:
    packed = Lot.objects.filter(units__isnull=False, label_runs__pallet_contents__isnull=False).earliest("pk")
    root = packed
    while part := root.inputs.first():
        root = part.parent
    reach = reach_of([root])
    assert {root.code, packed.code} <= {lot.code for lot in reach.lots}
    assert reach.firms == [cast.importer.organisation.name_latin]
    assert reach.gone_g == sum(one.cartons for one in reach.receivers) * packed.product.unit_weight_g


def test_it_begins_with_a_lot_a_plot_a_report_or_a_label(cast: Cast, season: Season) -> None:
    things = season.things[""]
    packed = Lot.objects.get(code=things["lot"], product__gtin=things["gtin"])
    raw = packed
    while part := raw.inputs.first():
        raw = part.parent
    plot = raw.origin.plot
    assert starts(cast, raw.code) == {"lot": [raw.code]}
    assert raw.code in starts(cast, plot.extension)["plot"]
    label = f"https://id.gs1.org/01/{things['gtin']}/10/{things['lot']}/21/{things['serial']}"
    assert starts(cast, label) == {"label": [packed.code]}
    assert starts(cast, label[:-3] + "ZZZ") == {}
    assert list(starts(cast, "NF26-1")) == ["test"]
    assert starts(cast, "nothing of ours") == {}


def test_it_begins_with_a_treatment_and_what_was_picked_since(cast: Cast) -> None:
    plot = cast.plot(cast.lan)
    before, after = cast.lot(plot, "2026-06-20", 100_000), cast.lot(plot, "2026-06-24", 200_000)
    log_treatment(
        client_id=record_id("spray"),
        plot=plot,
        product="chlorpyrifos 40% EC",
        registration_number="PD20081234",
        substances=["chlorpyrifos"],
        dose="1000x",
        target="thrips",
        applied_on=date(2026, 6, 22),
        interval_days=1,
        by=cast.lan.user,
        at=at("2026-06-22"),
    )
    assert starts(cast, "chlorpyrifos") == starts(cast, "PD20081234") == {"treatment": [after.code]}
    assert before.code not in str(starts(cast, "chlorpyrifos"))


def test_nobody_finds_the_fruit_of_others(cast: Cast, season: Season) -> None:
    code = season.things[""]["lot"]
    assert not recall_start.results(cast.other_cooperative.person, code)


def test_a_recall_is_never_taken_back(cast: Cast, napo: Lot) -> None:
    made = called_back(cast, [napo])
    with pytest.raises(RecallStands):
        release(hold=made, reason="All well", by=cast.youan.person, at=NOW)
    with pytest.raises(IntegrityError, match="never taken back"), transaction.atomic():
        Release.objects.create(
            hold=made, reason="All well", released_at=timezone.now(), released_by=cast.youan.person, event=made.event
        )


def test_recalled_fruit_goes_into_nothing(cast: Cast, napo: Lot) -> None:
    from traceability.lots.acts.split import split

    called_back(cast, [napo])
    with pytest.raises(LotIsRecalled, match="Chlorpyrifos"):
        split(lot=napo, weights_g=[1_000], by=cast.youan.person, at=NOW)


def test_a_recall_names_fruit_of_its_owner(cast: Cast, napo: Lot) -> None:
    with pytest.raises(NothingToHold):
        called_back(cast, [])
    napo_of_others = Lot(pk=napo.pk + 1, code="TYX", owner=cast.other_cooperative.organisation)
    with pytest.raises(LotOfSomebodyElse):
        called_back(cast, [napo, napo_of_others])


def test_the_desk_looks_recalls_and_hands_out_the_list(cast: Cast, season: Season, client: Client) -> None:
    packed = Lot.objects.filter(label_runs__pallet_contents__isnull=False).earliest("pk")
    client.force_login(cast.youan.person)
    looked = client.get("/desk/recall/", {"q": packed.code}).content.decode()
    assert "One firm has received" in looked
    assert not Hold.objects.filter(kind="recall").exists()
    answer = client.post(f"/desk/recall/?q={packed.code}", {"reason": "Chlorpyrifos found"}, follow=True)
    made = Hold.objects.get(kind="recall")
    assert answer.redirect_chain[-1][0] == f"/desk/holds/{made.pk}/"
    table = client.get(f"/desk/holds/{made.pk}/reach.csv").content.decode("utf-8-sig").splitlines()
    assert packed.code in table[1]
    assert cast.importer.organisation.name_latin in table[1]


def test_nothing_of_ours_is_said_so(cast: Cast, client: Client) -> None:
    client.force_login(cast.youan.person)
    answer = client.get("/desk/recall/", {"q": "TY999"})
    assert answer.status_code == 404
    assert "Nothing of yours is called “TY999”." in answer.content.decode()
