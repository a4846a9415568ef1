"""A laboratory's own table is read, shown with its doubts, and kept only when it is handed in."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from tests.certification.way import Way
from traceability.certification.models import ResidueTest, Sample
from traceability.certification.report_table import ReadReport, ReportLine, read_report
from traceability.parties.models import User
from traceability.web.tables.reading import read_table, read_text


def read(text: str) -> ReadReport:
    return read_report(read_text(text))


def test_a_chinese_report_is_read_by_its_headings() -> None:
    found = read("报告编号,NF26-1\n检测项目,检测结果 mg/kg,定量限 mg/kg\n嘧菌酯,0.031,0.005\n多菌灵,未检出,0.005\n")
    assert list(found.lines) == [ReportLine("嘧菌酯", "0.005", "0.031"), ReportLine("多菌灵", "0.005", "")]
    assert found.doubts == []


@pytest.mark.parametrize("nothing", ["ND", "n.d.", "not detected", "未检出", "<LOQ", "< 0.005", "-", ""])
def test_what_could_not_be_measured_is_no_amount_and_not_zero(nothing: str) -> None:
    [line] = read(f"Substance,LOQ,Result\ncarbendazim,0.005,{nothing}\n").lines
    assert line == ReportLine("carbendazim", "0.005", "")


def test_below_a_number_tells_the_limit_where_no_column_does() -> None:
    [line] = read("Analyte,Result\ncarbendazim,<0.01\n").lines
    assert line == ReportLine("carbendazim", "0.01", "")


def test_micrograms_come_out_in_milligrams_and_say_so() -> None:
    found = read("Substance,LOQ (µg/kg),Result (µg/kg)\nazoxystrobin,5,31\n")
    assert list(found.lines) == [ReportLine("azoxystrobin", "0.005", "0.031")]
    assert found.doubts == ["The table is in µg/kg; the amounts here are mg/kg."]


def test_what_is_not_understood_is_named_with_its_row() -> None:
    found = read("Substance,LOQ,Result\nazoxystrobin,,0.03\nbenomyl,0.01,much\n")
    assert found.doubts == [
        "Row 2, azoxystrobin: no limit of quantification is understood.",
        "Row 3, benomyl: “much” is no amount.",
    ]


def test_a_spreadsheet_says_the_same() -> None:
    book, file = Workbook(), BytesIO()
    assert book.active is not None
    for row in (("Substance", "LOQ", "Result"), ("azoxystrobin", 0.005, 0.031), ("carbendazim", 0.005, None)):
        book.active.append(row)
    book.save(file)
    lines = read_report(read_table(file.getvalue())).lines
    assert list(lines) == [ReportLine("azoxystrobin", "0.005", "0.031"), ReportLine("carbendazim", "0.005", "")]


@pytest.mark.django_db
def test_the_page_shows_the_table_first_and_keeps_it_when_it_is_handed_in(way: Way, client: Client, qin: User) -> None:
    page = reverse("certification:residues", args=[way.sample(way.lot(), Sample.Purpose.RESIDUES).event.digest])
    client.force_login(qin)
    about = {"report_number": "NF26-9", "method": "LC-MS/MS", "substances_tested": "366"}
    empty = {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"}
    table = SimpleUploadedFile("r.csv", b"Substance,LOQ,Result\nazoxystrobin,0.005,0.031\nbenomyl,0.01,much\n")
    shown = client.post(page, about | empty | {"table": table})
    words = shown.content.decode()
    assert shown.status_code == 200
    assert "2 lines were read from the file. Nothing is kept yet." in words
    assert "Row 3, benomyl: “much” is no amount." in words
    assert 'value="azoxystrobin"' in words
    assert not ResidueTest.objects.exists()
    typed = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-substance": "azoxystrobin"}
    client.post(page, about | typed | {"form-0-loq_mg_kg": "0.005", "form-0-found_mg_kg": "0.031"})
    assert ResidueTest.objects.get().results.get().substance == "azoxystrobin"


@pytest.mark.django_db
def test_what_is_no_table_is_refused_beside_the_field(way: Way, client: Client, qin: User) -> None:
    page = reverse("certification:residues", args=[way.sample(way.lot(), Sample.Purpose.RESIDUES).event.digest])
    client.force_login(qin)
    empty = {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0", "report_number": "1", "method": "x"}
    answer = client.post(
        page, empty | {"substances_tested": "1", "table": SimpleUploadedFile("r.xlsx", b"PK\x03\x04no")}
    )
    assert answer.status_code == 422
    assert "This is no table that can be read." in answer.content.decode()
