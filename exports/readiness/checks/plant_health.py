"""The phytosanitary certificate: when it was issued, what it names, and what it declares."""

from __future__ import annotations

import re
from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.models import Document
from exports.readiness.answers import Answer, evaluator, fails, not_needed, passes, unknown
from exports.readiness.checks.empty import no_cartons, untraced
from exports.readiness.facts import Facts, Paper, names
from exports.readiness.rules import Line, Rule
from traceability.web import dates
from traceability.web.templatetags.look import kg

Kind = Document.Kind
_OPTION = re.compile(r"\(([a-h])\)|\boption\s+([a-h])\b", re.IGNORECASE)


def _no_certificate() -> Answer:
    return unknown(_("There is no phytosanitary certificate to read."), _("Record the certificate first."))


def not_under_the_option(facts: Facts, rule: Rule) -> Answer | None:
    """The answer of a rule that is asked only where the certificate declares its `option`; None where it does."""
    phyto, option = facts.paper(Kind.PHYTO), str(rule.parameters["option"])
    if phyto is None:
        return unknown(
            _("Which option it declares, the phytosanitary certificate will say."), _("Record the certificate first.")
        )
    named = {(one or other).lower() for one, other in _OPTION.findall(phyto.declaration)}
    if not named:
        return unknown(
            _("The certificate declares no option."),
            _("Ask customs for a replacement whose declaration names the option used and its position."),
        )
    if option in named:
        return None
    return not_needed(
        _("Asked for under option (%(option)s) only; the certificate names (%(named)s).")
        % {"option": option, "named": "), (".join(sorted(named))}
    )


@evaluator("phyto-recorded")
def phyto_recorded(facts: Facts, rule: Rule) -> Answer:
    """A phytosanitary certificate is recorded by its number, and whether it is paper or an ePhyto (through TRACES)."""
    phyto = facts.paper(Kind.PHYTO)
    if phyto is None:
        return fails(
            _("No phytosanitary certificate is recorded. Fruit without one is refused at the border."),
            _("Ask customs for it and add it below with its number."),
        )
    channel = phyto.says.get("channel")
    words = {"number": phyto.number, "issuer": phyto.issuer}
    if channel is None:
        return unknown(
            _("%(number)s: on paper, or sent as ePhyto? Nobody has said.") % words,
            _("Say it on the page of the certificate. The Union takes an ePhyto through TRACES alone."),
            who="exporter",
        )
    if channel == "ephyto":
        return passes(_("%(number)s, %(issuer)s, ePhyto through TRACES") % words)
    return passes(_("%(number)s, %(issuer)s, on paper") % words)


@evaluator("phyto-fits")
def phyto_fits(facts: Facts, rule: Rule) -> Answer:
    """Issued at most `days` before departure and not after it; botanical names, packages and weight are the batch's."""
    phyto = facts.paper(Kind.PHYTO)
    if phyto is None:
        return _no_certificate()
    limit = int(rule.parameters["days"])
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
    return _differs(facts, phyto) or passes(
        ngettext(
            "Issued on %(issued)s, leaves on %(leaves)s: %(before)s day",
            "Issued on %(issued)s, leaves on %(leaves)s: %(before)s days",
            before,
        )
        % (words | {"before": before})
    )


def _differs(facts: Facts, phyto: Paper) -> Answer | None:
    """What the certificate says of the goods, where it is another thing than they are, or nothing."""
    if not facts.lots:
        return no_cartons()
    botanical = sorted(one.botanical_name for one in facts.species)
    compared: tuple[tuple[str, object, object, str, str], ...] = (
        (
            _("botanical names"),
            _folded(phyto.says.get("botanical_names")),
            _folded(botanical),
            names(phyto.says.get("botanical_names", ())),
            names(botanical),
        ),
        (
            _("packages"),
            phyto.says.get("packages"),
            facts.cartons,
            str(phyto.says.get("packages")),
            str(facts.cartons),
        ),
        (
            _("net weight"),
            phyto.says.get("net_weight_g"),
            facts.weight_g,
            kg(phyto.says.get("net_weight_g") or 0, "unit"),
            kg(facts.weight_g, "unit"),
        ),
    )
    for what, said, own, said_words, own_words in compared:
        if said is not None and said != own:
            return fails(
                _("The certificate names %(said)s as %(what)s; the batch has %(own)s.")
                % {"what": what, "said": said_words, "own": own_words},
                _("Ask customs for a replacement, or load what it names."),
            )
    missing = [what for what, said, *_rest in compared if said is None]
    if missing:
        return unknown(
            _("What it says of %(what)s is not entered.") % {"what": names(missing)},
            _("Copy it from the certificate."),
            who="exporter",
        )
    return None


def _folded(found: list[str] | None) -> frozenset[str] | None:
    return None if found is None else frozenset(" ".join(one.split()).casefold() for one in found)


@evaluator("declaration-names-options")
def declaration_names_options(facts: Facts, rule: Rule) -> Answer:
    """The additional declaration cites the `regulation` and `annex`, and for each pest of the fruit its position.

    Where the position leaves a choice, one of the options that China has is named by its letter, and the declaration
    says what it must (stems, of which `|` separates those that mean the same). NVWA refuses a certificate whose
    declaration names no position.
    """
    phyto = facts.paper(Kind.PHYTO)
    if phyto is None:
        return _no_certificate()
    words = {"regulation": rule.parameters["regulation"], "annex": rule.parameters["annex"]}
    declaration = " ".join(phyto.declaration.split())
    cited = re.search(
        rf"annex\s+{re.escape(rule.parameters['annex'])}\b\W*(?:\(?(?:points?|positions?|items?|rows?|nos?)\b\W*)?\d+",
        declaration,
        re.IGNORECASE,
    )
    if not cited or rule.parameters["regulation"] not in declaration:
        return fails(
            _("The certificate names no position of Annex %(annex)s to Regulation %(regulation)s. It is refused so.")
            % words,
            _("Ask customs for a replacement whose declaration names the option used and its position."),
        )
    if not facts.species:
        return no_cartons()
    lines = rule.lines_for(facts.species_codes)
    if bare := next((one for one in facts.species if not _demanded(rule.lines_for([one.code]))), None):
        return unknown(
            _("What Annex %(annex)s asks of %(fruit)s is not entered.") % (words | {"fruit": bare.name}),
            _("Have its positions entered from the Annex."),
            who="site",
        )
    for line in lines:
        if (lack := _lacks(line, declaration)) and not line.parameters.get("only_told"):
            return fails(
                _("%(pest)s: %(lack)s") % {"pest": line.subject, "lack": lack},
                _("Ask customs for a replacement that reads: “%(wording)s”.")
                % {"wording": line.parameters.get("wording", "")},
                rule=line.rule,
                source=line.source,
                provisional=line.is_provisional,
            )
    demanded = _demanded(lines)
    return passes(
        _("Annex %(annex)s, positions %(positions)s")
        % (words | {"positions": names(line.parameters["position"] for line in demanded)}),
        provisional=any(line.is_provisional for line in demanded),
    )


def _demanded(lines: list[Line]) -> list[Line]:
    """Those without which the declaration is refused."""
    return [line for line in lines if not line.parameters.get("only_told")]


def _lacks(line: Line, declaration: str) -> str:
    """What a declaration does not say of a pest; empty when it says all."""
    position, options = str(line.parameters["position"]), line.parameters.get("options", [])
    found = re.search(rf"(?<![\d.]){re.escape(position)}(?![\d.]*\d)\W*([a-h]\b)?", declaration, re.IGNORECASE)
    if not found:
        return _("position %(position)s is not cited.") % {"position": position}
    if options and (found[1] or "").lower() not in options:
        return _("position %(position)s is cited without an option that China has (%(options)s).") % {
            "position": position,
            "options": ", ".join(options),
        }
    folded = declaration.casefold()
    for stems in line.parameters.get("says", []):
        if not any(stem.casefold() in folded for stem in stems.split("|")):
            return _("the declaration does not say what position %(position)s asks for.") % {"position": position}
    return ""


@evaluator("sites-equal")
def sites_equal(facts: Facts, rule: Rule) -> Answer:
    """Production sites and packing houses on the certificate are those of the lots: the same sets."""
    phyto = facts.paper(Kind.PHYTO)
    if phyto is None:
        return _no_certificate()
    if otherwise := untraced(facts):
        return otherwise
    if nameless := _nameless(facts):
        return nameless
    compared = (
        ("site_codes", {number for picking in facts.pickings for number in picking.registrations}),
        ("packing_house_codes", {lot.packing_house_number for lot in facts.lots}),
    )
    for name, own in compared:
        said = phyto.says.get(name)
        if said is None:
            return unknown(
                _("The site codes on the certificate are not entered.")
                if name == "site_codes"
                else _("The packing houses on the certificate are not entered."),
                _("Copy them from the certificate, every one."),
                who="exporter",
            )
        if answer := _compared(facts, name, set(said), own):
            return answer
    return passes(
        _("Sites %(sites)s and packing house %(houses)s, as the lots have them")
        % {"sites": names(sorted(compared[0][1])), "houses": names(sorted(compared[1][1]))}
    )


def _nameless(facts: Facts) -> Answer | None:
    """A site or packing house of the lots that has no code here: whether the certificate names it, nobody can tell."""
    site = next((picking for picking in facts.pickings if not picking.registrations), None)
    if site:
        return unknown(
            _("Plot %(plot)s in lot %(lot)s has no site code here to compare.")
            % {"plot": site.plot_number, "lot": site.code},
            _("Enter the plot under its registration, or take the lot off the pallets."),
            who="cooperative",
        )
    house = next((lot for lot in facts.lots if not lot.packing_house_number), None)
    if house:
        return unknown(
            _("%(house)s has no registration with customs here.") % {"house": house.packing_house},
            _("Enter its number as customs gave it."),
            who="cooperative",
        )
    return None


def _compared(facts: Facts, name: str, said: set[str], own: set[str]) -> Answer | None:
    words = {"missing": names(sorted(own - said)), "extra": names(sorted(said - own))}
    if own - said:
        grams = _grams_of(facts, name, own - said)
        return fails(
            _("Missing on the certificate: %(missing)s.") % words,
            _("Put it on a replacement. If it cannot be certified, take its %(weight)s out.")
            % {"weight": kg(grams, "unit")},
        )
    if said - own:
        return fails(
            _("On the certificate, but of no lot of this batch: %(extra)s.") % words,
            _("Ask customs for a replacement that names the sites of these lots alone."),
        )
    return None


def _grams_of(facts: Facts, name: str, codes: set[str]) -> int:
    """Net grams of the lots that hold fruit of these sites, or come from these houses."""
    count: Counter[int] = Counter()
    for lot in facts.lots:
        numbers = {number for key in lot.pickings for number in facts.picking_of[key].registrations}
        held = numbers if name == "site_codes" else {lot.packing_house_number}
        count[lot.key] = lot.cartons * lot.unit_g if held & codes else 0
    return sum(count.values())
