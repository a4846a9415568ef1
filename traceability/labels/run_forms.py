"""What an operator fills in about a run: its files, its printing, and the life of its labels."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from traceability.labels.models import LabelRun, Printer
from traceability.labels.queries import label_in
from traceability.web.forms import LookForm

KINDS: dict[str, str | Promise] = {
    "pdf": _("PDF, for an office printer"),
    "zpl-203": _("ZPL 203 dpi, for Zebra"),
    "zpl-300": _("ZPL 300 dpi, for Zebra"),
    "tspl-203": _("TSPL 203 dpi, for TSC and Gprinter"),
    "tspl-300": _("TSPL 300 dpi, for TSC and Gprinter"),
    "csv": _("CSV of the codes, for a print shop"),
}
"""The kinds of print file, in the words of those who choose one."""


class LabelField(forms.CharField):
    """A label of a run: its number, or what stands on it, scanned or typed. Cleaned to its number."""

    run: LabelRun
    longest_number = 7

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
        super().__init__(max_length=300, **kwargs)

    def clean(self, value: Any) -> Any:
        """The number in the run. Raises ValidationError for what is no label of it."""
        text = super().clean(value)
        if text.isdecimal() and len(text) <= self.longest_number:
            return int(text)
        found = label_in(text)
        if found is None or found[0] != self.run:
            said = _("“%(text)s” is no label of this run. Type its number, or scan its code.")
            raise forms.ValidationError(said, params={"text": text[:80]})
        return found[1]


class RunPartForm(LookForm):
    """A form on a run's page, beside others: its fields have identifiers of their own."""

    name = ""

    def __init__(self, data: Any = None, *, run: LabelRun, **kwargs: Any) -> None:
        self.run = run
        super().__init__(data, auto_id=f"{self.name}_%s", **kwargs)
        for field in self.fields.values():
            if isinstance(field, LabelField):
                field.run = run


class SpanForm(RunPartForm):
    """Labels from one to another."""

    first = LabelField(label=_("From label"))
    last = LabelField(label=_("To label"), help_text=_("Type its number in the run, or scan its code"))


class VoidForm(SpanForm):
    """Which labels went wrong, and how."""

    name = "void"
    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("For example: ribbon tore"))


class ReprintForm(SpanForm):
    """Which labels are printed once more, and why."""

    name = "reprint"
    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("For example: ribbon tore"))


class ActivateForm(SpanForm):
    """Which labels are on their cartons."""

    name = "activate"


class SparesForm(RunPartForm):
    """From which label on the roll was left over."""

    name = "spares"
    first = LabelField(
        label=_("First label that is left over"),
        help_text=_("It and all after it become void, and their cartons wait for labels again."),
    )


class SendForm(SpanForm):
    """Which labels go to which printer."""

    name = "send"
    printer = forms.ModelChoiceField(Printer.objects.none(), label=_("Printer"), empty_label=None)

    def __init__(self, data: Any = None, *, printers: QuerySet[Printer], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        cast("forms.ModelChoiceField[Printer]", self.fields["printer"]).queryset = printers
        self.order_fields(["printer", "first", "last"])


class ConfirmForm(RunPartForm):
    """Which label was the last that came out readable."""

    name = "confirm"
    good = LabelField(
        label=_("The last good label"),
        help_text=_("Scan its code, or type its number. Throw away what came out after it: it is printed again."),
    )


class FileForm(SpanForm):
    """Which kind of file, of which labels."""

    name = "file"
    kind = forms.ChoiceField(label=_("Kind of file"), choices=list(KINDS.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["kind", "first", "last"])


class ScanForm(LookForm):
    """The first and the last label of a roll or a pallet, as a scanner types them."""

    first = forms.CharField(
        label=_("First label"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "scan", "autocomplete": "off", "autofocus": True}),
    )
    last = forms.CharField(
        label=_("Last label"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "scan", "autocomplete": "off"}),
        help_text=_("Scan the square code, or type the 12 characters below it. Everything between becomes active."),
    )


class PrinterForm(LookForm):
    """What is kept of a printer."""

    name = forms.CharField(label=_("Name"), max_length=40, help_text=_("As people call it, for example: line 2"))
    language = forms.ChoiceField(label=_("It speaks"), choices=Printer.Language.choices)
    dpi = forms.TypedChoiceField(label=_("Its head"), coerce=int, choices=Printer.Dpi.choices)
    host = forms.CharField(
        label=_("Address on the network"),
        max_length=45,
        help_text=_("Four numbers, for example 192.168.1.50: the printer's own test page has it"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    port = forms.IntegerField(label=_("Port number"), min_value=1, max_value=65535, initial=9100)
    answers = forms.BooleanField(
        label=_("It answers when it is asked how it is"),
        required=False,
        initial=True,
        help_text=_("The specimen finds out. A printer that never answers prints without being watched."),
    )
