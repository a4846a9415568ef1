"""What a buyer fills in, and what the cooperative answers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.provenance.models import MOST_FOR_BUYERS, CopyAlert
from traceability.web.forms import LookForm

PUBLIC_FOR_EVER = _("It stands on the code’s page and in a public event, for ever: say what is known, name nobody.")


class ReportForm(LookForm):
    """What is wrong, and a photo."""

    text = forms.CharField(
        label=_("What is different?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The fruit, the carton, the print; where and when you bought it. Don’t write who you are."),
    )
    photo = forms.FileField(
        label=_("A photo of carton or fruit"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("The picture alone is kept: not where and when it was taken. Only the cooperative sees it."),
    )


class AnswerReportForm(LookForm):
    """What is answered to a buyer."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The buyer reads it, in the language you write it in. Whoever has the address reads it too."),
    )


class AnswerCopyForm(LookForm):
    """What an alert was."""

    answer = forms.ChoiceField(label=_("What is it?"), choices=CopyAlert.Answer.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What you found"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For colleagues: whom you asked, what they saw."),
    )
    public = forms.CharField(
        label=_("What buyers read, if it was copied"),
        required=False,
        max_length=MOST_FOR_BUYERS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=PUBLIC_FOR_EVER,
    )


class ReportCopiedForm(LookForm):
    """What a person found of a code that a buyer told of."""

    words = forms.CharField(
        label=_("What you found"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For colleagues: whom you asked, what they saw."),
    )
    public = forms.CharField(
        label=_("What buyers read"),
        max_length=MOST_FOR_BUYERS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=PUBLIC_FOR_EVER,
    )


class VoidLabelForm(LookForm):
    """Why a label is made void."""

    reason = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("It stands in a public event: say what is known, name nobody.")
    )
