"""A grower's book as a phone keeps it: everything that the app shows without a network, in so many queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, Sum
from django.utils import timezone

from orchards.acts.keep import MOST_CRATES
from orchards.doubts import doubts_about
from orchards.models import Conflict, Correction, Grower, Harvest, Pesticide, Plot, Treatment
from orchards.phone import Phone
from orchards.queries import picked_by_plot, weighed_by_plot
from orchards.thresholds import Key, Thresholds
from traceability.lots.notices import SaleNotice, sale_notices

HARVESTS, TREATMENTS, CONFLICTS, PLOTS = 200, 50, 50, 200
"""How much of each is kept on the phone, the newest first."""


def book_of(phone: Phone) -> dict[str, Any]:
    """The book as JSON can hold it. Its size and its queries are bounded, however long the season."""
    grower, today = phone.grower, timezone.localdate()
    plots = _plots(grower)
    thresholds = Thresholds()
    return {
        "grower": {
            "pseudonym": grower.pseudonym,
            "name": grower.user.name,
            "language": grower.user.language,
            "card": phone.card and phone.card.number,
            "cooperative": str(grower.cooperative),
        },
        "limits": {"one_harvest_g": thresholds.most_of_one_harvest_g(on=today), "most_crates": MOST_CRATES},
        "plots": _plot_rows(plots, thresholds, today),
        "harvests": _harvest_rows(grower, thresholds),
        "treatments": _treatment_rows(grower),
        "conflicts": _conflict_rows(grower),
        "pesticides": [_pesticide(row) for row in Pesticide.objects.order_by("crop", "name_zh", "formulation")],
        "totals": totals_of(grower),
    }


def totals_of(grower: Grower) -> dict[str, int]:
    """How many records of the grower's are where, and what the scale says about them all: one query."""
    found = (
        Harvest.objects.standing()
        .filter(plot__grower=grower)
        .aggregate(
            logged=Count("pk"),
            weighed=Count("weigh_in"),
            logged_g=Sum("weight_g", filter=Q(weigh_in__isnull=False)),
            weighed_g=Sum(F("weigh_in__lot__weight_g")),
        )
    )
    return {
        "logged": found["logged"],
        "weighed": found["weighed"],
        "waiting": found["logged"] - found["weighed"],
        "difference_g": (found["weighed_g"] or 0) - (found["logged_g"] or 0),
    }


def _plots(grower: Grower) -> list[Plot]:
    """Plots in use, the one that was picked last first."""
    own = Plot.objects.filter(grower=grower, retired_at=None).with_names().prefetch_related("treatments")
    used = own.annotate(last_picked=Max("harvests__picked_at"))
    return list(used.order_by(F("last_picked").desc(nulls_last=True), "pk")[:PLOTS])


def _plot_rows(plots: Sequence[Plot], thresholds: Thresholds, today: date) -> list[dict[str, Any]]:
    picked, weighed = picked_by_plot(plots, today), weighed_by_plot(plots, today)
    notices = sale_notices({plot.variety_id: plot.variety for plot in plots}.values(), today)
    warns = thresholds.value(Key.SEASON_WARNS, on=today)
    return [
        _plot(plot, today, notices.get(plot.variety_id))
        | {
            "season_g": picked.get(plot.pk, 0),
            "weighed_g": weighed.get(plot.pk, 0),
            "capacity_g": int(plot.area_mu * warns * 1000),
        }
        for plot in plots
    ]


def _plot(plot: Plot, today: date, not_yet: SaleNotice | None) -> dict[str, Any]:
    place, last = plot.place, getattr(plot, "last_picked", None)
    running = [
        treatment
        for treatment in plot.treatments.all()
        if treatment.is_standing and treatment.allowed_from >= today - timedelta(days=1)
    ]
    return {
        "id": place.extension,
        "uri": place.uri,
        "number": plot.number,
        "village": place.village.name_zh if place.village else "",
        "variety": {"code": plot.variety_id, "name_zh": plot.variety.name_zh, "name_en": plot.variety.name_en},
        "species": plot.variety.species_id,
        "crop": str(plot.crop),
        "embryo_less_possible": plot.crop == Pesticide.Crop.MANGO,
        "area_mu": str(plot.area_mu),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "outline": place.outline,
        "last_picked_at": last and last.isoformat(),
        "treatments": [
            {
                "client_id": str(treatment.client_id),
                "product": treatment.product,
                "applied_on": treatment.applied_on.isoformat(),
                "interval_days": treatment.interval_days,
                "allowed_from": treatment.allowed_from.isoformat(),
            }
            for treatment in sorted(running, key=lambda treatment: treatment.applied_on, reverse=True)
        ],
        "not_yet": not_yet and {"from": not_yet.opens_on.isoformat(), "sentence": not_yet.sentence},
    }


def _harvest_rows(grower: Grower, thresholds: Thresholds) -> list[dict[str, Any]]:
    own = Harvest.objects.filter(plot__grower=grower).with_names()
    rows = list(own.select_related("corrects__harvest", "correction__by_harvest").newest_first()[:HARVESTS])
    return [
        {
            "client_id": str(row.client_id),
            "plot": row.plot.place.extension,
            "weight_g": row.weight_g,
            "crates": row.crates,
            "embryo_less": row.embryo_less,
            "picked_at": row.picked_local.isoformat(timespec="milliseconds"),
            "offset_minutes": row.picked_offset,
            "lot_code": row.lot_code,
            "weighed_g": row.weigh_in.lot.weight_g if hasattr(row, "weigh_in") else None,
            **_correction(row, row.correction.by_harvest if not row.is_standing else None, "harvest"),
            "doubts": [
                {"kind": doubt.kind, "headline": str(doubt.headline), "detail": str(doubt.detail)}
                for doubt in doubts_about(row, thresholds)
            ],
            "has_photo": bool(hasattr(row, "photo") and row.photo.image),
        }
        for row in rows
    ]


def _treatment_rows(grower: Grower) -> list[dict[str, Any]]:
    own = Treatment.objects.filter(plot__grower=grower).select_related(
        "plot__place", "corrects__treatment", "correction__by_treatment"
    )
    return [
        {
            "client_id": str(row.client_id),
            "plot": row.plot.place.extension,
            "product": row.product,
            "registration_number": row.registration_number,
            "substances": row.substances,
            "dose": row.dose,
            "target": row.target,
            "applied_on": row.applied_on.isoformat(),
            "interval_days": row.interval_days,
            "allowed_from": row.allowed_from.isoformat(),
            **_correction(row, row.correction.by_treatment if not row.is_standing else None, "treatment"),
        }
        for row in own.order_by("-applied_on", "-pk")[:TREATMENTS]
    ]


def _correction(row: Harvest | Treatment, right: Harvest | Treatment | None, kind: str) -> dict[str, Any]:
    made: Correction | None = getattr(row, "corrects", None)
    wrong: Harvest | Treatment | None = getattr(made, kind) if made else None
    return {
        "corrected": not row.is_standing,
        "corrected_by": str(right.client_id) if right else None,
        "corrects": str(wrong.client_id) if wrong else None,
    }


def _conflict_rows(grower: Grower) -> list[dict[str, Any]]:
    return [
        {
            "client_id": str(row.client_id),
            "kind": row.kind,
            "received_at": timezone.localtime(row.received_at).isoformat(timespec="seconds"),
            "body": row.body,
        }
        for row in Conflict.objects.filter(plot__grower=grower).order_by("-received_at", "-pk")[:CONFLICTS]
    ]


def _pesticide(row: Pesticide) -> dict[str, Any]:
    return {
        "crop": row.crop,
        "substance": row.substance,
        "name_zh": row.name_zh,
        "name": row.name,
        "formulation": row.formulation,
        "interval_days": row.interval_days,
        "target_en": row.target_en,
        "target_zh": row.target_zh,
    }
