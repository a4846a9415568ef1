"""A run for a label printer: what its head burns is the label, dot for dot, and every code on it reads back."""

from __future__ import annotations

import csv
import io

import pytest
import zxingcpp
from PIL import Image, ImageChops

from tests.cast import Cast, at
from tests.labels.printers_seen import TsplPrinter, ZplPrinter
from tests.stories import certified, packed
from traceability.labels.acts.start_run import start_run
from traceability.labels.carton import draw_carton, draw_own
from traceability.labels.layouts import CARTON_GI, LAYOUTS, Layout
from traceability.labels.models import LabelRun
from traceability.labels.outputs import output_of
from traceability.labels.outputs.raster import DOTS_A_MM, RasterPen
from traceability.labels.printed_words import words_of
from traceability.labels.queries import printed_text_of, serial_of_carton
from traceability.labels.symbols import draw

pytestmark = pytest.mark.usefixtures("reference")
KINDS = ["zpl-203", "zpl-300", "tspl-203", "tspl-300"]


@pytest.fixture
def run(cast: Cast) -> LabelRun:
    """190 labels of mangoes under the name; nothing is drawn yet."""
    lot = packed(cast, certified(cast))
    return start_run(
        lot=lot, count=190, layout=CARTON_GI.code, with_name=True, by=cast.youan.person, at=at("2026-07-05")
    )


def stream(run: LabelRun, kind: str, first: int, last: int) -> bytes:
    made = output_of(kind, run)
    return made.head() + b"".join(made.labels(first, last)) + made.tail()


def printer(kind: str) -> ZplPrinter | TsplPrinter:
    language, dpi = kind.split("-")
    return ZplPrinter() if language == "zpl" else TsplPrinter(DOTS_A_MM[int(dpi)])


def burnt(run: LabelRun, kind: str, first: int, last: int) -> list[Image.Image]:
    machine = printer(kind)
    machine.read(stream(run, kind, first, last))
    return machine.labels


def codes(label: Image.Image) -> list[str]:
    """What a scanner reads off it, on white paper around it."""
    return [code.text for code in zxingcpp.read_barcodes(label.convert("L"))]


@pytest.mark.parametrize("kind", KINDS)
def test_every_code_reads_back(run: LabelRun, kind: str) -> None:
    labels = burnt(run, kind, 1, 60)
    assert [codes(label) for label in labels] == [[printed_text_of(run, number)] for number in range(1, 61)]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_burnt_is_the_artwork_dot_for_dot(run: LabelRun, kind: str) -> None:
    labels = burnt(run, kind, 7, 16)
    assert all(same(label, drawn_by_pen(run, kind, number)) for number, label in enumerate(labels, 7))


def same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and ImageChops.difference(one.convert("L"), other.convert("L")).getbbox() is None


def drawn_by_pen(run: LabelRun, kind: str, number: int) -> Image.Image:
    """The label by the pen alone."""
    particulars, dpi = words_of(run), int(kind.split("-")[1])
    layout = particulars.layout
    pen = RasterPen(layout.width_mm, layout.height_mm, dpi)
    draw_carton(pen, particulars)
    draw_own(pen, layout, draw(printed_text_of(run, number), mask_of(run)), serial_of_carton(run, number))
    return pen.image


def mask_of(run: LabelRun) -> int:
    from traceability.labels.queries import printed_prefix_of_run
    from traceability.labels.symbols import mask_for

    return mask_for(printed_prefix_of_run(run))


@pytest.mark.parametrize(("kind", "dots"), [("zpl-203", 7), ("tspl-203", 7), ("zpl-300", 10), ("tspl-300", 10)])
def test_a_module_has_a_whole_number_of_dots(run: LabelRun, kind: str, dots: int) -> None:
    [label] = burnt(run, kind, 1, 1)
    [code] = zxingcpp.read_barcodes(label.convert("L"))
    corners = code.position
    assert abs((corners.top_right.x - corners.top_left.x) - 33 * dots) <= 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_printer_that_was_switched_off_prints_no_code_that_reads(run: LabelRun, kind: str) -> None:
    """It has forgotten the words, so the rest of the stream must not become labels: the finder patterns went too."""
    made, machine = output_of(kind, run), printer(kind)
    machine.read(made.head() + b"".join(made.labels(1, 2)))
    machine.switch_off()
    machine.read(b"".join(made.labels(3, 4)))
    assert [bool(codes(label)) for label in machine.labels] == [True, True, False, False]


@pytest.mark.parametrize("kind", KINDS)
def test_every_two_hundred_labels_the_printer_is_told_the_words_again(
    run: LabelRun, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    language = kind.split("-", maxsplit=1)[0]
    monkeypatch.setattr(f"traceability.labels.outputs.{language}.AGAIN", 5)
    made, machine = output_of(kind, run), printer(kind)
    machine.read(made.head() + b"".join(made.labels(1, 4)))
    machine.switch_off()
    machine.read(b"".join(made.labels(5, 7)))
    assert [bool(codes(label)) for label in machine.labels] == [True] * 4 + [False, True, True]


@pytest.mark.parametrize("kind", [*KINDS, "csv"])
def test_the_file_is_the_same_however_it_was_cut(run: LabelRun, kind: str) -> None:
    made = output_of(kind, run)
    whole = b"".join(made.labels(1, 60))
    cuts = [(1, 1), (2, 27), (28, 50), (51, 60)]
    assert b"".join(b"".join(made.labels(first, last)) for first, last in cuts) == whole
    assert output_of(kind, run).head() == made.head()


@pytest.mark.parametrize("kind", ["zpl-300", "tspl-203"])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.code)
def test_every_template_is_burnt_as_its_artwork_and_reads_back(cast: Cast, layout: Layout, kind: str) -> None:
    lot = packed(cast, certified(cast))
    name, wei = layout.has_name, cast.youan.person
    run = start_run(lot=lot, count=2, layout=layout.code, with_name=name, by=wei, at=at("2026-07-06"))
    labels = burnt(run, kind, 1, 2)
    assert [codes(label) for label in labels] == [[printed_text_of(run, n)] for n in (1, 2)]
    assert same(labels[1], drawn_by_pen(run, kind, 2))


def test_the_table_for_print_shops_has_the_exact_code_of_every_label(run: LabelRun) -> None:
    text = stream(run, "csv", 1, 190).decode("ascii")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["code"] for row in rows] == [printed_text_of(run, number) for number in range(1, 191)]
    assert {(row["gtin"], row["lot"]) for row in rows} == {(f"(01) {run.gtin}", f"(10) {run.lot_code}")}
    assert [row["number"] for row in rows[:3]] == ["1", "2", "3"]
    assert rows[4]["serial"].replace(" ", "") == serial_of_carton(run, 5)


def test_no_cell_is_a_formula_or_a_number_to_a_spreadsheet(run: LabelRun) -> None:
    for row in csv.DictReader(io.StringIO(stream(run, "csv", 1, 190).decode("ascii"))):
        for column in ("code", "gtin", "lot", "serial"):
            assert row[column][0] not in "=+-@\t\r"
            with pytest.raises(ValueError, match="could not convert"):
                float(row[column])
