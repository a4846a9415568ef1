"""What buyers may see of a grower, at the cooperative's desk: the form, the signed paper, pictures, taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from mimetypes import guess_type
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orchards.acts.erase_grower import erase_grower
from orchards.consent_forms import EraseForm, PictureForm, SignedPaperForm
from orchards.consent_sheet import ConsentSheet, consent_sheet
from orchards.consents import Line, lines_of
from orchards.models import Grower
from orchards.views.desk import cooperative_desk, grower_of
from traceability.parties.consent.acts.add_picture import add_picture
from traceability.parties.consent.acts.give import give_on_paper
from traceability.parties.consent.acts.remove_picture import remove_picture
from traceability.parties.consent.acts.withdraw import withdraw
from traceability.parties.consent.models import Consent, Erasure, Picture
from traceability.parties.consent.queries import shown_of
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn
from traceability.web.forms import LookForm, answer_status, refused_into


@never_cache
@require_http_methods(["GET", "POST"])
@cooperative_desk
def consents(request: SignedIn, *, cooperative: Organisation, pseudonym: str) -> HttpResponse:
    """Each consent with its dates; a signed paper is recorded here."""
    whose = grower_of(request, pseudonym)
    today = timezone.localdate()
    form = SignedPaperForm(request.POST or None, request.FILES or None, initial={"signed_on": today})
    if form.is_valid():
        with refused_into(form):
            give_on_paper(
                person=whose.user,
                pseudonym=pseudonym,
                by=request.user,
                at=timezone.localtime(),
                **form.cleaned_data,
            )
            messages.success(request, _("The signed paper is recorded. It shows on buyers’ pages at once."))
            return redirect("orchards:consents", pseudonym=pseudonym)
    return _page(request, whose, paper=form)


@never_cache
@require_POST
@cooperative_desk
def pictures(request: SignedIn, *, cooperative: Organisation, pseudonym: str) -> HttpResponse:
    """A portrait, or a picture of a plot, added."""
    whose = grower_of(request, pseudonym)
    form = _picture_form(request, whose, lines_of(whose, timezone.localdate()))
    if form.is_valid():
        with refused_into(form):
            plot = form.cleaned_data["plot"]
            add_picture(
                person=whose.user,
                content=form.cleaned_data["picture"],
                place=plot and plot.place,
                by=request.user,
                at=timezone.localtime(),
            )
            return redirect("orchards:consents", pseudonym=pseudonym)
    return _page(request, whose, picture=form)


@require_POST
@cooperative_desk
def remove(request: SignedIn, *, cooperative: Organisation, pseudonym: str, token: UUID) -> HttpResponse:
    """A picture is taken away."""
    whose = grower_of(request, pseudonym)
    remove_picture(picture=get_object_or_404(Picture, consent__person=whose.user_id, token=token), by=request.user)
    messages.success(request, _("The picture is deleted, here and on every page."))
    return redirect("orchards:consents", pseudonym=pseudonym)


@require_POST
@cooperative_desk
def take_back(request: SignedIn, *, cooperative: Organisation, pseudonym: str, kind: str) -> HttpResponse:
    """A consent is withdrawn, as the grower asked."""
    whose = grower_of(request, pseudonym)
    if taken := withdraw(person=whose.user, kind=kind, by=request.user, at=timezone.localtime()):
        told = _("Withdrawn: %(kind)s. Buyers see nothing of it any more.")
        messages.success(request, told % {"kind": taken.get_kind_display()})
    return redirect("orchards:consents", pseudonym=pseudonym)


@never_cache
@require_GET
@cooperative_desk
def sheet(request: SignedIn, *, cooperative: Organisation, pseudonym: str) -> HttpResponse:
    """The form to print and sign, with the words of today."""
    whose, today = grower_of(request, pseudonym), timezone.localdate()
    number = f"{pseudonym}-{today:%Y%m%d}"
    content = consent_sheet(
        ConsentSheet(
            number=number,
            name=whose.user.name,
            village=f"{whose.village.township.name_zh}{whose.village.name_zh}",
            cooperative=whose.cooperative.name,
            wordings=[line.wording for line in lines_of(whose, today)],
            printed_on=today,
        )
    )
    headers = {"Content-Disposition": f'attachment; filename="consent-{number}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@never_cache
@require_GET
@cooperative_desk
def paper(request: SignedIn, *, cooperative: Organisation, pseudonym: str, token: UUID) -> FileResponse:
    """A signed paper, for the desk alone."""
    whose = grower_of(request, pseudonym)
    found = get_object_or_404(Consent.objects.exclude(paper=""), person=whose.user_id, token=token)
    kind = guess_type(str(found.paper.name))[0] or "application/octet-stream"
    return FileResponse(found.paper.open("rb"), content_type=kind)


@never_cache
@require_http_methods(["GET", "POST"])
@cooperative_desk
def erase(request: SignedIn, *, cooperative: Organisation, pseudonym: str) -> HttpResponse:
    """What is known of the person is erased, when the pseudonym was typed."""
    whose = grower_of(request, pseudonym)
    form = EraseForm(request.POST or None, pseudonym=pseudonym)
    if form.is_valid():
        with refused_into(form):
            erase_grower(grower=whose, by=request.user, at=timezone.localtime())
            messages.success(request, _("Erased. The records of the orchard stay, under the pseudonym alone."))
            return redirect("orchards:growers")
    context = {"grower": whose, "form": form, "erasure": Erasure.objects.filter(person=whose.user_id).first()}
    return render(request, "orchards/desk/erase_grower.html", context, status=answer_status(form))


def _picture_form(request: SignedIn, whose: Grower, lines: Iterable[Line]) -> PictureForm:
    posted = request.resolver_match is not None and request.resolver_match.url_name == "pictures"
    plots = whose.plots.filter(retired_at=None).select_related("place").order_by("pk")
    agreed = [line.kind for line in lines if line.standing]
    data, files = (request.POST, request.FILES) if posted else (None, None)
    return PictureForm(data, files, agreed=agreed, plots=plots)


def _page(
    request: SignedIn, whose: Grower, *, paper: SignedPaperForm | None = None, picture: PictureForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    lines = lines_of(whose, today)
    shown = shown_of([whose.pseudonym]).get(whose.pseudonym)
    sent: LookForm | None = paper or picture
    context = {
        "grower": whose,
        "lines": lines,
        "agreed": pgettext("between names", ", ").join(line.label for line in lines if line.standing),
        "asks": any(line.standing is None for line in lines),
        "shots": [*([shown.portrait] if shown.portrait else []), *shown.plots] if shown else [],
        "paper_form": paper or SignedPaperForm(initial={"signed_on": today}),
        "picture_form": picture or _picture_form(request, whose, lines),
    }
    return render(request, "orchards/desk/consents.html", context, status=answer_status(sent) if sent else 200)
