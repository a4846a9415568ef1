"""manage.py import_mrl: the Commission's limits come in whole, as new versions, or not at all."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict
from hypothesis import given
from hypothesis import strategies as st

from tests.certification.way import Way
from traceability.certification.importing.limits import read_limits
from traceability.certification.models import ResidueLimit
from traceability.certification.refusals import OfficialTableIsWrong
from traceability.certification.residues import judge_residues
from traceability.web.failures import Failure

LINE: dict[str, Any] = {
    "pesticide_residue_id": 22,
    "pesticide_residue_name": "Azoxystrobin (F)",
    "product_code": "0163030",
    "product_name": "Mangoes",
    "mrl_value": "0.02",
    "mrl_value_only": "0.02",
    "mrl_lod": "",
    "application_date": "01/09/2026",
    "applicability_text": "Applicable",
    "regulation_number": "Reg. (EU) 2026/999",
}


def line(**changes: Any) -> dict[str, Any]:
    return LINE | changes


def written(path: Path, *lines: dict[str, Any]) -> Path:
    file = path / "mrl.json"
    file.write_text(json.dumps({"value": list(lines), "nextLink": None}))
    return file


def run(file: Path, *options: str) -> str:
    told = StringIO()
    call_command("import_mrl", str(file), *options, stdout=told)
    return told.getvalue()


@pytest.mark.django_db
def test_a_limit_becomes_a_new_version_and_the_old_one_stays(way: Way, tmp_path: Path) -> None:
    """DG SANTE data lake, pesticides API v3.0: limits by product code, days as DD/MM/YYYY."""
    assert way.scheme
    old = ResidueLimit.objects.get(substance="azoxystrobin", eu_product_code="0163030", destination="EU")
    told = run(written(tmp_path, line()))
    new = ResidueLimit.objects.get(source__startswith="DG SANTE data lake")
    assert (new.substance, new.limit_mg_kg, new.valid_from) == ("azoxystrobin", Decimal("0.02"), date(2026, 9, 1))
    assert new.source == "DG SANTE data lake, Reg. (EU) 2026/999"
    assert model_to_dict(ResidueLimit.objects.get(pk=old.pk)) == model_to_dict(old)
    assert "0163030 azoxystrobin: 0.02 mg/kg from 2026-09-01" in told


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "carried"), [(date(2026, 8, 31), True), (date(2026, 9, 1), False)])
def test_it_holds_from_its_first_day_and_not_before(way: Way, tmp_path: Path, day: date, carried: bool) -> None:
    lot = way.lot()
    way.test_residues(lot, azoxystrobin="0.03")
    run(written(tmp_path, line()))
    assert judge_residues(lot, destination="EU", on=day).carried is carried


@pytest.mark.django_db
def test_lots_in_stock_that_are_judged_otherwise_are_named(way: Way, tmp_path: Path) -> None:
    lot = way.lot()
    way.test_residues(lot, azoxystrobin="0.03")
    told = run(written(tmp_path, line(application_date="2026-01-01", mrl_value_only="0.01", mrl_lod="*")))
    assert f"lot {lot.code}, EU, on " in told
    assert "→ Not for European Union: azoxystrobin 0.03 mg/kg; limit 0.01." in told
    assert "1 lots in stock judged otherwise." in told


@pytest.mark.django_db
def test_a_country_with_limits_of_its_own_is_told_beside_the_union(way: Way, tmp_path: Path) -> None:
    """The Union's limits hold in France too; what France alone forbids was looked for and not found."""
    lot = way.lot()
    forbidden = ResidueLimit.objects.filter(destination="FR", eu_product_code="0163030", limit_mg_kg=None)
    nothing = dict.fromkeys(forbidden.values_list("substance", flat=True))
    way.test_residues(lot, azoxystrobin="0.03", **nothing)
    told = run(written(tmp_path, line(application_date="2026-01-01", mrl_value_only="0.01", mrl_lod="*")))
    assert f"lot {lot.code}, FR, on " in told
    assert "→ Not for France: azoxystrobin 0.03 mg/kg; limit 0.01." in told
    assert "1 lots in stock judged otherwise." in told


@pytest.mark.django_db
def test_the_same_again_adds_nothing_and_the_seeds_do_not_overwrite_it(way: Way, tmp_path: Path) -> None:
    from traceability.certification.reference import load

    assert way.scheme
    file = written(tmp_path, line())
    run(file)
    load()
    before = list(ResidueLimit.objects.order_by("pk").values())
    assert "1 limits of our products read, 0 new" in run(file)
    assert list(ResidueLimit.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_other_products_and_limits_that_ended_are_passed_over(way: Way, tmp_path: Path) -> None:
    """domain.md 2.2: products go by their code; a herb may bear the same name."""
    assert way.scheme
    file = written(
        tmp_path, line(product_code="0632010"), line(applicability_text="No longer applicable", mrl_value_only="9")
    )
    assert "0 limits of our products read" in run(file)


def test_the_bulk_download_has_an_object_a_line_and_some_say_nothing() -> None:
    """519,650 records on 2026-05-27; 30,343 of them name no amount, and what is voted may have no day yet."""
    silent = line(mrl_value=None, mrl_value_only=None)
    voted = line(application_date=None, applicability_text="Not yet applicable", mrl_value_only="0.05")
    records = [line(), silent, voted, line(pesticide_residue_name="Imazalil (R)")]
    content = "\n".join(json.dumps(one) for one in records).encode()
    found = read_limits(content, products={"0163030"}, known={"azoxystrobin", "imazalil"})
    assert [one.substance for one in found] == ["azoxystrobin", "imazalil"]
    with pytest.raises(OfficialTableIsWrong) as stopped:
        read_limits(content + b'\n{"product_code": ', products={"0163030"}, known=set())
    assert stopped.value.facts["row"] == 5


@pytest.mark.django_db
def test_where_no_limit_is_needed_the_default_does_not_hold(way: Way, tmp_path: Path) -> None:
    """Regulation (EC) No 396/2005, Article 5 and Annex IV."""
    lot = way.lot()
    way.test_residues(lot, spearmint_oil="0.5")
    assert judge_residues(lot, destination="EU", on=date(2026, 9, 1)).carried is False
    run(written(tmp_path, line(pesticide_residue_name="Spearmint-oil", mrl_value_only="No MRL required")))
    ResidueLimit.objects.filter(substance="Spearmint-oil").update(substance="spearmint-oil")
    verdict = judge_residues(lot, destination="EU", on=date(2026, 9, 1))
    assert (verdict.carried, verdict.findings[0].words) == (True, "spearmint-oil: no limit is needed.")


@pytest.mark.django_db
def test_a_dry_run_tells_and_keeps_nothing(way: Way, tmp_path: Path) -> None:
    assert way.scheme
    told = run(written(tmp_path, line()), "--dry-run")
    assert "1 new" in told
    assert not ResidueLimit.objects.filter(source__startswith="DG SANTE").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"mrl_value_only": "about 0.01"}, "Row 2, column mrl_value_only"),
        ({"mrl_value_only": "-1"}, "Row 2, column mrl_value_only"),
        ({"product_code": "163030"}, "Row 2, column product_code"),
        ({"application_date": "31/02/2026"}, "Row 2, column application_date"),
        ({"mrl_lod": "x"}, "Row 2, column mrl_lod"),
        ({"pesticide_residue_name": ""}, "Row 2, column pesticide_residue_name"),
        ({"mrl_value_only": "0.03"}, "Row 2, column mrl_value_only"),
    ],
)
def test_a_wrong_line_changes_nothing_and_says_where(
    way: Way, tmp_path: Path, change: dict[str, str], place: str
) -> None:
    assert way.scheme
    before = ResidueLimit.objects.count()
    with pytest.raises(CommandError, match=place):
        run(written(tmp_path, line(), line(**change)))
    assert ResidueLimit.objects.count() == before


@pytest.mark.django_db
def test_a_file_cut_off_or_absent_changes_nothing(way: Way, tmp_path: Path) -> None:
    assert way.scheme
    file = written(tmp_path, line())
    file.write_text(file.read_text()[:-20])
    with pytest.raises(CommandError, match="no complete JSON"):
        run(file)
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.json")


def test_a_csv_of_the_same_columns_says_the_same() -> None:
    names = [*LINE]
    table = ",".join(names) + "\n" + ",".join(str(LINE[name]) for name in names) + "\n"
    of_json = read_limits(json.dumps([LINE]).encode(), products={"0163030"}, known={"azoxystrobin"})
    assert read_limits(table.encode(), products={"0163030"}, known={"azoxystrobin"}) == of_json


def test_a_definition_of_several_counts_for_the_first_that_we_know() -> None:
    name = "Carbendazim and benomyl (sum of benomyl and carbendazim expressed as carbendazim) (R)"
    content = json.dumps([line(pesticide_residue_name=name)]).encode()
    [limit] = read_limits(content, products={"0163030"}, known={"carbendazim"})
    assert (limit.substance, limit.definition) == ("carbendazim", name)


@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_read_or_refused(content: bytes) -> None:
    with suppress(Failure):
        read_limits(content, products={"0163030"}, known=set())


CELLS = st.none() | st.text(max_size=12) | st.integers() | st.floats() | st.lists(st.integers(), max_size=2)


@given(st.lists(st.dictionaries(st.sampled_from(sorted(LINE)), CELLS, max_size=4), min_size=1, max_size=4))
def test_whatever_a_line_says_it_is_a_limit_or_refused_with_its_place(changes: list[dict[str, Any]]) -> None:
    content = json.dumps([line(**change) for change in changes]).encode()
    try:
        found, row = read_limits(content, products={"0163030"}, known=set()), 1
    except OfficialTableIsWrong as refused:
        found, row = [], refused.facts["row"]
    assert 1 <= row <= len(changes)
    assert all(one.limit_mg_kg is None or 0 < one.limit_mg_kg < 10_000 for one in found)
