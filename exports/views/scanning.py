"""Pallets by hand scanner: each scan is answered at once, by a sentence and a sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from exports.acts.close_pallet import close_pallet
from exports.acts.open_pallet import discard_pallet, open_pallets
from exports.acts.repack import split
from exports.acts.scan import Way, scan
from exports.acts.weigh_pallet import weigh_pallet
from exports.forms import OpenForm, ScanForm, SplitForm, WeighForm
from exports.models import ExportBatch, Pallet
from exports.queries import on_pallet, pallet_lines
from exports.receiving.models import PalletReceipt
from exports.sscc import spell
from exports.views import page
from exports.views.batches import own_batch
from traceability.parties.requests import SignedIn
from traceability.web.forms import answer_status, refused_into
from traceability.web.numbers import localised
from traceability.web.templatetags.look import kg


@dataclass(frozen=True)
class Chosen:
    """What is on the pallet that cartons come onto now."""

    sscc: str
    spelled: str
    cartons: int
    weight_g: int

    def as_dict(self) -> dict[str, Any]:
        """Ready to be shown."""
        return {
            "sscc": self.sscc,
            "title": _("Pallet %(pallet)s") % {"pallet": self.spelled},
            "cartons": localised(self.cartons),
            "net": kg(self.weight_g, "unit"),
            "net_number": kg(self.weight_g),
        }


def chosen_of(pallet: Pallet | None) -> Chosen | None:
    """One query."""
    if pallet is None:
        return None
    cartons, weight_g = on_pallet(pallet)
    return Chosen(sscc=pallet.sscc, spelled=spell(pallet.sscc), cartons=cartons, weight_g=weight_g)


@require_http_methods(["GET", "POST"])
@login_required
def scanning(request: SignedIn, code: str) -> HttpResponse:
    """Scan pallets and cartons. A program in the page asks for JSON and is answered with the few words that change."""
    batch = get_object_or_404(ExportBatch.objects.exported_by(request.user).select_related("exporter"), code=code)
    form = ScanForm(request.POST or None)
    done, waiting = None, ""
    if form.is_valid():
        with refused_into(form):
            done = scan(batch=batch, by=request.user, at=timezone.localtime(), **form.cleaned_data)
        waiting = done.waiting if done else form.cleaned_data["waiting"]
    words = done.words if done else ""
    chosen = chosen_of(done.pallet if done else _asked_for(request, batch))
    if request.accepts("text/html"):
        return _page(request, batch, form, chosen, words, waiting)
    refusal = form.refusal.message if form.refusal else "" if words else _("Scan a code.")
    answer = {"words": words, "refusal": refusal, "waiting": waiting, "pallet": chosen and chosen.as_dict()}
    return JsonResponse(answer, status=answer_status(form))


def _asked_for(request: SignedIn, batch: ExportBatch) -> Pallet | None:
    """The pallet that stays chosen after a refusal, or with which the page begins."""
    sscc = request.POST.get("pallet") or request.GET.get("pallet", "")
    return batch.pallets.filter(sscc=sscc[:18]).first() if sscc else None


def _page(
    request: SignedIn, batch: ExportBatch, form: ScanForm, chosen: Chosen | None, words: str, waiting: str
) -> HttpResponse:
    lines = pallet_lines(batch)
    way = form.data.get("way") or Way.ON
    fresh = ScanForm(initial={"pallet": chosen.sscc if chosen else "", "way": way, "waiting": waiting})
    context = {
        "batch": batch,
        "form": fresh,
        "asked": form,
        "words": words,
        "waiting": waiting,
        "chosen": chosen,
        "lines": lines,
        "load": page.load_of(lines),
        "opening": OpenForm(),
    }
    return render(request, "exports/scan.html", context, status=answer_status(form))


@require_POST
@login_required
def open_new(request: SignedIn, code: str) -> HttpResponse:
    """Open pallets; the first of them is chosen."""
    form = OpenForm(request.POST)
    count = form.cleaned_data["count"] if form.is_valid() else 0
    opened = open_pallets(batch=own_batch(request, code), by=request.user, at=timezone.localtime(), count=count)
    said = ngettext(
        "%(count)s pallet is open. Print its label.", "%(count)s pallets are open. Print their labels.", count
    )
    messages.info(request, said % {"count": count})
    return redirect(f"{reverse('exports:scan', args=[code])}?pallet={opened[0].sscc}")


def own_pallet(request: SignedIn, code: str, sscc: str) -> Pallet:
    """A pallet of a batch of the signed-in exporter; 404 for everybody else."""
    return get_object_or_404(own_batch(request, code).pallets.select_related("batch__exporter"), sscc=sscc)


@require_http_methods(["GET", "POST"])
@login_required
def one(request: SignedIn, code: str, sscc: str) -> HttpResponse:
    """One pallet: what is on it, what it weighs, what it is made of."""
    pallet = own_pallet(request, code, sscc)
    initial = {"gross_g": pallet.gross_g, "base": pallet.base, "wood_mark": pallet.wood_mark}
    form = WeighForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refused_into(form):
            weigh_pallet(pallet=pallet, by=request.user, **form.cleaned_data)
            return redirect("exports:one-pallet", code, sscc)
    lines = pallet_lines(pallet.batch)
    line = next(line for line in lines if line.pallet.pk == pallet.pk)
    contents = pallet.contents.select_related("run__lot__product__variety").order_by("run", "first")
    context = {
        "batch": pallet.batch,
        "pallet": pallet,
        "line": line,
        "lines": lines,
        "contents": contents,
        "receipt": PalletReceipt.objects.filter(pallet=pallet).select_related("event").first(),
        "form": form,
        "splitting": SplitForm(),
    }
    return render(request, "exports/one_pallet.html", context, status=answer_status(form))


@require_POST
@login_required
def close(request: SignedIn, code: str, sscc: str) -> HttpResponse:
    """Close a pallet."""
    close_pallet(pallet=own_pallet(request, code, sscc), by=request.user, at=timezone.localtime())
    messages.success(request, _("Pallet %(sscc)s is closed.") % {"sscc": spell(sscc)})
    return redirect("exports:scan", code)


@require_POST
@login_required
def discard(request: SignedIn, code: str, sscc: str) -> HttpResponse:
    """Take an empty pallet out of the batch."""
    discard_pallet(pallet=own_pallet(request, code, sscc), by=request.user)
    messages.info(request, _("Pallet %(sscc)s is out of the batch. Destroy its label.") % {"sscc": spell(sscc)})
    return redirect("exports:scan", code)


@require_POST
@login_required
def part(request: SignedIn, code: str, sscc: str) -> HttpResponse:
    """Split a pallet: its last cartons go onto a new one."""
    form = SplitForm(request.POST)
    cartons = form.cleaned_data["cartons"] if form.is_valid() else 0
    new = split(pallet=own_pallet(request, code, sscc), cartons=cartons, by=request.user, at=timezone.localtime())
    messages.success(request, _("Pallet %(sscc)s is built. Print its label.") % {"sscc": spell(new.sscc)})
    return redirect("exports:one-pallet", code, new.sscc)
