from __future__ import annotations

from decimal import Decimal
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import at
from tests.certification.way import Way
from traceability.certification.acts.report_residues import SubstanceResult, report_residues
from traceability.certification.models import ResidueTest, Sample
from traceability.certification.refusals import NothingFound, ResultIsWrong, SampleIsDone, SubstanceTwice
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation

pytestmark = pytest.mark.django_db


def result(substance: str = "azoxystrobin", found: str | None = "0.03", loq: str = "0.005") -> SubstanceResult:
    return SubstanceResult(substance, Decimal(loq), Decimal(found) if found else None)


def report(way: Way, by: User, *results: SubstanceResult, sample: Sample | None = None, **more: object) -> ResidueTest:
    return report_residues(
        sample=sample or way.sample(way.lot(), Sample.Purpose.RESIDUES),
        report_number="NF26-1",
        method="LC-MS/MS",
        substances_tested=366,
        results=results,
        by=by,
        at=at("2026-07-01"),
        **more,  # type: ignore[arg-type]
    )


def test_a_report_is_kept_with_its_file_and_its_fingerprint(way: Way, qin: User) -> None:
    test = report(way, qin, result(), report=SimpleUploadedFile("r.pdf", b"%PDF-1.7 report"))
    assert test.report_sha256 == sha256(b"%PDF-1.7 report").hexdigest()
    assert test.report.read() == b"%PDF-1.7 report"


def test_the_event_leaves_out_the_amount_that_could_not_be_measured(way: Way, qin: User) -> None:
    event = report(way, qin, result(), result("carbendazim", None)).event
    assert event.document["disposition"] == "in_progress"
    assert event.document["tyt:residues"]["tyt:results"] == [
        {"tyt:substance": "azoxystrobin", "tyt:foundMgKg": "0.03", "tyt:loqMgKg": "0.005"},
        {"tyt:substance": "carbendazim", "tyt:loqMgKg": "0.005"},
    ]


def test_a_substance_is_known_by_its_name_whatever_its_capitals(way: Way, qin: User) -> None:
    test = report(way, qin, result(" Carbendazim "), result("2,4-d"))
    assert sorted(each.substance for each in test.results.all()) == ["2,4-D", "carbendazim"]


@pytest.mark.parametrize("who", ["youan", "control_body", "other_cooperative"])
def test_only_the_laboratory_reports(way: Way, who: str) -> None:
    with pytest.raises(NotYourOrganisation):
        report(way, getattr(way.cast, who).person, result())


def test_less_than_can_be_measured_was_not_found(way: Way, qin: User) -> None:
    with pytest.raises(ResultIsWrong):
        report(way, qin, result(found="0.004"))
    with pytest.raises(ResultIsWrong):
        report(way, qin, result(loq="0"))


def test_a_report_names_each_substance_once_and_at_least_one(way: Way, qin: User) -> None:
    with pytest.raises(SubstanceTwice):
        report(way, qin, result("carbendazim"), result("Carbendazim"))
    with pytest.raises(NothingFound):
        report(way, qin)


def test_a_sample_is_reported_on_once(way: Way, qin: User) -> None:
    test = report(way, qin, result())
    with pytest.raises(SampleIsDone):
        report(way, qin, result(), sample=test.sample)


def test_one_report_number_may_stand_for_two_samples(way: Way, qin: User) -> None:
    """Both samples of a lot in one report: each is an event of its own, which names its sample."""
    lot = way.lot()
    samples = [way.sample(lot, Sample.Purpose.RESIDUES, fruits) for fruits in (10, 12)]
    events = [report(way, qin, result(), sample=sample).event for sample in samples]
    assert [event.document["tyt:residues"]["tyt:sample"] for event in events] == [
        sample.event.event_id for sample in samples
    ]
