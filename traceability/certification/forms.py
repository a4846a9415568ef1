"""What people fill in at the desks of the packing house, the control body and the laboratory."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from traceability.certification.acts.inspect import FruitReading
from traceability.certification.acts.report_residues import SubstanceResult
from traceability.certification.models import Inspection, Sample
from traceability.certification.report_table import ReadReport, ReportLine, read_report
from traceability.lots.models import Lot
from traceability.parties.models import Organisation
from traceability.web.failures import Failure
from traceability.web.forms import DayInput, KilogramField, LookForm, PhotosField
from traceability.web.tables.reading import MOST_BYTES, read_table

Kind, Purpose = Organisation.Kind, Sample.Purpose
if TYPE_CHECKING:
    Rows = forms.BaseFormSet[Any]
else:
    Rows = forms.BaseFormSet
LARGEST_REPORT = 10 * 1024 * 1024


class SampleForm(LookForm):
    """For whom fruit is taken: the body's kind says what for."""

    taken_for = forms.ModelChoiceField(
        label=_("For"),
        queryset=Organisation.objects.filter(kind__in=[Kind.CONTROL_BODY, Kind.LABORATORY]).order_by(
            "kind", "name_latin"
        ),
        empty_label=None,
        help_text=_(
            "A control body inspects for the name; a laboratory looks for residues. They see this lot from now on."
        ),
    )
    fruits = forms.IntegerField(label=_("How many fruit"), min_value=1, max_value=1000, initial=18)

    def clean(self) -> dict[str, Any]:
        """The purpose follows from who the fruit is for."""
        cleaned: dict[str, Any] = super().clean() or {}
        if body := cleaned.get("taken_for"):
            control = body.kind == Kind.CONTROL_BODY
            cleaned["purpose"] = Purpose.INSPECTION if control else Purpose.RESIDUES
        return cleaned


class InspectionForm(LookForm):
    """About the whole sample; the fruit stand in the table below."""

    device = forms.CharField(label=_("Refractometer"), max_length=60, help_text=_("Make and model"))
    ripeness = forms.ChoiceField(
        label=_("How ripe the fruit are"),
        choices=Inspection.Ripeness.choices,
        widget=forms.RadioSelect,
        help_text=_("°Brix counts on ripe fruit only."),
    )
    photos = PhotosField(label=_("Photos of the fruit"), required=False, help_text=_("Up to six"))


class ReadingForm(LookForm):
    """One fruit. A row left wholly empty is no fruit."""

    fruit_weight_g = forms.IntegerField(label=_("Weight, g"), min_value=1, max_value=5000)
    brix = forms.DecimalField(
        label=_("°Brix"), min_value=Decimal(0), max_value=Decimal(40), max_digits=4, decimal_places=1
    )
    size_mm = forms.IntegerField(label=_("Across, mm"), min_value=1, max_value=400, required=False)
    defects = forms.CharField(label=_("What is wrong with it"), max_length=120, required=False)


class RowsTogether(Rows):
    """Rows of a table, of which the empty ones are left out."""

    def filled(self) -> list[dict[str, Any]]:
        """What was typed, row by row."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]

    def with_lines(self, count: int) -> RowsTogether:
        """As many empty lines as there are fruit, or room."""
        self.extra = count
        return self


ReadingRows = forms.formset_factory(ReadingForm, formset=RowsTogether, extra=0, absolute_max=1000, max_num=1000)


def reading_rows(data: QueryDict | None, lines: int) -> RowsTogether:
    """The table of fruit, with so many empty lines until it is sent."""
    rows: RowsTogether = ReadingRows(data)  # type: ignore[assignment]
    return rows.with_lines(lines)


def readings_of(rows: RowsTogether) -> list[FruitReading]:
    """The fruit as the act wants them."""
    return [FruitReading(**row) for row in rows.filled()]


class ReportForm(LookForm):
    """A laboratory's report; the substances stand in the table or are pasted."""

    report_number = forms.CharField(label=_("Report number"), max_length=40)
    method = forms.CharField(label=_("Method"), max_length=80, initial="GB 23200.121-2021")
    substances_tested = forms.IntegerField(label=_("Substances the method covers"), min_value=1, max_value=10_000)
    report = forms.FileField(
        label=_("The report as a file"), required=False, help_text=_("PDF, up to 10 MB; kept with its SHA-256")
    )
    table = forms.FileField(
        label=_("The table of substances as a file"),
        required=False,
        help_text=_("Excel or CSV as your instrument gives it. It is shown first and kept when you hand it in."),
    )
    pasted = forms.CharField(
        label=_("Or paste the table"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_(
            "One line a substance: name, limit of quantification, amount found; the amount stays empty below it. mg/kg."
        ),
    )

    def clean_report(self) -> Any:
        """A PDF of bearable size."""
        file = self.cleaned_data["report"]
        if file and (file.size > LARGEST_REPORT or file.read(5) != b"%PDF-"):
            raise forms.ValidationError(_now("This is no PDF of up to 10 MB. Choose another file."))
        if file:
            file.seek(0)
        return file

    def clean_table(self) -> ReadReport | None:
        """The lines of the table, for the page to show."""
        file = self.cleaned_data["table"]
        if not file:
            return None
        try:
            read = read_report(read_table(file.read(MOST_BYTES + 1)))
        except Failure as problem:
            raise forms.ValidationError(problem.message) from problem
        if not read.lines:
            raise forms.ValidationError(_now("No substance stands in this table. Choose another file."))
        return read

    def clean_pasted(self) -> list[SubstanceResult]:
        """The pasted lines; commas, semicolons or tabs between the cells. Says which line is not understood."""
        text = str(self.cleaned_data["pasted"]).strip()
        mark = next((mark for mark in "\t;" if mark in text), ",")
        results = []
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=mark), start=1):
            row = SubstanceForm(
                dict(zip(("substance", "loq_mg_kg", "found_mg_kg"), map(str.strip, cells), strict=False))
            )
            if not row.is_valid():
                sentence = _now("Line %(number)s is not understood: write name, limit of quantification, amount found.")
                raise forms.ValidationError(sentence % {"number": number})
            results.append(SubstanceResult(**row.cleaned_data))
        return results


class SubstanceForm(LookForm):
    """One substance; an empty amount means below the limit of quantification."""

    substance = forms.CharField(
        label=_("Substance"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "substances", "autocomplete": "off", "spellcheck": "false"}),
    )
    loq_mg_kg = forms.DecimalField(
        label=_("Measured from, mg/kg"), min_value=Decimal("0.00001"), max_digits=9, decimal_places=5
    )
    found_mg_kg = forms.DecimalField(
        label=_("Found, mg/kg"), min_value=Decimal(0), max_digits=9, decimal_places=5, required=False
    )


SubstanceRows = forms.formset_factory(SubstanceForm, formset=RowsTogether, extra=0, absolute_max=500, max_num=500)


def substance_rows(data: QueryDict | None, lines: int) -> RowsTogether:
    """The table of substances, with so many empty lines until it is sent."""
    rows: RowsTogether = SubstanceRows(data)  # type: ignore[assignment]
    return rows.with_lines(lines)


def rows_of_table(lines: Sequence[ReportLine]) -> RowsTogether:
    """The table of substances filled with what a file says, each cell checked as if it had been typed."""
    data = {"form-TOTAL_FORMS": str(len(lines)), "form-INITIAL_FORMS": "0"}
    for number, line in enumerate(lines):
        cells = {"substance": line.substance, "loq_mg_kg": line.loq, "found_mg_kg": line.found}
        data |= {f"form-{number}-{name}": value for name, value in cells.items()}
    rows: RowsTogether = SubstanceRows(data)  # type: ignore[assignment]
    return rows


def results_of(rows: RowsTogether) -> list[SubstanceResult]:
    """The substances as the act wants them."""
    return [SubstanceResult(**row) for row in rows.filled()]


class CertifyForm(LookForm):
    """How much of a lot a certificate covers."""

    number = forms.CharField(label=_("Certificate number"), max_length=40)
    certified_g = KilogramField(label=_("Certified, kg"))
    valid_to = forms.DateField(label=_("Last day"), widget=DayInput())

    def __init__(self, *args: Any, lot: Lot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["certified_g"].initial = lot.weight_g


class RevokeForm(LookForm):
    """Why a certificate ends."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("The owner of the lot reads it."))
