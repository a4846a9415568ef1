"""The desk's growers as households: what is known of one is edited; one leaves, and comes back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orchards.acts.edit_grower import edit_grower
from orchards.acts.retire_grower import bring_back_grower, retire_grower
from orchards.desk_forms import GrowerForm
from orchards.views.desk import cooperative_desk, grower_of
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@require_http_methods(["GET", "POST"])
@cooperative_desk
def edit(request: SignedIn, *, cooperative: Organisation, pseudonym: str) -> HttpResponse:
    """What is known of a grower, written anew."""
    whose = grower_of(request, pseudonym)
    known = {
        "name": whose.user.name,
        "phone": whose.user.phone or "",
        "village": whose.village_id,
        "language": whose.user.language or "zh-hans",
    }
    form = GrowerForm(request.POST or None, initial=known)
    if form.is_valid():
        typed = form.cleaned_data
        with refused_into(form):
            edit_grower(grower=whose, by=request.user, **typed | {"phone": typed["phone"] or None})
            messages.success(request, _("%(name)s is kept as you wrote it.") % {"name": typed["name"]})
            return redirect("orchards:grower", pseudonym=pseudonym)
    context = {"form": form, "grower": whose, "name": known["name"]}
    return render(request, "orchards/desk/edit_grower.html", context, status=answer_status(form))


@require_POST
@cooperative_desk
def retire(request: SignedIn, *, cooperative: Organisation, pseudonym: str) -> HttpResponse:
    """A household stops to grow for the cooperative."""
    whose = retire_grower(grower=grower_of(request, pseudonym), by=request.user)
    told = _("%(name)s no longer grows here. The card opens nothing any more; all records stay.")
    messages.success(request, told % {"name": whose.user.name})
    return redirect("orchards:grower", pseudonym=pseudonym)


@require_POST
@cooperative_desk
def bring_back(request: SignedIn, *, cooperative: Organisation, pseudonym: str) -> HttpResponse:
    """A household grows here again."""
    whose = bring_back_grower(grower=grower_of(request, pseudonym), by=request.user)
    messages.success(request, _("%(name)s grows here again. Issue a new card.") % {"name": whose.user.name})
    return redirect("orchards:grower", pseudonym=pseudonym)
