"""Everything that is claimed of a lot, each with its answer in words: what the lot's page and the API show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from traceability.certification.findings import Finding
from traceability.certification.models import GIScheme
from traceability.certification.naming import judge_name
from traceability.certification.places import place_name
from traceability.certification.queries import certificate_for, destinations_with_limits, scheme_for
from traceability.certification.residues import judge_residues
from traceability.certification.verdicts import Verdict
from traceability.lots.models import Lot
from traceability.lots.queries import Share, origins_of
from traceability.lots.words import local
from traceability.web.dates import day as in_words
from traceability.web.templatetags.look import kg


@dataclass(frozen=True)
class Claim:
    """One line: what is claimed, the sign beside it, the verdict in bold if it stops anything, words, and the rule."""

    code: str
    title: str
    state: str
    words: str
    strong: str = ""
    rule: str = ""


def claims_of(lot: Lot, *, on: date, destinations: list[str] | None = None) -> list[Claim]:
    """Name, origin, variety, residues for each destination that has limits, organic; judged for a day."""
    shares = origins_of(lot)
    code = lot.product.variety.species.eu_product_code
    places = destinations or destinations_with_limits(code, on)
    return [
        *name_claims(lot, on),
        *([_grown(shares)] if shares else []),
        _variety(lot, shares),
        *(_residues(lot, place, on) for place in places),
        Claim("organic", _("Organic"), "none", _("Nobody claims it.")),
    ]


def name_claims(lot: Lot, on: date) -> list[Claim]:
    """The protected name of the lot's species; for fruit that has none, why the names there are do not apply."""
    species = lot.product.variety.species
    scheme = scheme_for(lot.owner, species, on)
    if scheme is None:
        foreign = GIScheme.objects.filter(on_cartons=True).select_related("species").order_by("code")
        return [_foreign(lot, other) for other in foreign]
    verdict = judge_name(lot, scheme=scheme, on=on)
    return [_name(lot, scheme, verdict, on)]


def _foreign(lot: Lot, scheme: GIScheme) -> Claim:
    fruit = {"fruit": local(lot.product.variety.species), "kind": local(scheme.species)}
    words = _("For %(kind)s only; this is %(fruit)s.") % fruit
    return Claim(f"name:{scheme.code}", scheme.full_name, "none", words)


def _name(lot: Lot, scheme: GIScheme, verdict: Verdict, on: date) -> Claim:
    code, title, rule = f"name:{scheme.code}", scheme.full_name, rule_of(verdict.first_failure)
    if verdict.carried is False and verdict.first_failure:
        return Claim(code, title, "no", verdict.first_failure.words, _("Not marketable under the name:"), rule)
    certificate = certificate_for(lot, on=on, scheme=scheme)
    if certificate:
        words = _("Certificate %(number)s: %(left)s of %(kg)s kg left for labels, until %(day)s.") % {
            "number": certificate.number,
            "left": kg(certificate.left_g),
            "kg": kg(certificate.certified_g),
            "day": in_words(certificate.valid_to),
        }
        return Claim(code, title, "ok", words)
    if verdict.carried is None and verdict.first_failure:
        return Claim(code, title, "dunno", verdict.first_failure.words, rule=rule)
    return Claim(code, title, "wait", _("Every test is passed; no certificate is in force yet."))


def rule_of(finding: Finding | None) -> str:
    """Rule, source and doubt of a test in one small line."""
    if finding is None:
        return ""
    parts = [finding.rule, finding.source, _("provisional") if finding.provisional else ""]
    return " · ".join(part for part in parts if part)


def _grown(shares: list[Share]) -> Claim:
    counties = {share.origin.county for share in shares}
    plots = len({share.origin.plot_id for share in shares})
    if None in counties:
        return Claim("grown", _("Grown in"), "dunno", _("Part of it grew outside the counties that are known here."))
    names = pgettext("between names", ", ").join(sorted(local(county) for county in counties))
    words = ngettext("%(count)s plot, in %(counties)s.", "%(count)s plots, all in %(counties)s.", plots)
    return Claim("grown", _("Grown in"), "ok", words % {"count": plots, "counties": names})


def _variety(lot: Lot, shares: list[Share]) -> Claim:
    words = ngettext("%(variety)s.", "%(variety)s in all %(count)s pickings.", len(shares))
    facts = {"variety": local(lot.product.variety), "count": len(shares)}
    return Claim("variety", _("Variety"), "ok" if shares else "dunno", words % facts)


def _residues(lot: Lot, destination: str, on: date) -> Claim:
    verdict = judge_residues(lot, destination=destination, on=on)
    finding = verdict.first_failure or next((f for f in verdict.findings if f.warns), None)
    named = finding or next(iter(verdict.findings), None)
    rule = rule_of(named) or _("Limits in force on %(day)s") % {"day": in_words(on)}
    title = _("Residues, %(place)s") % {"place": place_name(destination)}
    strong = _("Over the limit:") if verdict.carried is False and finding else ""
    words = finding.words if finding and verdict.carried is False else verdict.headline
    return Claim(f"residues:{destination}", title, verdict.state, words, strong, rule if verdict.findings else "")
