"""Every check: a batch that passes, and the smallest change that fails it. The name of each case is its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from exports.models import Document, ExportBatch, Requirement
from exports.readiness.answers import EVALUATORS
from exports.readiness.engine import assess
from tests.cast import Cast
from tests.exports.readiness.spoils import (
    Spoil,
    batch_is,
    certificate_revoked,
    certificate_says,
    customs_code_of_another_fruit,
    days_after,
    entered_in_the_book,
    firm_is,
    house_without_number,
    label_voided,
    labels_are,
    making_is_lost,
    more_cartons_than_packed,
    no_coordinate_system,
    no_limit_for_the_rest,
    nothing,
    opens_later,
    origin_is,
    paper_is,
    plots_give_little,
    print_failed,
    printed_as,
    promise_is,
    registered_too_late,
    rule_asks,
    says,
    says_no,
    sprayed_with,
)
from tests.exports.scene import NOTHING_FOUND, Scene
from tests.ready import FOR_CITRUS, FREE_OF_FLIES, GOOD_MANGOES, GOOD_ORANGES
from traceability.lots.models import Variety

ORANGE: dict[str, Any] = {
    "species": "orange",
    "variety": "newhall-navel",
    "picked": "2026-11-12",
    "with_name": False,
    "found": {"azoxystrobin": "0.4", "acetamiprid": "0.02"},
}
FRANCE = {"batch_facts": {"destination": "FR"}}
TREATED = {
    "phyto": {"additional_declaration": "Regulation (EU) 2019/2072, Annex VII, point 61 (d): hot water, Tephritidae."}
}


NOBODY_ASKED = {"said": {"spraying_books": None}}


def declares(words: str) -> dict[str, Any]:
    return {"phyto": {"additional_declaration": words}}


def citrus_without(words: str) -> dict[str, Any]:
    assert words in FOR_CITRUS
    return declares(FOR_CITRUS.replace(words, ""))


@dataclass(frozen=True)
class Case:
    """One check: how it fails, and what else the scene needs for it to have something to say."""

    code: str
    source: str
    spoil: Spoil = nothing
    outcome: str = "fail"
    scene: dict[str, Any] = field(default_factory=dict)
    spoilt: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code}: {self.source}"


CASES = [
    Case("O1", "Regulation 178/2002 Article 18", origin_is("village_id", None)),
    Case("O1", "fast-geocn, GCJ-02 and BD-09 differ from WGS-84", no_coordinate_system),
    Case("O2", "AQSIQ Order 91, not registered on the day of picking", registered_too_late),
    Case("O3", "MARA Order 2025 No. 4", firm_is(uscc="")),
    Case("P1", "Law on farm produce quality, production record", entered_in_the_book(registration_number="")),
    Case("P1", "Law on farm produce quality, an empty book says nothing", outcome="unknown", spoilt=NOBODY_ASKED),
    Case("P1", "Law on farm produce quality, sprayed and not in the book", says_no("spraying-books")),
    Case("P2", "GB 2763-2026", origin_is("allowed_from", days_after(1))),
    Case("P2", "GB 2763-2026, entered after weigh-in", entered_in_the_book(interval_days=41)),
    Case("P2", "GB 2763-2026, an empty book says nothing", outcome="unknown", spoilt=NOBODY_ASKED),
    Case("P3", "Regulation 396/2005, abamectin 0.01 on mango", sprayed_with("abamectin")),
    Case("P3", "Regulation 396/2005, entered after weigh-in", entered_in_the_book(substances=["abamectin"])),
    Case("P3", "Regulation 396/2005, an empty book says nothing", outcome="unknown", spoilt=NOBODY_ASKED),
    Case("P3", "Regulation 396/2005, no entry", sprayed_with("spinosad"), outcome="unknown"),
    Case(
        "P4",
        "Regulation 2019/2072 Annex VII option c, a month missing",
        says("orchard-watch", measured={"read_on": "2026-04-11 2026-05-11"}),
    ),
    Case("H1", "百色市芒果产业发展条例, under the name", opens_later),
    Case("H1", "百色市芒果产业发展条例, without the name", opens_later, "warning", scene={"with_name": False}),
    Case("H2", "mass balance", plots_give_little, "warning"),
    Case("H3", "斤 is half a kilogram", origin_is("logged_g", 800_000)),
    Case("G1", "EU-China agreement Article 4", certificate_revoked),
    Case("C1", "MARA Order 2025 No. 4, no contact", firm_is(phone="")),
    Case("C2", "MARA Order 2025 No. 4, mixed and not issued anew", promise_is("kind", "house"), scene={"growers": 2}),
    Case("C3", "MARA Order 2025 No. 4, issued after printing", promise_is("issued_on", days_after(8))),
    Case("K1", "AQSIQ Order 91, packing house", house_without_number),
    Case("K2", "Regulation 2019/2072 Annex VII, a leaf", says_no("no-leaves"), scene=ORANGE),
    *(
        Case(
            "K3",
            f"Regulation 2023/2429 Annex I B, {name} {value}",
            says("citrus-quality", measured=GOOD_ORANGES | {name: value}),
            scene=ORANGE,
        )
        for name, value in (
            ("juice_percent", "32.9"),
            ("sugar_acid", "6.4"),
            ("green_percent", "20.1"),
            ("smallest_mm", "52"),
        )
    ),
    Case(
        "K4",
        "Regulation 2023/2429 Annex I A, 10 %",
        says("quality", measured=GOOD_MANGOES | {"defects_percent": "10.1"}),
    ),
    Case(
        "K4",
        "Regulation 2023/2429 Annex I A, decay 2 %",
        says("quality", measured=GOOD_MANGOES | {"decay_percent": "2.1"}),
    ),
    Case(
        "K5",
        "Regulation 2023/2429 Annex I B, imazalil found and not recorded",
        scene=ORANGE,
        spoilt={"found": {"azoxystrobin": "0.4", "acetamiprid": None, "imazalil": "0.9"}},
    ),
    Case(
        "K5",
        "Regulation 2023/2429 Annex I B, no laboratory looked and nobody has said",
        outcome="unknown",
        spoilt={"said": {"treatments": None}},
    ),
    Case("K5", "Regulation 2023/2429 Annex I B, waxed and not recorded", says_no("treatments")),
    Case("K6", "Regulation 2019/2072 option d, no bath", scene={"bathed": True} | TREATED, spoilt={"bathed": False}),
    Case("M1", "mass balance", more_cartons_than_packed),
    Case("L1", "Regulation 2023/2429 Annex I, language of another country", labels_are(destination="FR")),
    Case("L1", "Regulation 2023/2429 Annex I, no address", firm_is(address_latin="")),
    Case("L1", "UNECE FFV-14, size of a mandarin on an orange", labels_are(size="1-XX"), scene=ORANGE),
    Case("L2", "house rule, a material that does not rot", says("stickers", measured={"material": "pp"})),
    Case("L2", "AGEC Article 80", says("stickers", measured={"material": "paper-home"}), scene=FRANCE),
    Case("L3", "Regulation 2024/1143, another address", printed_as("origin", "HTTPS://ELSEWHERE.EXAMPLE")),
    Case("L3", "Regulation 2023/2429, a language that nobody speaks here", batch_is(destination="FI")),
    Case("M2", "Directive 2011/91, a void label", label_voided),
    Case("M2", "Directive 2011/91, a run that failed", print_failed),
    Case("T1", "Regulation 396/2005, no report", spoilt={"found": {}}),
    Case("T1", "Regulation 396/2005, no accreditation", says_no("laboratory")),
    Case("T2", "Regulation 396/2005, chlorpyrifos 0.01", spoilt={"found": {"chlorpyrifos": "0.011"}}),
    Case("T2", "Regulation 396/2005 Article 18(1)(b), the default", spoilt={"found": {"spinosad": "0.011"}}),
    Case(
        "T2",
        "Regulation 396/2005 Article 18(1)(b), the default is not entered",
        no_limit_for_the_rest,
        outcome="unknown",
        scene={"found": {"spinosad": "0.009"}},
    ),
    Case(
        "T2N",
        "French order of 5 January 2026",
        scene=FRANCE,
        spoilt={"found": NOTHING_FOUND | {"carbendazim": "0.008"}},
    ),
    Case(
        "T2N",
        "French order of 5 January 2026, not looked for",
        outcome="unknown",
        scene=FRANCE,
        spoilt={"found": {"azoxystrobin": "0.031"}},
    ),
    Case(
        "T3",
        "Regulation 2025/158",
        outcome="warning",
        scene=ORANGE,
        spoilt={"found": {"azoxystrobin": "0.4", "acetamiprid": "0.039"}},
    ),
    Case("X1", "Regulation 2016/2031 Article 76, fifteen days", spoilt={"phyto": {"issued_on": date(2026, 6, 27)}}),
    Case("X1", "Regulation 2016/2031 Article 76, after departure", spoilt={"phyto": {"issued_on": date(2026, 7, 13)}}),
    Case("X1", "Regulation 2016/2031, another fruit", certificate_says(botanical_names=["Citrus sinensis"])),
    Case("X1", "Regulation 2016/2031, a carton too few", certificate_says(packages=7)),
    Case("X1", "Regulation 2016/2031, another weight", certificate_says(net_weight_g=39_000)),
    Case("X1", "Regulation 2016/2031, no weight", certificate_says(net_weight_g=None), outcome="unknown"),
    Case("X2", "NVWA, no position", spoilt=declares("Subjected to hot water, Regulation (EU) 2019/2072, Annex VII.")),
    Case(
        "X2", "Annex VII 61, no option", spoilt=declares("Regulation (EU) 2019/2072, Annex VII, point 61: Tephritidae.")
    ),
    Case("X2", "Annex VII 61, an option China has not", spoilt=declares(FREE_OF_FLIES.replace("(c)", "(a)"))),
    *(
        Case("X2", f"Annex VII {position}", scene=ORANGE, spoilt=citrus_without(words))
        for position, words in (
            ("57, peduncles and leaves", "fruits are free from peduncles and leaves and "),
            ("57, origin mark", "the packaging bears an origin mark"),
            ("58, canker", "point 58 (d): fruits disinfected, no symptoms of Xanthomonas citri; "),
            ("59", "point 59: China is known to be free from Pseudocercospora angolensis; "),
            ("60, black spot", "point 60 (c): free from Phyllosticta citricarpa; "),
            ("61, fruit flies", "point 61 (c): free of Tephritidae."),
        )
    ),
    Case("X3", "COLEAD, a site too many", certificate_says(site_codes=["4500GY017", "4500GY099"])),
    Case("X3", "COLEAD, a site missing", certificate_says(site_codes=["4500GY099"])),
    Case("X3", "COLEAD, another packing house", certificate_says(packing_house_codes=["45GX0999"])),
    Case("X3", "COLEAD, no site entered", certificate_says(site_codes=None), outcome="unknown"),
    Case("X4", "Regulation 2016/2031 Article 72", spoilt={"phyto": None}),
    Case("X4", "TRACES takes an ePhyto", certificate_says(channel=None), outcome="unknown"),
    Case("X5", "ISPM 15", says_no("wood-packaging")),
    Case("S1", "ISO 6346, no number", batch_is(container="")),
    Case("S1", "ISO 6346, wrong check digit", batch_is(container="TYTU2607021")),
    Case("S2", "house rule", batch_is(seal="")),
    Case("D0", "house rule", batch_is(destination="GB"), outcome="unknown"),
    Case("B3", "Regulation 2019/1793", says_no("ched-d-list"), "warning"),
    Case("B4", "Regulation 2023/2430", rule_asks("B4", kind="certificate"), "unknown", scene=ORANGE),
    Case("D1", "Common Customs Tariff", customs_code_of_another_fruit),
    Case("D1", "no EU-China agreement, RCEP", paper_is(Document.Kind.ORIGIN, "RCEP-26-0117")),
    Case("D1", "no EU-China agreement, Form E", paper_is(Document.Kind.ORIGIN, "E-26/Form E 4471")),
    Case("D2", "Regulation 2017/892", says_no("entry-price"), "warning", scene=ORANGE),
    Case("R1", "Regulation 178/2002 Article 18", making_is_lost),
    Case("R2", "Regulation 178/2002 Article 19", printed_as("gtin", "06971234500991")),
    Case("R3", "Regulation 178/2002 Article 50", says_no("rasff"), "warning"),
    Case("E1", "Regulation 2023/1115 Annex I", rule_asks("E1", falls_under={"mango": ["EUDR"]}), "warning"),
]


def outcomes(scene: Scene) -> dict[str, str]:
    """What each check answers about the scene's batch."""
    batch = ExportBatch.objects.with_names().get(pk=scene.ready.pk)
    return {result.code: result.outcome for result in assess(batch).results}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_check(cast: Cast, case: Case) -> None:
    if not case.spoilt:
        scene = Scene(cast, **case.scene)
        assert outcomes(scene)[case.code] == "pass"
        case.spoil(scene)
    else:
        scene = Scene(cast, **{**case.scene, **case.spoilt})
    assert outcomes(scene)[case.code] == case.outcome


@pytest.mark.parametrize(
    "changes",
    [
        {},
        FRANCE,
        ORANGE,
        {"with_name": False},
        {"growers": 2},
        {"bathed": True} | TREATED,
    ],
    ids=["mango for NL", "mango for FR", "orange", "mango without the name", "two growers", "treated"],
)
def test_check_passes_or_has_nothing_to_say_of_a_batch_that_is_as_it_should_be(
    cast: Cast, changes: dict[str, Any]
) -> None:
    scene = Scene(cast, **changes)

    answers = outcomes(scene)

    assert answers.pop("B1") == "unknown"
    assert {code: answer for code, answer in answers.items() if answer not in ("pass", "not_needed")} == {}
    assert assess(scene.draft).ready
    assert not assess(scene.draft).warnings()


def test_an_announcement_is_unknown_until_the_importer_enters_it(scene: Scene) -> None:
    assert outcomes(scene)["B1"] == "unknown"

    scene.paper(Document.Kind.CHED_PP, number="CHEDPP.NL.2026.0012345", issuer="Rossi Fruit Import")

    assert outcomes(scene)["B1"] == "pass"


def test_an_announcement_is_due_on_the_working_day_before_a_monday(scene: Scene) -> None:
    announced = next(result for result in assess(scene.ready).results if result.code == "B1")

    assert "by 7 August 2026" in announced.words  # 10 August 2026 is a Monday
    assert (announced.who_name, announced.later) == ("the importer", True)


def test_an_orange_with_the_name_of_a_mango_stops_the_batch(cast: Cast) -> None:
    """Four doors keep this from happening; should all four fail, the batch still does not leave."""
    scene = Scene(cast)
    scene.ready  # noqa: B018
    Variety.objects.filter(pk="tainong-1").update(species="orange")

    assert outcomes(scene)["G2"] == "fail"


def test_how_often_is_checked_is_told_and_never_stops(scene: Scene) -> None:
    rate = next(result for result in assess(scene.ready).results if result.code == "B2")

    assert (rate.words, rate.severity, rate.stops) == ("mango 100 %", "info", False)


def test_each_of_the_42_has_a_source_and_a_case(reference: None) -> None:
    rows = Requirement.objects.in_force(date(2026, 8, 10))
    chapters = {"O": 3, "P": 4, "H": 3, "G": 2, "C": 3, "K": 6, "L": 3, "T": 3, "X": 5, "B": 4, "D": 2, "R": 3, "E": 1}
    sheet = [f"{letter}{number}" for letter, last in chapters.items() for number in range(1, last + 1)]

    assert len(sheet) == 42
    assert {row.code for row in rows} == {*sheet, "M1", "M2", "S1", "S2", "D0", "T2N"}
    assert {row.check_name for row in rows} == set(EVALUATORS)
    assert {row.code for row in rows} == {case.code for case in CASES} | {"G2", "B1", "B2"}
    assert all(row.source and row.rule and row.confidence for row in rows)
