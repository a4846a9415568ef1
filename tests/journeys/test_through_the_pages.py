"""The whole journey as people take it: from page to page by what each offers, never by an address or an act."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from exports.acts.attach_document import attach_document
from exports.models import ExportBatch
from tests.cast import Cast, Firm
from tests.journeys.phone import Phone
from tests.journeys.visitor import Visitor
from tests.ready import FREE_OF_FLIES, GOOD_MANGOES, as_customs_wrote, customs_know, traps_read_before
from tests.stories import codes_in
from traceability.certification.acts.authorise import authorise
from traceability.certification.models import GIScheme
from traceability.jobs.acts.run import run as run_job
from traceability.labels.models import LabelRun
from traceability.lots.models import Lot, LotOrigin

PASSWORD, PIN = "mango-season-2026", "2468"
MORNING, NEXT_MORNING = "2026-06-28T08:10:00+08:00", "2026-06-29T08:10:00+08:00"


@pytest.fixture
def season(cast: Cast) -> Cast:
    """Lan has two plots; You'an may use the name; everybody has a password and reads English."""
    cast.plot(cast.lan, "4")
    cast.plot(cast.lan, "5")
    cast.lan.user.language = "en"
    cast.lan.user.save()
    for firm in (cast.youan, cast.control_body, cast.laboratory, cast.exporter, cast.importer):
        firm.person.set_password(PASSWORD)
        firm.person.save()
    authorise(
        organisation=cast.youan.organisation,
        scheme=GIScheme.objects.get(code="CN-GIP-baise-mango"),
        number="BM-U-1",
        valid_from=date(2026, 1, 1),
        valid_to=None,
        by=cast.control_body.person,
    )
    return cast


def at_the_desk_of(firm: Firm) -> Visitor:
    """Somebody opens the front page and signs in."""
    return Visitor().open("/").follow("Sign in").press("Sign in", username=firm.person.phone, password=PASSWORD)


def test_from_the_first_card_to_the_page_that_a_buyer_reads(season: Cast) -> None:
    wei = at_the_desk_of(season.youan)
    _lan_logs_two_harvests_and_a_treatment(season, wei)
    _wei_weighs_in_and_blends(wei)
    code = _wei_sends_samples(wei)
    _meng_and_qin_judge(season, code)
    codes = _wei_packs_and_prints(wei, code)
    _zhao_ships(season)
    _rossi_receives(season, codes[4])
    _a_buyer_scans(codes)
    assert "Sign in" in wei.press("Sign out").open("/desk/").words


def _lan_logs_two_harvests_and_a_treatment(season: Cast, wei: Visitor) -> None:
    wei.follow("Growers").follow(season.lan.user.name).press("Issue a card", pin=PIN)
    number = re.search(r"Card (\S+) is ready", wei.words)
    assert number
    lan = Phone()
    assert lan.sign_in(number[1], "1111") == 422
    assert lan.sign_in(number[1], PIN) == 200
    four, five = lan.plot("4"), lan.plot("5")
    assert "more than nothing" in lan.log("harvest", plot=four, weight_g=0, picked_at=MORNING)["sentence"]
    assert lan.log("harvest", plot=four, weight_g=620_000, crates=31, picked_at=MORNING)["status"] == "accepted"
    assert lan.log("harvest", plot=five, weight_g=380_000, crates=19, picked_at=NEXT_MORNING)["status"] == "accepted"
    assert lan.book()["totals"]["waiting"] == 2
    sprayed = {"product": "苯醚甲环唑 10% WG", "applied_on": timezone.localdate().isoformat(), "interval_days": 14}
    allowed = (timezone.localdate() + timedelta(days=14)).isoformat()
    assert lan.log("treatment", plot=five, **sprayed)["answer"] == {"allowed_from": allowed}


def _wei_weighs_in_and_blends(wei: Visitor) -> None:
    assert "2 harvests wait for the scale." in wei.follow("Board").words
    wei.follow("To the scale").follow("Weigh in")
    assert wei.press("Weigh in", weight_g="300").status == 422
    assert "Ask the grower and write down why" in wei.words
    wei.press("Weigh in", weight_g="300", explanation="Four crates stayed behind at the road.")
    wei.follow("Weigh in").press("Weigh in", weight_g="620")
    assert "Nothing waits for the scale." in wei.words

    wei.follow("Board").follow("Blend lots").follow("Tainong No. 1")
    wei.press("See what it would be", lot=wei.offered("lot"))
    assert "2 lots would be one of 920.0 kg." in wei.words
    wei.press("Work it out again", loss_g="20")
    assert "900.0 kg" in wei.press("Blend all 2", loss_g="20").words


def _wei_sends_samples(wei: Visitor) -> str:
    found = re.search(r"are now lot (\S+),", wei.words)
    assert found
    for judge, fruits in (("Youjiang Inspection", "3"), ("Nanning Food Laboratory", "10")):
        wei.follow("Take a sample").press("Take a sample", taken_for=judge, fruits=fruits)
        assert f"{judge} sees the lot now." in wei.words
        wei.follow(found[1])
    return found[1]


def _meng_and_qin_judge(season: Cast, code: str) -> None:
    meng = at_the_desk_of(season.control_body).follow("Open").follow("Read the fruit")
    readings = {
        f"form-{row}-{name}": value
        for row, fruit in enumerate([("290", "20.1"), ("301", "20.8"), ("310", "21.0")])
        for name, value in zip(("fruit_weight_g", "brix"), fruit, strict=True)
    }
    pressed = meng.press("Judge the sample", device="Atago PAL-1", ripeness="mature_green", **readings)
    assert pressed.status == 422
    assert "Brix holds on ripe fruit only." in meng.words
    meng.press("Judge the sample", ripeness="ripe", **readings)
    assert f"Lot {code} has passed its inspection." in meng.words
    meng.follow("On to the certificate").press("Issue the certificate", number="BM-2026-1")
    assert "Certificate BM-2026-1 has 900.0 kg left for labels." in meng.words

    qin = at_the_desk_of(season.laboratory).follow("Open").follow("Enter the report")
    found = {"form-0-substance": "azoxystrobin", "form-0-loq_mg_kg": "0.005", "form-0-found_mg_kg": "0.031"}
    qin.press("Hand in the report", report_number="NF26-1", substances_tested="366", **found)
    assert f"Report NF26-1 on lot {code}" in qin.words


def _wei_packs_and_prints(wei: Visitor, code: str) -> list[str]:
    wei.scan(code.lower()).follow("Pack").press("Take a number", unit_weight_g="5")
    assert wei.press("Pack", cartons="190").status == 422
    wei.press("Pack", cartons="170", loss_g="50").follow("Print labels")
    assert "170 cartons may be labelled as 百色芒果." in wei.words
    wei.press("Print", count="8", destination="Netherlands")
    assert "8 labels are being drawn." in wei.words
    assert run_job(job_id=LabelRun.objects.get().job_id)  # type: ignore[arg-type]  # the worker beside the pages
    codes = codes_in(wei.follow("Look again").download("Download the print file"))
    assert len(set(codes)) == 8
    assert "1–2: Void, ribbon tore" in wei.press("Make void", first="1", last="2", reason="ribbon tore").words
    wei.follow("TY").follow("Offer to an exporter").press("Offer the lot")
    assert "Offered to Guangxi Nanguo Export." in wei.words
    return codes


def _zhao_ships(season: Cast) -> None:
    today = timezone.localdate()
    zhao = at_the_desk_of(season.exporter).follow("Open a batch")
    zhao.press(
        "Open the batch",
        code="EX-1",
        importer="Rossi Fruit Import",
        destination="Netherlands",
        from_port="Qinzhou, CN",
        to_port="Rotterdam, NL",
        leaves_on=f"{today + timedelta(days=1)}",
        arrives_on=f"{today + timedelta(days=29)}",
        vessel="MV Beibu Swallow",
        container="MSCU 663987 0",
        seal="CN4471208",
    )
    zhao.follow("Build the first pallet")
    labels = next(value for value in zhao.offered("run") if value)
    assert zhao.press("Build the pallet", run=labels, first="1", last="8").status == 422
    assert "were declared void" in zhao.words
    zhao.press("Build the pallet", run=labels, first="3", last="8").follow("To the batch")
    assert "Ask customs for it and add it below with its number." in zhao.words
    _customs_certify(season, today)
    _zhao_answers_for_the_rest(zhao)
    zhao.press("Declare it ready").follow("Load it").press("Loaded and sealed")
    assert "Loaded: nothing stops this batch." in zhao.words
    assert "At sea: left Qinzhou" in zhao.press("Ship it now").words


def _customs_certify(season: Cast, today: date) -> None:
    """Orchards and packing house are registered, and the certificate names them."""
    batch = ExportBatch.objects.get(code="EX-1")
    customs_know(Lot.objects.get(label_runs__pallet_contents__pallet__batch=batch), season.youan.person)
    attach_document(
        batch=batch,
        kind="phyto",
        number="PC-1",
        issuer="Nanning Customs",
        issued_on=today,
        additional_declaration=FREE_OF_FLIES,
        facts=as_customs_wrote(batch),
        by=season.exporter.person,
    )


def _zhao_answers_for_the_rest(zhao: Visitor) -> None:
    """Every question that nobody's books answer, by the link beside it."""
    first = LotOrigin.objects.order_by("picked_on").values_list("picked_on", flat=True)[0]
    answers: dict[str, dict[str, str]] = {
        "spraying-books": {"remark": "Asked the growers: what is not in the books was not sprayed"},
        "treatments": {"remark": "The line washes with water alone"},
        "orchard-watch": {"read_on": traps_read_before(first)},
        "quality": GOOD_MANGOES,
        "laboratory": {"number": "CNAS L1234"},
        "stickers": {"material": "none"},
        "wood-packaging": {"mark": "CN-45-0321 HT"},
        "ched-d-list": {"remark": "Read today: not listed"},
        "rasff": {"remark": "Nothing on fruit from Guangxi"},
    }
    zhao.follow("Export").follow("EX-1")
    while answers:
        topic = zhao.follow("Say so").page.address.rstrip("/").rpartition("/")[2]
        zhao.press("Say so", holds="so", **answers.pop(topic))
    assert "Ready: nothing stops this batch." in zhao.words


def _rossi_receives(season: Cast, code: str) -> None:
    rossi = at_the_desk_of(season.importer).follow("Scan a pallet").scan(code)
    assert "Pallet 1 of 1" in rossi.words
    rossi.press("EX-1 has arrived")
    assert rossi.press("Record", decision="refused").status == 422
    assert "Received in Rotterdam" in rossi.press("Record", decision="accepted").words


def _a_buyer_scans(codes: list[str]) -> None:
    path = codes[4].removeprefix("HTTP://LOCALHOST:8000")
    buyer = Visitor().open(path)
    for said in ("Napo", "Tainong No. 1", "This code was issued for this lot.", "BM-2026-1", "Qinzhou", "Rotterdam"):
        assert said in buyer.words
    assert "This label is void." in buyer.open(codes[0].removeprefix("HTTP://LOCALHOST:8000")).words
    serial = path.rsplit("/", 1)[1]
    assert "This code was issued for this lot." in buyer.open("/").press("Look it up", code=serial).words
