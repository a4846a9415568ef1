"""The desk's paper book: choose a file or type, look, mend, take in."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orchards.acts.answer_paper import answer_paper
from orchards.acts.confirm_paper import confirm_paper
from orchards.acts.forget_paper import forget_paper
from orchards.acts.read_paper import read_paper
from orchards.models import Grower, PaperBook
from orchards.models.paper import SHORT
from orchards.paper import sample as samples
from orchards.paper.preview import known_rows, preview
from orchards.paper.understanding import understand
from orchards.paper_forms import COLUMNS, FileForm, GridForm, answers_of
from orchards.views.desk import cooperative_desk
from traceability.parties.models import Organisation
from traceability.parties.requests import SignedIn
from traceability.web.dates import moment
from traceability.web.forms import answer_status, refused_into

ON_A_PAGE = 50
ROWS_ON_A_PAGE = 100
MOST_NAMES = 2_000
"""Names that the grid offers while one types."""
SAMPLES = {
    "csv": (samples.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (samples.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@require_GET
@cooperative_desk
def papers(request: SignedIn, *, cooperative: Organisation) -> HttpResponse:
    """The pages that were read, newest first; those that wait for an answer say so."""
    own = PaperBook.objects.visible_to(request.user).filter(cooperative=cooperative).defer("rows")
    counted = own.select_related("uploaded_by").annotate(count=Count("harvests"), grams=Sum("harvests__weight_g"))
    page = Paginator(counted.order_by("-uploaded_at", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    waiting = own.filter(confirmed_at=None).count()
    return render(request, "orchards/desk/papers.html", {"page": page, "waiting": waiting})


@never_cache
@require_http_methods(["GET", "POST"])
@cooperative_desk
def new_paper(request: SignedIn, *, cooperative: Organisation) -> HttpResponse:
    """Choose a file, or type a page into the grid."""
    sends_file = request.POST.get("sends") == "file"
    files = FileForm(request.POST, request.FILES) if request.method == "POST" and sends_file else FileForm()
    grid = GridForm(request.POST) if request.method == "POST" and not sends_file else GridForm()
    form = files if files.is_bound else grid
    if form.is_valid():
        table = form.cleaned_data["file"] if form is files else grid.table()
        name = files.name if form is files else form.cleaned_data["name"]
        with refused_into(form):
            book = read_paper(
                cooperative=cooperative, table=table, name=name or moment(timezone.now()), by=request.user
            )
            return redirect("orchards:paper", digest=book.short)
    names = Grower.objects.filter(cooperative=cooperative, retired_at=None).select_related("user")
    context = {
        "files": files,
        "grid": grid,
        "columns": COLUMNS,
        "names": sorted({grower.user.name for grower in names[:MOST_NAMES]}),
    }
    return render(request, "orchards/desk/new_paper.html", context, status=answer_status(form))


@require_GET
@cooperative_desk
def sample(request: SignedIn, *, cooperative: Organisation, kind: str) -> HttpResponse:
    """A page to fill in, as .xlsx or .csv."""
    make, content_type = SAMPLES[kind]
    answer = HttpResponse(make(timezone.localdate()), content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="harvests.{kind}"'
    return answer


@never_cache
@require_GET
@cooperative_desk
def paper(request: SignedIn, *, cooperative: Organisation, digest: str) -> HttpResponse:
    """A page as it was understood; once taken in, the harvests that it became."""
    book = _found(request, cooperative, digest)
    if book.confirmed_at is not None:
        rows = book.harvests.with_names().order_by("picked_at", "pk")
        page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
        totals = rows.aggregate(grams=Sum("weight_g"))
        return render(request, "orchards/desk/paper_taken.html", {"book": book, "page": page, **totals})
    shown = preview(understand(book.rows, cooperative), request.GET.get("page"))
    return render(request, "orchards/desk/paper.html", {"book": book, "preview": shown})


@require_POST
@cooperative_desk
def answers(request: SignedIn, *, cooperative: Organisation, digest: str) -> HttpResponse:
    """Keep what was mended and left out, then leave out whatever was asked to be left out together, and look again."""
    book = _found(request, cooperative, digest)
    given, left_out = answers_of(request.POST)
    unit = request.POST.get("unit", "")
    book = answer_paper(book=book, by=request.user, answers=given, left_out=left_out, unit=unit)
    if {"known", "stops"} & request.POST.keys():
        page = understand(book.rows, cooperative)
        numbers = known_rows(page) if "known" in request.POST else [one.row["number"] for one in page.stopping]
        answer_paper(book=book, by=request.user, left_out=dict.fromkeys(numbers, True))
    return redirect("orchards:paper", digest=book.short)


@require_POST
@cooperative_desk
def confirm(request: SignedIn, *, cooperative: Organisation, digest: str) -> HttpResponse:
    """Take the page in."""
    book = _found(request, cooperative, digest)
    count = len(confirm_paper(book=book, by=request.user))
    words = ngettext("One row is taken in.", "%(count)s rows are taken in.", count)
    messages.success(request, words % {"count": count})
    return redirect("orchards:paper", digest=book.short)


@require_POST
@cooperative_desk
def forget(request: SignedIn, *, cooperative: Organisation, digest: str) -> HttpResponse:
    """Keep nothing of the page."""
    forget_paper(book=_found(request, cooperative, digest), by=request.user)
    messages.info(request, _("Nothing of the page is kept."))
    return redirect("orchards:papers")


def _found(request: SignedIn, cooperative: Organisation, digest: str) -> PaperBook:
    own = PaperBook.objects.visible_to(request.user).filter(cooperative=cooperative, digest__startswith=digest)
    book = (
        own.select_related("uploaded_by", "confirmed_by", "cooperative")
        .order_by(F("confirmed_at").desc(nulls_last=True), "pk")
        .first()
    )
    if book is None or len(digest) < SHORT:
        raise Http404
    return book
