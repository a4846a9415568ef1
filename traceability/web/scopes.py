"""What a machine may be let do, in the words of those who let it, and how an operation of the interface says so.

Every view of the programming interface declares what a token needs to read there and to change something there:

    class Arrive(StepOfBatch):
        to_write = Scope.RECEIVE

An operation that declares nothing is refused to every token. People who sign in need no scope.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """A kind of work that a token may do. The names stand in programs and never change."""

    READ = "read", _("Read batches, pallets, papers, lots and certificates")
    RECEIVE = "receive", _("Receive: note arrivals, accept or refuse pallets and batches")
    PAPERS = "papers", _("Add, make and withdraw papers of batches")
    LINKS = "links", _("Register and retire the links that a scan leads to")
    LOAD = "load", _("Load pallets: scan, close, split and weigh them")
    SHIP = "ship", _("Open batches, enter prices, declare them ready, load and ship them")
    LOTS = "lots", _("Weigh in, blend, pack, store, sample, count, hold and release lots")
    LABELS = "labels", _("Print labels and say what became of them")
    ORCHARDS = "orchards", _("Read the names of growers; keep plots, treatments and harvests")
    CERTIFY = "certify", _("Inspect, test, certify and revoke certificates")


class Openness(Enum):
    """What needs no scope, or is not to be had for one."""

    ANYBODY = "anybody"
    """Public: a token is asked for nothing."""
    PEOPLE = "people"
    """Done in somebody's own name: no token may."""


Need = Scope | Openness
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def need_of(view: Any, method: str | None) -> Need:
    """What a token needs for a method (GET, POST, …) of a view: what the view declares, and else nothing will do."""
    declared = getattr(view, "to_read" if method in READING else "to_write", None)
    return declared if isinstance(declared, Need) else Openness.PEOPLE


def declares(view: Any, method: str) -> bool:
    """True when a view says what a token needs for a method."""
    return isinstance(getattr(view, "to_read" if method in READING else "to_write", None), Need)
