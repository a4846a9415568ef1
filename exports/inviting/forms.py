"""Whom an exporter invites, and who comes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from exports.acts.open_batch import EXPORTERS
from exports.reference import countries, country_name
from traceability.parties.models import Membership, Organisation, User
from traceability.web.forms import LookForm


def known_countries() -> list[tuple[str, str]]:
    """By name in the reader's language."""
    return sorted(((code, country_name(code)) for code in countries()), key=lambda choice: choice[1])


class InviteForm(LookForm):
    """The firm, and the person who will act for it."""

    exporter = forms.ModelChoiceField(Organisation.objects.none(), label=_("Exporter"), empty_label=None)
    name = forms.CharField(label=_("Name of the firm"), max_length=120, help_text=_("As it is registered"))
    gln = forms.RegexField(r"^[0-9]{13}$", label=_("GLN"), help_text=_("Its GS1 location number, 13 digits"))
    country = forms.ChoiceField(label=_("Country"), choices=known_countries)
    email = forms.EmailField(label=_("E-mail of the person who will act for it"))
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = user.organisations().filter(kind__in=EXPORTERS).distinct().order_by("pk")
        self.fields["exporter"].queryset = mine  # type: ignore[attr-defined]


class ColleagueForm(LookForm):
    """Somebody who will act for one's own firm too."""

    email = forms.EmailField(label=_("E-mail of your colleague"))
    role = forms.ChoiceField(
        label=_("What your colleague does"),
        widget=forms.RadioSelect,
        initial=Membership.Role.CLERK,
        choices=[
            (Membership.Role.CLERK, _("Clerk: receives fruit and enters papers")),
            (Membership.Role.BUYER, _("Buyer: connects systems as well")),
            (Membership.Role.MANAGER, _("Manager: lets others in as well")),
        ],
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)


class NumbersForm(LookForm):
    """What customs and the tax office know the firm by."""

    eori = forms.CharField(
        label=_("EORI number"), max_length=24, required=False, help_text=_("As customs gave it: DE1234567")
    )
    vat = forms.CharField(
        label=_("VAT number"), max_length=24, required=False, help_text=_("With its country: DE136695976")
    )


class JoinForm(LookForm):
    """Who comes."""

    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True})
    )
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ten characters or more"),
    )
