"""What every desk page shows of the person who sits at it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from traceability.parties.desks import desks_of


def desk(request: HttpRequest) -> dict[str, Any]:
    """`desk_nav` ([{url, label, current}]) and `desk_organisation` for signed-in staff; nothing on public pages.

    Looks at the session only where a desk asks for it, so that a buyer's page sets and reads no cookie.
    """
    if not request.path_info.startswith(("/desk/", "/import/")) or not request.user.is_authenticated:
        return {}
    memberships = list(request.user.memberships.select_related("organisation").order_by("pk"))
    links = [
        {"url": link.url, "label": _(link.label), "current": link.is_current(request.path_info)}
        for link in desks_of(memberships)
    ]
    return {"desk_nav": links, "desk_organisation": memberships[0].organisation if memberships else None}
