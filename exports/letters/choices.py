"""How somebody wants to be written to."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from exports.letters.acts.choose import choose
from exports.letters.models import Silence
from traceability.parties.requests import SignedIn
from traceability.web.forms import LookForm, answer_status

AS_ASKED = "auto"


class ChoicesForm(LookForm):
    """Language and letters."""

    language = forms.ChoiceField(
        label=_("Your language"),
        choices=[(AS_ASKED, _("As your browser asks, letters in that of your country")), *settings.LANGUAGES],
        help_text=_("Your desk and your letters are in it; papers are in their exporter’s and in English or yours."),
    )
    letters = forms.BooleanField(
        label=_("Write to me when a batch leaves or arrives, or when its papers change"), required=False
    )


@require_http_methods(["GET", "POST"])
@login_required
def choices(request: SignedIn) -> HttpResponse:
    """One's own language and letters."""
    silent = Silence.objects.filter(user=request.user).exists()
    initial = {"language": request.user.language or AS_ASKED, "letters": not silent}
    form = ChoicesForm(request.POST or None, initial=initial)
    if form.is_valid():
        language = form.cleaned_data["language"]
        letters = form.cleaned_data["letters"]
        choose(user=request.user, language="" if language == AS_ASKED else language, letters=letters)
        messages.success(request, _now("Kept."))
        return redirect("imports:choices")
    return render(request, "letters/choices.html", {"form": form}, status=answer_status(form))
