"""What is ticked and typed about a conformity certificate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traceability.lots.conformity.coming_in import Paper, Promise
from traceability.lots.conformity.drafting import CONTROL
from traceability.lots.conformity.models import Basis
from traceability.lots.conformity.queries import form_in_force
from traceability.lots.words import spoken
from traceability.parties.models import Organisation
from traceability.web.forms import DayInput, LookForm


class _Replacing(LookForm):
    """A form that asks why, where another certificate is replaced."""

    def __init__(self, *args: Any, replacing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if replacing:
            self.fields["reason"] = forms.CharField(label=_("Why it is replaced"), max_length=200)


class IssueForm(_Replacing):
    """What the promise rests on."""

    bases = forms.MultipleChoiceField(label=_("The promise rests on"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, bases: Sequence[Basis], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bases"].choices = choices_of(bases)  # type: ignore[attr-defined]
        self.initial.setdefault("bases", [CONTROL])


class TakeInForm(_Replacing):
    """The certificate that came with the fruit."""

    number = forms.CharField(label=_("Its number"), max_length=60, required=False)
    issuer = forms.CharField(
        label=_("Issued by"),
        max_length=120,
        required=False,
        help_text=_("A firm or cooperative. Empty: the grower, who stands here by the pseudonym"),
    )
    issued_on = forms.DateField(label=_("Dated"), widget=DayInput(), required=False)
    file = forms.FileField(
        label=_("Photo or scan"),
        required=False,
        help_text=_("PDF, PNG or JPEG, up to 10 MB"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )


class ComingInMixin(forms.Form):
    """At the scale: what the fruit comes in with. Mixed into the form that takes the weight."""

    HERE, PAPER = "here", "paper"

    conformity = forms.ChoiceField(
        label=_("Conformity certificate (承诺达标合格证)"),
        required=False,
        choices=[
            (HERE, _("Issue one here, resting on our quality and safety control")),
            (PAPER, _("One came with the fruit")),
            ("", _("Later: the lot is shown as lacking one")),
        ],
        widget=forms.RadioSelect,
    )
    paper_number = forms.CharField(label=_("Number of the one that came"), max_length=60, required=False)
    paper = forms.FileField(
        label=_("Photo of the one that came"),
        required=False,
        help_text=_("PDF, PNG or JPEG, up to 10 MB"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf", "capture": "environment"}),
    )

    def promised(self) -> Promise | Paper | None:
        """What the act is handed; a number or photo says by itself that one came."""
        given = self.cleaned_data
        number, file = given.pop("paper_number", ""), given.pop("paper", None)
        chosen = given.pop("conformity", "")
        if chosen == self.PAPER or number or file:
            return Paper(number=number, file=file)
        return Promise() if chosen == self.HERE else None


def promise_at_the_scale(cooperative: Organisation) -> str:
    """What is chosen at the scale before anybody chooses: to issue, once a certificate is owed and can be issued."""
    form = form_in_force(timezone.localdate())
    return ComingInMixin.HERE if form and form.is_owed and cooperative.phone else ""


def choices_of(bases: Sequence[Basis]) -> list[tuple[str, str]]:
    """The boxes of a form, in its own words and in the reader's."""
    return [(basis.code, spoken(basis.words_zh, basis.words_en)) for basis in bases]
