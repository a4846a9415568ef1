"""A harvest's photo, for those who may see the harvest."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from orchards.models import Harvest, HarvestPhoto
from traceability.parties.requests import SignedIn


@require_safe
@login_required
@cache_control(private=True, max_age=86400)
def photo(request: SignedIn, client_id: UUID) -> FileResponse:
    """The picture alone: written by us, so nothing that a browser could run."""
    seen = Harvest.objects.visible_to(request.user)
    found = get_object_or_404(
        HarvestPhoto.objects.filter(harvest__in=seen).exclude(image=""), harvest__client_id=client_id
    )
    return FileResponse(found.image.open("rb"), content_type="image/jpeg")
