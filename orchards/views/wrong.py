"""A harvest in the book that is wrong, set right at the desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orchards.acts.declare_wrong import declare_wrong
from orchards.desk_forms import WrongForm
from orchards.models import Harvest
from orchards.views.desk import cooperative_desk
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into


@require_http_methods(["GET", "POST"])
@cooperative_desk
def wrong(request: SignedIn, *, cooperative: Organisation, client_id: UUID) -> HttpResponse:
    """What it should have been, or that it never was; the scale waits for the right one."""
    own = Harvest.objects.visible_to(request.user).filter(plot__grower__cooperative=cooperative)
    harvest = get_object_or_404(own.with_names(), client_id=client_id)
    form = WrongForm(request.POST or None)
    if form.is_valid():
        with refused_into(form):
            right = declare_wrong(harvest=harvest, by=request.user, at=timezone.localtime(), **form.cleaned_data)
            if right is None:
                told = _("%(code)s is declared wrong: it did not happen. The record stays in the book.")
                messages.success(request, told % {"code": harvest.lot_code})
                return redirect("orchards:waiting")
            told = _("%(code)s is declared wrong; %(right)s stands in its place. Both stay in the book.")
            messages.success(request, told % {"code": harvest.lot_code, "right": right.lot_code})
            return redirect("orchards:weigh-in", client_id=right.client_id)
    return render(request, "orchards/desk/wrong.html", {"harvest": harvest, "form": form}, status=answer_status(form))
