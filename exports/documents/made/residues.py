"""The residue summary: what laboratories measured, against the limits that hold where and when the batch arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.documents import words
from exports.documents.consignment import Consignment
from exports.documents.made.maker import Maker, Rows, csv_data, lacks_cartons
from exports.documents.sheet import Column, Facts, Sheet, Table, Text
from exports.models import Document
from traceability.certification.findings import Finding
from traceability.certification.models import ResidueLimit, ResidueResult, ResidueTest
from traceability.certification.places import UNION, place_name
from traceability.certification.residues import Limits, judge_result
from traceability.certification.substances import in_words
from traceability.web.numbers import localised


@dataclass(frozen=True)
class _Report:
    """A report with the lots that it covers, by code, and the product code by which its limits are found."""

    test: ResidueTest
    lots: tuple[str, ...]
    product_code: str


@dataclass(frozen=True)
class _Line:
    """A substance of a report, with what it was judged by."""

    report: _Report
    result: ResidueResult
    findings: tuple[Finding, ...]

    @property
    def found(self) -> str:
        """What was measured, or that it lies below what the laboratory can measure."""
        result = self.result
        if result.found_mg_kg is None:
            return f"< {localised(result.loq_mg_kg.normalize())}"
        return localised(result.found_mg_kg.normalize())

    @property
    def holds(self) -> bool | None:
        """True within every limit; None where that is not known, or no limit is entered."""
        answers = [finding.ok for finding in self.findings]
        return False if False in answers else None if None in answers or not answers else True

    def limit(self, place: str) -> str:
        """The strictest limit of a place, as its rows write it; empty for no limit and for none allowed."""
        limits = [finding.said.facts["limit"] for finding in self.findings if _place(finding) == place]
        return min((limit for limit in limits if limit), key=float, default="")

    def is_forbidden_in(self, place: str) -> bool:
        """True where a place allows none of it to be found."""
        slugs = [finding.said.slug for finding in self.findings if _place(finding) == place]
        return not {"residue.forbidden", "residue.none"}.isdisjoint(slugs)


def _place(finding: Finding) -> str:
    return str(finding.said.facts["place"]["place"])


@dataclass(frozen=True)
class _Judged:
    """The reports of a batch, and each result against the limits: without words, so the same in any language."""

    reports: tuple[_Report, ...]
    lines: tuple[_Line, ...]


def _judged(consignment: Consignment) -> _Judged:
    """Judged once for all languages of a consignment."""
    return consignment.once("residues", lambda: _judge(consignment))


def _judge(consignment: Consignment) -> _Judged:
    tests: dict[int, ResidueTest] = {}
    lots: dict[int, dict[str, None]] = {}
    codes: dict[int, str] = {}
    for load in consignment.lots:
        for test in consignment.reports[load.lot.pk]:
            tests[test.pk] = test
            lots.setdefault(test.pk, {})[load.lot.code] = None
            codes[test.pk] = load.lot.product.variety.species.eu_product_code
    reports = tuple(_Report(test, tuple(lots[key]), codes[key]) for key, test in tests.items())
    # Hundreds of reports say the same of most substances: what is equal is judged once.
    known: dict[tuple[object, ...], tuple[Finding, ...]] = {}
    lines = []
    for report in reports:
        limits = _in_force(consignment.limits(report.product_code))
        for result in report.test.results.all():
            equal = report.product_code, result.substance, result.found_mg_kg, result.loq_mg_kg
            if equal not in known:
                known[equal] = tuple(judge_result(result, limits))
            lines.append(_Line(report, result, known[equal]))
    return _Judged(reports, tuple(lines))


def _in_force(limits: Limits) -> Limits:
    """Without drafts: the desk warns of them, and a paper says what holds."""
    return {
        substance: [row for row in rows if row.status != ResidueLimit.Status.DRAFT]
        for substance, rows in limits.items()
    }


def _lacks(consignment: Consignment) -> list[str]:
    if found := lacks_cartons(consignment):
        return found
    untested = sorted({load.lot.code for load in consignment.lots if not consignment.reports[load.lot.pk]})
    return [_("a laboratory report that covers lot %(lot)s") % {"lot": code} for code in untested]


def _sheet(consignment: Consignment) -> Sheet:
    batch, judged = consignment.batch, _judged(consignment)
    lines = judged.lines
    shown = [line for line in lines if line.result.found_mg_kg is not None or line.holds is False]
    where = {"place": place_name(batch.destination), "day": words.day(batch.arrives_on)}
    return Sheet(
        title=_("Residue summary"),
        number="",
        parties=words.parties(consignment),
        blocks=[
            Text([_answer(lines, shown), _("Limits as they hold in %(place)s on %(day)s.") % where], strong=True),
            Facts(words.voyage(consignment)),
            _measured(consignment, shown),
            _laboratories(judged.reports),
        ],
        foot=str(batch.exporter),
    )


def _answer(lines: Sequence[_Line], shown: Sequence[_Line]) -> str:
    over = sum(1 for line in shown if line.holds is False)
    if over:
        return ngettext("%(count)s result is over its limit.", "%(count)s results are over their limits.", over) % {
            "count": localised(over)
        }
    unknown = sum(1 for line in lines if line.findings and line.holds is None)
    if unknown:
        return ngettext(
            "Of %(count)s result it is not known whether it is within its limit.",
            "Of %(count)s results it is not known whether they are within their limits.",
            unknown,
        ) % {"count": localised(unknown)}
    if not shown:
        return _("Nothing was found that the laboratory can measure.")
    return ngettext(
        "%(count)s result was measured, within its limit.",
        "%(count)s results were measured, each within its limit.",
        len(shown),
    ) % {"count": localised(len(shown))}


def _measured(consignment: Consignment, shown: Sequence[_Line]) -> Table:
    destination = consignment.batch.destination
    return Table(
        [
            Column(_("Substance"), 26),
            Column(_("Report"), 18),
            Column(_("Found, mg/kg"), 14, number=True),
            Column(_("Limit of the Union, mg/kg"), 15, number=True),
            Column(_("Limit of the country, mg/kg"), 15, number=True),
            Column(_("Judgement"), 16),
        ],
        [
            (
                in_words(line.result.substance),
                line.report.test.report_number,
                line.found,
                _limit(line, UNION),
                _limit(line, destination),
                {True: _("within"), False: _("over the limit"), None: _("not known")}[line.holds],
            )
            for line in shown
        ],
        heading=_("What was measured"),
    )


def _limit(line: _Line, place: str) -> str:
    """A limit as the reader's language writes numbers, or that none may be found; nothing where there is none."""
    if line.is_forbidden_in(place):
        return _("none allowed")
    limit = line.limit(place)
    return localised(Decimal(limit)) if limit else ""


def _plain(line: _Line, place: str) -> str:
    """The same for a machine."""
    return "none allowed" if line.is_forbidden_in(place) else line.limit(place)


def _laboratories(reports: Sequence[_Report]) -> Table:
    return Table(
        [
            Column(_("Report"), 18),
            Column(_("Laboratory, method"), 34),
            Column(_("Sampled, reported"), 24),
            Column(_("Substances tested"), 18, number=True),
            Column(_("Lots covered"), 30),
        ],
        [
            (
                report.test.report_number,
                f"{report.test.sample.taken_for}\n{report.test.method}",
                f"{words.day(localdate(report.test.sample.taken_at))}\n{words.day(localdate(report.test.reported_at))}",
                localised(report.test.substances_tested),
                _(", ").join(report.lots),
            )
            for report in reports
        ],
        heading=_("Laboratory reports"),
    )


def _rows(consignment: Consignment) -> Rows:
    yield (
        "report",
        "laboratory_gln",
        "method",
        "sampled_on",
        "reported_on",
        "lots",
        "substance",
        "found_mg_kg",
        "loq_mg_kg",
        "limit_eu_mg_kg",
        "limit_national_mg_kg",
        "judgement",
    )
    verdicts = {True: "within", False: "over", None: "not known"}
    for line in _judged(consignment).lines:
        test, result = line.report.test, line.result
        found = "" if result.found_mg_kg is None else format(result.found_mg_kg.normalize(), "f")
        yield (
            test.report_number,
            test.sample.taken_for.gln,
            test.method,
            localdate(test.sample.taken_at).isoformat(),
            localdate(test.reported_at).isoformat(),
            " ".join(line.report.lots),
            result.substance,
            found,
            format(result.loq_mg_kg.normalize(), "f"),
            _plain(line, UNION),
            _plain(line, consignment.batch.destination),
            verdicts[line.holds] if line.findings else "no limit entered",
        )


MAKER = Maker(Document.Kind.RESIDUE_SUMMARY, _lacks, _sheet, csv_data(_rows))
