"""The paper book at the desk: a file, or a grid to type in."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Failure
from traceability.web.forms import LookForm
from traceability.web.tables.reading import MOST_BYTES, Cell, Table, cell_of, read_table

COLUMNS = (
    ("day", "日期", _("Day")),
    ("grower", "姓名", _("Grower")),
    ("plot", "地块", _("Plot")),
    ("weight", "重量", _("Weight")),
    ("crates", "筐数", _("Crates")),
    ("variety", "品种", _("Variety")),
    ("village", "村", _("Village")),
)
"""Field, heading as the reader of tables knows it, label."""
EMPTY_ROWS = 12
MOST_TYPED = 130
LONGEST = 60


class FileForm(LookForm):
    """A table as a file, cleaned to what is in it."""

    file = forms.FileField(
        label=_("Excel or CSV"),
        help_text=_("Any order of columns; titles above and a total below are understood. At most 5,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv,.tsv,.txt"}),
    )

    @property
    def name(self) -> str:
        """What the file is called where it comes from."""
        return str(getattr(self.files["file"], "name", ""))

    def clean_file(self) -> Table:
        """The table. What cannot be read is said under the field."""
        try:
            return read_table(self.cleaned_data["file"].read(MOST_BYTES + 1))
        except Failure as problem:
            raise forms.ValidationError(problem.message, code=problem.slug) from problem


class GridForm(LookForm):
    """A page typed from paper. Its rows stand beside it: cells of one column share a name, in order."""

    name = forms.CharField(
        label=_("Which page"), max_length=200, required=False, help_text=_("As it is found again: Naman 2026, page 14")
    )
    unit = forms.ChoiceField(label=_("Weights in"), choices=[("斤", "斤"), ("kg", "kg")], initial="斤")

    def rows(self) -> list[list[str]]:
        """What was typed, to the last row with something in it; a dozen empty ones at least to go on."""
        typed = list(self._typed())
        while typed and not any(typed[-1]):
            typed.pop()
        return typed + [[""] * len(COLUMNS)] * max(EMPTY_ROWS - len(typed), 2)

    def table(self) -> Table:
        """The grid as a table under its own headings; the first row typed is row 1."""
        headings = [
            f"{heading}({self.cleaned_data['unit']})" if name == "weight" else heading
            for name, heading, _label in COLUMNS
        ]
        cells: list[list[Cell]] = [[*headings]]
        cells.extend([cell_of(cell) for cell in row] for row in self._typed())
        return Table(cells, first=0)

    def _typed(self) -> Iterator[list[str]]:
        data = self.data if isinstance(self.data, QueryDict) else QueryDict()
        columns = [data.getlist(name)[:MOST_TYPED] for name, _heading, _label in COLUMNS]
        for number in range(max(map(len, columns), default=0)):
            yield [column[number].strip()[:LONGEST] if number < len(column) else "" for column in columns]


def answers_of(data: QueryDict) -> tuple[dict[int, dict[str, str]], dict[int, bool]]:
    """What was mended on a page of the preview, and which of its rows are left out, by row number.

    A row is listed under `seen`; its fields are called 7-day, 7-plot and so on. Of a choice and a field under one name
    the one that says something counts.
    """
    answers: dict[int, dict[str, str]] = {}
    left_out: dict[int, bool] = {}
    for text in data.getlist("seen"):
        if not text.isdecimal() or len(text) > 6:
            continue
        number, prefix = int(text), f"{text}-"
        given = {name: data.getlist(name) for name in data if name.startswith(prefix)}
        answers[number] = {
            name.removeprefix(prefix): next((value for value in reversed(values) if value.strip()), "")
            for name, values in given.items()
        }
        answers[number].setdefault("same", "")
        left_out[number] = answers[number].pop("out", "") != ""
    return answers, left_out
