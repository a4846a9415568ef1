"""What the pages of the cooperative's desk share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from orchards.refusals import NoCooperative
from traceability.parties.models import Membership, Organisation


def cooperative_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for the staff of a cooperative, which is handed to it. Strangers are told whose page it is."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        staff = Membership.objects.filter(
            user=request.user.pk, organisation__kind=Organisation.Kind.COOPERATIVE
        ).exclude(role=Membership.Role.GROWER)
        found = staff.select_related("organisation").order_by("pk").first()
        if found is None:
            raise NoCooperative()
        return view(request, cooperative=found.organisation, **kwargs)

    return page
