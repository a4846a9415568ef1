"""A new token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.parties.models import Organisation, User
from traceability.parties.tokens.offered import offered_to
from traceability.web.forms import LookForm
from traceability.web.scopes import Scope


class TokenForm(LookForm):
    """Which machine, for whom, what it may do and how long."""

    name = forms.CharField(
        label=_("Which machine"), max_length=60, help_text=_("So that you know it again: the program and where it runs")
    )
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("It acts for"), empty_label=None)
    scopes = forms.MultipleChoiceField(
        label=_("It may"), widget=forms.CheckboxSelectMultiple, initial=[Scope.READ], required=False
    )
    lasts = forms.TypedChoiceField(
        label=_("It lasts"),
        coerce=lambda days: timedelta(days=int(days)),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("a year"))],
        initial=90,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = user.organisations().order_by("pk")
        self.fields["organisation"].queryset = own  # type: ignore[attr-defined]
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope.value, scope.label) for scope in offered_to(own)
        ]
