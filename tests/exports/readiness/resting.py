"""What each check rests on, by code of the requirement: without any of these facts it may not pass."""

from __future__ import annotations

TRACED = "Facts.lots Lot.pickings Facts.pickings"
SAID = "Facts.lots Facts.said Said.holds Said.lots"
READ = "Facts.said Said.holds Said.remark"
BOOKS = f"{TRACED} Facts.said Said.holds Said.lots"
CERTIFICATE = "Facts.papers Paper.number"

RESTS_ON: dict[str, str] = {
    "O1": f"{TRACED} Picking.village Picking.is_located Picking.source_crs",
    "O2": f"{TRACED} Picking.registrations",
    "O3": "Facts.lots Lot.uscc",
    "P1": f"{BOOKS} Said.remark",
    "P2": BOOKS,
    "P3": BOOKS,
    "P4": f"{TRACED} {CERTIFICATE} Paper.declaration Facts.said Said.holds Said.lots Said.measured",
    "H1": f"{TRACED} Picking.opens_on",
    "H2": f"{TRACED} Facts.yields Yield.season_g Yield.area_mu Yield.most_kg_per_mu",
    "H3": f"{TRACED} Picking.logged_g Picking.weighed_g",
    "G1": "Facts.runs LabelRun.certificate Certificate.standing",
    "G2": "Facts.runs",
    "C1": "Facts.lots Lot.promise Promise.issuer Promise.contact",
    "C2": f"{TRACED} Picking.grower Lot.promise Promise.is_mixture",
    "C3": "Facts.runs LabelRun.has_promise",
    "K1": f"{TRACED} Lot.packing_house_number Picking.registrations",
    "K2": f"{SAID} Said.remark",
    "K3": f"{SAID} Said.measured Rule.lines",
    "K4": f"{SAID} Said.measured Rule.lines",
    "K5": f"{SAID} Said.remark",
    "K6": f"Facts.lots {CERTIFICATE} Paper.declaration Facts.handlings Lot.wholly Handling.has_log",
    "M1": "Facts.lots Lot.units",
    "L1": "Facts.runs LabelRun.asked LabelRun.size_is_known",
    "L2": f"{SAID} Said.measured Facts.sticker Sticker.is_allowed",
    "L3": "Facts.runs LabelRun.leads_here LabelRun.page_speaks",
    "M2": "Facts.runs LabelRun.is_printed",
    "T1": f"{TRACED} Lot.reports Facts.reports Report.laboratory Facts.said Said.holds Said.lots Said.measured",
    "T2": "Facts.lots Lot.reports Lot.species Facts.limits LimitsHere.species",
    "T2N": "Facts.lots Lot.reports Lot.species Facts.limits LimitsHere.species",
    "T3": "Facts.lots Lot.reports Facts.measured Measured.substance",
    "X1": f"{CERTIFICATE} Paper.says Facts.lots Facts.species Species.botanical_name Lot.cartons Lot.unit_g",
    "X2": f"{CERTIFICATE} Paper.declaration Facts.species Rule.lines",
    "X3": f"{CERTIFICATE} Paper.says {TRACED} Picking.registrations Lot.packing_house_number",
    "X4": f"{CERTIFICATE} Paper.says",
    "X5": f"{SAID} Said.measured",
    "S1": "Batch.container",
    "S2": "Batch.seal",
    "D0": "Batch.rules_here",
    "B1": CERTIFICATE,
    "B2": "Facts.species",
    "B3": READ,
    "B4": CERTIFICATE,
    "D1": "Facts.species Species.cn_code",
    "D2": "Facts.said Said.holds Said.measured",
    "R1": "Facts.lots Facts.custody Custody.events",
    "R2": "Facts.lots Facts.custody Custody.recall_finds_all",
    "R3": READ,
    "E1": "Facts.species",
}

RECORDED: dict[str, str] = {
    "P1": f"{TRACED} Picking.sprayings",
    "P2": f"{TRACED} Picking.sprayings Picking.allowed_from",
    "P3": f"{TRACED} Picking.sprayings Facts.spray_limits Spraying.substances SprayLimit.is_entered "
    "SprayLimit.limit_mg_kg SprayLimit.substance",
    "K5": "Facts.lots Lot.reports Facts.reports Report.agents",
}
"""The same where books and a laboratory tell it, and nobody has said anything."""

TIES = {
    "Batch.destination",
    "Facts.species",
    "Lot.key",
    "Picking.key",
    "Picking.plot",
    "Report.key",
    "Handling.key",
    "LabelRun.key",
    "LabelRun.lot",
    "LimitsHere.place",
    "Measured.report",
    "Breach.report",
    "Paper.kind",
    "Said.topic",
    "Species.code",
    "Yield.plot",
}
"""What ties one fact to another."""

WRONGS = {
    "Custody.gaps",
    "Facts.breaches",
    "Facts.measured",
    "Facts.spray_gaps",
    "LabelRun.lacks",
    "LabelRun.prints_name",
    "LabelRun.unnamed_agents",
    "LabelRun.void_on_pallet",
    "Lot.sourceless",
}
"""What is wrong where there is any of it: found by the gatherer, which says so of its own."""

TOLD = {
    "Custody.recall_batches",
    "Custody.recall_cartons",
    "Custody.recall_lot",
    "Custody.recall_lots",
    "Facts.sprays",
    "Handling.low_c",
    "Handling.name_en",
    "LabelRun.cartons",
    "LimitsHere.provisional",
    "LimitsHere.substances",
    "Paper.issuer",
    "Picking.code",
    "Picking.opening_is_provisional",
    "Picking.plot_number",
    "Promise.number",
    "Report.number",
    "Said.by",
    "Species.name_en",
    "Sticker.material",
    "Yield.plot_number",
}
"""What stands in a sentence and decides nothing."""

ONLY_TOLD = "only told"
OTHER_FRUIT = "a lot of another fruit is judged by the rule of that fruit"
A_FAULT = "where there is any, it is looked at for faults; where there is none, laboratory or statement is asked for"
FOUND_IN_NO_BOOK = dict.fromkeys(
    [
        "Facts.handlings",
        "Facts.reports",
        "Handling.substance",
        "Lot.handlings",
        "Lot.reports",
        "Measured.found_mg_kg",
        "Measured.substance",
    ],
    "what was found against what was said is a fault; that each lot has a report is T1's",
)
MAY_GO_WITHOUT: dict[str, dict[str, str]] = {
    "B3": {"Said.measured": ONLY_TOLD},
    "D1": dict.fromkeys(["Facts.papers", "Paper.number", "Paper.says"], "what no paper claims is not claimed"),
    "G2": {"LabelRun.certificate": "labels that print a name without one are unknown", "Facts.lots": "goes with them"},
    "H1": {"Facts.runs": "only how grave it is", "LabelRun.certificate": "only how grave it is"},
    "K2": {"Said.measured": ONLY_TOLD},
    "K3": {"Lot.species": OTHER_FRUIT, "Lot.variety": "the figure for other varieties is the strictest"},
    "K4": {"Lot.species": OTHER_FRUIT, "Lot.variety": "its figures are for every variety"},
    "K5": dict.fromkeys(
        [
            "Facts.handlings",
            "Facts.runs",
            "Handling.needs_substance",
            "Handling.substance",
            "Lot.handlings",
            "Measured.found_mg_kg",
            "Measured.substance",
        ],
        A_FAULT,
    ),
    "K6": {"Handling.substance": ONLY_TOLD},
    "L3": {"LabelRun.certificate": "labels that print a name without one fail"},
    "M1": {"Lot.on_pallets": "counted from the pallets themselves", "Lot.cartons": ONLY_TOLD},
    "M2": {"Facts.lots": ONLY_TOLD, "Lot.cartons": ONLY_TOLD},
    "P1": FOUND_IN_NO_BOOK,
    "P2": FOUND_IN_NO_BOOK,
    "P3": FOUND_IN_NO_BOOK | {"SprayLimit.is_exempt": "without it a limit is asked for"},
    "R3": {"Said.measured": ONLY_TOLD},
    "T1": {"Said.remark": ONLY_TOLD}
    | dict.fromkeys(
        ["Facts.handlings", "Handling.substance", "Lot.handlings"], "a treatment after the sample is a fault"
    ),
    "T3": {
        "Measured.found_mg_kg": "no amount means below what the laboratory can measure",
        "Measured.loq_mg_kg": "above zero in the database",
    },
}
"""By code, what a check looks at and may go without, and why."""
