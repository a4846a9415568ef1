"""What is typed to stop fruit and to let it go."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.web.forms import LookForm


class HoldForm(LookForm):
    """Why it is stopped."""

    reason = forms.CharField(
        label=_("Why it is held"), max_length=200, help_text=_("Stays in the house; whoever meets the lot reads it.")
    )


class ReleaseForm(LookForm):
    """Why it may move again."""

    reason = forms.CharField(
        label=_("Why it may move again"), max_length=200, help_text=_("What was checked, and with which result.")
    )


class RecallForm(LookForm):
    """Why it is called back."""

    reason = forms.CharField(
        label=_("Why it is recalled"), max_length=200, help_text=_("Buyers read it. Say what is wrong with the fruit.")
    )
