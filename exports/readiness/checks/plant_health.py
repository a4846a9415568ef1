"""The phytosanitary certificate and what it declares, and the announcement at the border."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.models import Document
from exports.readiness.answers import Answer, evaluator, fails, passes, unknown
from exports.readiness.facts import BatchFacts
from traceability.web import dates

Kind = Document.Kind
SATURDAY = 5


def _phyto(facts: BatchFacts) -> Document | None:
    return facts.documents.get(Kind.PHYTO)


def _no_certificate() -> Answer:
    return unknown(_("There is no phytosanitary certificate to read."), _("Record the certificate first."))


@evaluator("phyto-recorded")
def phyto_recorded(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """A phytosanitary certificate is recorded by its number, on paper or as ePhyto."""
    phyto = _phyto(facts)
    if phyto is None:
        return fails(
            _("No phytosanitary certificate is recorded. Fruit without one is refused at the border."),
            _("Ask customs for it and add it below with its number."),
        )
    return passes(_("%(number)s, %(issuer)s") % {"number": phyto.number, "issuer": phyto.issuer})


@evaluator("phyto-fresh")
def phyto_fresh(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """The certificate was issued at most so many `days` before departure, and not after it."""
    phyto, limit = _phyto(facts), int(parameters["days"])
    if phyto is None:
        return _no_certificate()
    before = (facts.batch.leaves_on - phyto.issued_on).days
    words = {"issued": dates.day(phyto.issued_on), "leaves": dates.day(facts.batch.leaves_on), "limit": limit}
    if before > limit:
        return fails(
            _("Issued on %(issued)s, leaves on %(leaves)s: more than %(limit)s days.") % words,
            _("Ask customs for a new certificate, or leave earlier."),
        )
    if before < 0:
        return fails(
            _("Issued on %(issued)s, but the batch leaves on %(leaves)s, before that.") % words,
            _("Check both days. A certificate is issued before the goods leave."),
        )
    return passes(
        ngettext(
            "Issued on %(issued)s, leaves on %(leaves)s: %(before)s day",
            "Issued on %(issued)s, leaves on %(leaves)s: %(before)s days",
            before,
        )
        % (words | {"before": before})
    )


@evaluator("declaration-cites")
def declaration_cites(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """The additional declaration cites the `regulation`, its `annex` and a position of it by number.

    NVWA: where the regulation leaves a choice of options, a certificate that does not name its position is refused.
    """
    phyto = _phyto(facts)
    if phyto is None:
        return _no_certificate()
    declaration, words = (
        phyto.additional_declaration,
        {"regulation": parameters["regulation"], "annex": parameters["annex"]},
    )
    cited = re.search(
        rf"annex\s+{re.escape(parameters['annex'])}\b\W*(?:\(?(?:point|position|item|row|no)\b\W*)?(\d+(?:\.\d+)*)",
        declaration,
        re.IGNORECASE,
    )
    if cited and parameters["regulation"] in declaration:
        return passes(_("Annex %(annex)s, position %(position)s") % (words | {"position": cited[1]}))
    return fails(
        _("The certificate names no position of Annex %(annex)s to Regulation %(regulation)s. It is refused so.")
        % words,
        _("Ask customs for a replacement whose declaration names the option used and its position."),
    )


@evaluator("declaration-says")
def declaration_says(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """The additional declaration `says` each of these stems; `wording` is what it should read."""
    phyto = _phyto(facts)
    if phyto is None:
        return _no_certificate()
    declaration = phyto.additional_declaration.casefold()
    if all(stem.casefold() in declaration for stem in parameters["says"]):
        return passes(_("It stands in the additional declaration"))
    return fails(
        _("The additional declaration does not say so."),
        _("Ask customs for a replacement that reads: “%(wording)s”.") % {"wording": parameters["wording"]},
    )


@evaluator("announced")
def announced(facts: BatchFacts, parameters: dict[str, Any]) -> Answer:
    """The importer's CHED-PP has a number. It is due so many working days before arrival."""
    ched = facts.documents.get(Kind.CHED_PP)
    if ched:
        return passes(_("%(number)s, %(issuer)s") % {"number": ched.number, "issuer": ched.issuer})
    due = working_days_before(facts.arrives_on, int(parameters["working_days_before_arrival"]))
    return unknown(
        _("No CHED-PP number yet. It is for %(importer)s to file by %(due)s.")
        % {"importer": facts.batch.importer.name_latin, "due": dates.day(due)},
        _("Nothing yet; %(importer)s enters the number on its own page.")
        % {"importer": facts.batch.importer.name_latin},
    )


def working_days_before(day: date, count: int) -> date:
    """The day that lies `count` working days before another; Saturdays and Sundays count for nothing."""
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
