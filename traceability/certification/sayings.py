"""What a test says, kept as a slug and plain facts and put into words in the language of whoever reads it.

A fact is text, or one of {"day": "2026-06-20"}, {"zh": …, "en": …} (a name), {"g": 480000} (kilograms), {"all": […]}
(names in a row), {"substance": …}, {"place": "FR"} and {"slug": …, "facts": …} (a phrase of its own).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from traceability.certification import substances
from traceability.certification.places import place_name
from traceability.web.dates import day as in_words
from traceability.web.templatetags.look import kg

Facts = Mapping[str, Any]

SENTENCES: dict[str, str | Promise] = {
    "": "",
    # The chain of tests of a name
    "species.ok": _("It is %(fruit)s."),
    "species.other": _("This is %(fruit)s; the name %(name)s is for %(kind)s only."),
    "area.ok": _("All fruit grew in %(counties)s."),
    "area.outside": _("%(plot)s lies outside the area of the name."),
    "variety.ok": _("%(variety)s is on the list."),
    "variety.missing": _("%(variety)s is not on the list of varieties."),
    "opening.ok": _("First picked on %(picked)s; the opening day was %(day)s%(basis)s."),
    "opening.early": _("%(plot)s was picked on %(picked)s; %(variety)s may be sold as %(name)s from %(day)s%(basis)s."),
    "opening.unknown": _("No opening day of %(variety)s is known."),
    "opening.nowhere": _("Nothing is known of where this lot grew."),
    "opening.follows": _("(provisional, follows %(year)s)"),
    "packer.ok": _("%(packer)s is an authorised user, %(code)s."),
    "packer.missing": _("%(packer)s is no authorised user of the sign on %(day)s."),
    "packer.codeless": _("%(packer)s has no credit code entered, which must stand at the sign."),
    "inspection.ok": _("Inspected ripe on %(day)s, passed."),
    "inspection.failed": _("Inspected on %(day)s, not passed."),
    "inspection.missing": _("No inspection on ripe fruit covers all of it yet."),
    # Where a part of a lot grew
    "plot": _("Plot %(number)s"),
    "plot.town": _("Plot %(number)s of %(town)s"),
    "plot.part": _("%(plot)s, %(kg)s of %(whole_kg)s kg,"),
    # Inspections
    "figure.between": _("%(value)s %(unit)s on average; %(low)s to %(high)s asked for."),
    "figure.least": _("%(value)s %(unit)s on average; at least %(low)s asked for."),
    "figure.most": _("%(value)s %(unit)s on average; at most %(high)s asked for."),
    "figure.unknown": _("No figures of the name for %(variety)s are entered, so it cannot pass yet."),
    "sample.enough": _("%(fruits)s fruit read; at least %(least)s asked for."),
    "sample.small": _("%(fruits)s fruit read, fewer than the %(least)s of the sampling plan."),
    # Residues
    "residue.exempt": _("%(substance)s: no limit is needed."),
    "residue.draft": _("%(substance)s %(found)s mg/kg: legal today, over the draft limit of %(limit)s."),
    "residue.forbidden": _("%(substance)s %(found)s mg/kg: %(place)s allows none that can be measured."),
    "residue.blind": _("%(substance)s: the laboratory measures from %(loq)s mg/kg, the limit is %(limit)s. Not known."),
    "residue.below": _("%(substance)s: below what the laboratory can measure (%(loq)s mg/kg)."),
    "residue.none": _("%(substance)s: none measured."),
    "residue.measured": _("%(substance)s %(found)s mg/kg; limit %(limit)s."),
    "residue.unlimited": _("%(substance)s %(found)s mg/kg: no limit of it is entered. Not known."),
    "residue.unsought": _("%(substance)s: no report names it, and %(place)s allows none."),
    # Rules
    "rule.species": _("Specification of the name: species"),
    "rule.area": _("Specification of the name: area"),
    "rule.varieties": _("Specification of the name: varieties"),
    "rule.opening": _("百色市芒果产业发展条例 (in force 2024-05-01): the city's yearly notice of opening days"),
    "rule.sign": _("地理标志专用标志使用管理办法: authorised users with their credit code at the sign"),
    "rule.quality": _("Specification of the name: quality of ripe fruit"),
    "rule.sampling": _("Sampling plan"),
    "rule.union": _("Regulation (EC) No 396/2005, from %(day)s"),
    "rule.national": _("National limit of %(place)s, from %(day)s"),
}


@dataclass(frozen=True)
class Said:
    """A sentence that is not yet in any language. `str()` puts it into the reader's."""

    slug: str
    facts: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(SENTENCES[self.slug]) % {name: _in_words(fact) for name, fact in self.facts.items()}

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


NOTHING = Said("")


def on(day: date) -> dict[str, str]:
    """A day as a fact."""
    return {"day": day.isoformat()}


def named(row: Any) -> dict[str, str]:
    """Whatever has a name in Chinese and one in English, as a fact."""
    return {"zh": row.name_zh, "en": row.name_en}


def called(organisation: Any) -> dict[str, str]:
    """An organisation as a fact."""
    return {"zh": organisation.name, "en": organisation.name_latin}


def _in_words(fact: Any) -> str:  # noqa: PLR0911 - one for each kind of fact
    match fact:
        case {"day": day}:
            return in_words(date.fromisoformat(day))
        case {"zh": chinese, "en": english}:
            return str(chinese if (get_language() or "").startswith("zh") else english)
        case {"g": grams}:
            return kg(grams)
        case {"all": facts}:
            return pgettext("between names", ", ").join(map(_in_words, facts))
        case {"substance": name}:
            return substances.in_words(name)
        case {"place": code}:
            return place_name(code)
        case {"slug": slug, "facts": facts, **rest}:
            return f"{rest.get('before', '')}{Said(slug, facts)}"
    return str(fact)
