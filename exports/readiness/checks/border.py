"""The border: what the importer announces, how often is checked, and under which code and origin fruit is declared."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

from exports.models import Document
from exports.readiness.answers import Answer, evaluator, fails, passes, unknown
from exports.readiness.checks.empty import no_cartons
from exports.readiness.facts import Facts, names
from exports.readiness.rules import Rule
from traceability.web import dates

Kind = Document.Kind
SATURDAY = 5


@evaluator("announced")
def announced(facts: Facts, rule: Rule) -> Answer:
    """The importer's CHED-PP has a number. It is due so many working days before arrival, after the batch has left."""
    ched = facts.paper(Kind.CHED_PP)
    if ched:
        return passes(_("%(number)s, %(issuer)s") % {"number": ched.number, "issuer": ched.issuer})
    due = working_days_before(facts.batch.arrives_on, int(rule.parameters["working_days_before_arrival"]))
    words = {"importer": facts.batch.importer, "due": dates.day(due)}
    return unknown(
        _("No CHED-PP number yet. It is for %(importer)s to file by %(due)s.") % words,
        _("Nothing yet; %(importer)s enters the number on its own page.") % words,
        later=True,
    )


def working_days_before(day: date, count: int) -> date:
    """The day that lies `count` working days before another; Saturdays and Sundays count for nothing."""
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


@evaluator("check-rate")
def check_rate(facts: Facts, rule: Rule) -> Answer:
    """How much of it is looked at in port: `percent` by species, and all of what is not on the list."""
    if not facts.species:
        return no_cartons()
    rates: dict[str, int] = rule.parameters.get("percent", {})
    return passes(
        names(
            _("%(fruit)s %(percent)s %%") % {"fruit": one.name, "percent": rates.get(one.code, 100)}
            for one in facts.species
        )
    )


@evaluator("paper-recorded")
def paper_recorded(facts: Facts, rule: Rule) -> Answer:
    """A paper of a `kind` is with the batch."""
    kind = str(rule.parameters["kind"])
    paper = facts.paper(kind)
    if paper is None:
        return unknown(
            _("There is no “%(paper)s” with this batch.") % {"paper": Kind(kind).label},
            _("Add it below, or ask the importer whether it applies there."),
        )
    return passes(_("%(number)s, %(issuer)s") % {"number": paper.number, "issuer": paper.issuer})


@evaluator("customs-code")
def customs_code(facts: Facts, rule: Rule) -> Answer:
    """The customs code of each fruit stands under the heading of its species: a mandarin is not an orange.

    Origin is China, and no paper claims a preference (`no_preference`): the Union grants none to it, RCEP and Form E
    hold elsewhere.
    """
    if not facts.species:
        return no_cartons()
    headings: dict[str, str] = rule.parameters["headings"]
    for species in facts.species:
        heading = headings.get(species.code)
        if heading is None:
            return unknown(
                _("No customs heading is entered for %(species)s.") % {"species": species.name},
                _("Look it up in the Common Customs Tariff and have it entered."),
            )
        if not "".join(species.cn_code.split()).startswith(heading):
            return fails(
                _("%(species)s has the code %(code)s, which belongs to another fruit.")
                % {"species": species.name, "code": species.cn_code},
                _("Have the code of the species put right."),
            )
    for paper in facts.papers:
        said = f"{paper.number} {paper.issuer} {paper.says.get('scheme', '')}"
        if claimed := _preference(said, rule.parameters.get("no_preference", ())):
            return fails(
                _("%(number)s claims %(claim)s, which gives nothing in the Union.")
                % {"number": paper.number, "claim": claimed},
                _("Leave it out. A certificate of origin without preference says China."),
                who="exporter",
            )
    codes = names(one.cn_code for one in facts.species)
    return passes(_("%(codes)s, origin China, no preference claimed") % {"codes": codes})


def _preference(said: str, claims: tuple[str, ...] | list[str]) -> str:
    for claim in claims:
        words = r"[\s_-]*".join(map(re.escape, claim.split()))
        if re.search(rf"(?<!\w){words}(?!\w)", said, re.IGNORECASE):
            return claim
    return ""


@evaluator("not-owed")
def not_owed(facts: Facts, rule: Rule) -> Answer:
    """Nothing is owed that these fruits do not fall under (`falls_under`, by species), and nothing of it is claimed."""
    if not facts.species:
        return no_cartons()
    owed: dict[str, list[str]] = rule.parameters.get("falls_under", {})
    due = [duty for species in facts.species for duty in owed.get(species.code, ())]
    if due:
        return fails(
            _("Owed for this fruit: %(duties)s.") % {"duties": names(due)}, _("Ask the importer who files it.")
        )
    return passes(_("No deforestation statement, no organic, no carbon border"))
