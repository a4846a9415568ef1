"""Who asks, and for whom: what every page of this room begins with."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from traceability.lots.models import Lot
from traceability.parties.models import Membership, Organisation
from traceability.parties.requests import SignedIn


def organisation_of(request: SignedIn) -> Organisation:
    """The organisation at whose desk the person sits: the one with the packing house first. 404 for growers alone."""
    memberships = request.user.roles().exclude(role=Membership.Role.GROWER).select_related("organisation")
    found = [membership.organisation for membership in memberships.order_by("pk")]
    if not found:
        raise Http404
    return min(found, key=lambda organisation: organisation.kind != Organisation.Kind.COOPERATIVE)


def lot_of(request: SignedIn, gtin: str, code: str) -> Lot:
    """A lot that the person may see; 404 for everybody else."""
    return get_object_or_404(Lot.objects.visible_to(request.user).with_names(), product__gtin=gtin, code=code)


def own_lot(request: SignedIn, gtin: str, code: str) -> Lot:
    """A lot of the person's own organisation: one that was shown to them alone is not theirs to use."""
    mine = Lot.objects.filter(owner__in=request.user.organisations()).with_names()
    return get_object_or_404(mine, product__gtin=gtin, code=code)
