"""The tokens of a desk: what each may do, a form for another one, and revoking."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from traceability.parties.models import Membership
from traceability.parties.requests import SignedIn
from traceability.parties.tokens.acts.issue import issue
from traceability.parties.tokens.acts.revoke import revoke as revoke_token
from traceability.parties.tokens.forms import TokenForm
from traceability.parties.tokens.models import MachineToken
from traceability.web.forms import answer_status, refused_into


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def tokens(request: SignedIn) -> HttpResponse:
    """The tokens in force, and a form for another one; its secret is on the answer, and nowhere afterwards."""
    if not request.user.organisations().exists():
        raise Http404
    form = TokenForm(request.POST or None, user=request.user)
    if form.is_valid():
        with refused_into(form):
            issued = issue(by=request.user, **form.cleaned_data)
            return render(request, "tokens/secret.html", {"issued": issued}, status=201)
    standing = list(MachineToken.objects.visible_to(request.user).in_force().select_related("user", "organisation"))
    manages = request.user.roles().filter(role=Membership.Role.MANAGER).values_list("organisation", flat=True)
    context = {
        "form": form,
        "lines": [(one, one.user_id == request.user.pk or one.organisation_id in manages) for one in standing],
        "several": len({one.organisation_id for one in standing}) > 1,
    }
    return render(request, "tokens/tokens.html", context, status=answer_status(form))


@require_POST
@login_required
def revoke(request: SignedIn, number: UUID) -> HttpResponse:
    """Take one back."""
    token = get_object_or_404(MachineToken.objects.visible_to(request.user).select_related("user"), number=number)
    revoke_token(token=token, by=request.user)
    messages.success(request, _("Revoked. “%(name)s” opens nothing any more.") % {"name": token.name})
    match = request.resolver_match
    return redirect(reverse("tokens:tokens", current_app=match.namespace if match else None))
