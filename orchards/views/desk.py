"""What the pages of the cooperative's desk share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from orchards.models import Grower
from orchards.refusals.growers import NoCooperative
from traceability.parties.models import Membership, Organisation
from traceability.parties.requests import SignedIn


def cooperative_desk(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for the staff of a cooperative, which is handed to it. Strangers are told whose page it is."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        staff = Membership.objects.filter(
            user=request.user.pk, organisation__kind=Organisation.Kind.COOPERATIVE
        ).exclude(role=Membership.Role.GROWER)
        found = staff.select_related("organisation").order_by("pk").first()
        if found is None:
            raise NoCooperative()
        return view(request, cooperative=found.organisation, **kwargs)

    return page


def grower_of(request: SignedIn, pseudonym: str) -> Grower:
    """A grower whom the reader may see, but not as oneself. Raises Http404."""
    rows = Grower.objects.visible_to(request.user).exclude(user=request.user)
    return get_object_or_404(rows.select_related("user", "cooperative", "village__township"), pseudonym=pseudonym)
