"""Cards at the desk: many on a sheet, one on the screen, and none any more for a card that was lost."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from orchards.card_sheet import PrintedCard, card_sheet
from orchards.desk_forms import SheetForm
from orchards.models import Grower
from orchards.refusals.growers import NoPinsTyped
from orchards.views.desk import cooperative_desk, grower_of
from traceability.parties.acts.cards import IssuedCard, issue_card, revoke_card
from traceability.parties.models import Organisation, SignInCard, User
from traceability.parties.permissions import must_act_for
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into

ON_A_SHEET = 10


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@cooperative_desk
def cards(request: SignedIn, *, cooperative: Organisation) -> HttpResponse:
    """A sheet of cards: those without one first, ten at a time. Each grower types a PIN; those without are left out.

    Secrets are known while the sheet is drawn and never again, so issuing and printing are one step: the answer to the
    form is the PDF. All of the sheet or none.
    """
    must_act_for(request.user, cooperative, "clerk")
    own = Grower.objects.filter(cooperative=cooperative, retired_at=None).select_related("user", "village__township")
    if query := request.GET.get("q", "").strip():
        own = own.filter(user__name__icontains=query) | own.filter(village__name_zh__contains=query)
    if request.GET.get("all") != "1":
        own = own.exclude(user__cards__in=SignInCard.objects.filter(revoked_at=None))
    page = Paginator(own.order_by("village", "user__name", "pk"), ON_A_SHEET).get_page(request.GET.get("page"))
    form = SheetForm(request.POST if request.method == "POST" else None, growers=list(page))
    if form.is_valid():
        with refused_into(form):
            return _sheet(form.chosen(), request.user, cooperative)
    context = {"page": page, "form": form, "q": query, "shows_all": request.GET.get("all") == "1"}
    return render(request, "orchards/desk/cards.html", context, status=answer_status(form))


@require_POST
@cooperative_desk
def revoke(request: SignedIn, *, cooperative: Organisation, pseudonym: str) -> HttpResponse:
    """The card was lost: from now on it opens nothing."""
    whose = grower_of(request, pseudonym)
    for card in whose.user.cards.filter(revoked_at=None):
        revoke_card(card=card, by=request.user)
    messages.success(request, _("The card of %(name)s opens nothing any more.") % {"name": whose.user.name})
    return redirect("orchards:grower", pseudonym=pseudonym)


def printed(whose: Grower, issued: IssuedCard, cooperative: Organisation) -> PrintedCard:
    """What stands on a card that was just issued."""
    return PrintedCard(
        name=whose.user.name,
        village=f"{whose.village.township.name_zh} {whose.village.name_zh}",
        cooperative=cooperative.name,
        number=issued.card.number,
        address=f"{settings.PUBLIC_ORIGIN}{reverse('field:home')}#{issued.secret}",
    )


def pdf(content: bytes) -> HttpResponse:
    """A sheet to be kept by nobody but the one who prints it."""
    name = f"cards-{timezone.localdate():%Y%m%d}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@transaction.atomic
def _sheet(chosen: list[tuple[Grower, str]], by: User, cooperative: Organisation) -> HttpResponse:
    if not chosen:
        raise NoPinsTyped()
    issued = [printed(grower, issue_card(user=grower.user, pin=pin, by=by), cooperative) for grower, pin in chosen]
    return pdf(card_sheet(issued))
