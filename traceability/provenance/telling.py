"""A story as sentences: what a page says, in the reader's language. No sentence says more than the story knows."""

from __future__ import annotations

from datetime import date

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from traceability.provenance.advice import Advice, AdviceToday, advice_for, advice_today
from traceability.provenance.names import Name
from traceability.provenance.origin import Origin
from traceability.provenance.story import Story
from traceability.provenance.timeline import Step, links_to, steps_of
from traceability.provenance.words import country, fruit, fruits, listed, span, weight
from traceability.web import dates, maps
from traceability.web.numbers import localised, percent

MOST_IN_A_BAR = 3
"""More shares than this are told as a list."""


class Telling:
    """What the templates ask for beside the story's own facts. `today` is the reader's day."""

    def __init__(self, story: Story, *, today: date, events_url: str) -> None:
        self.story = story
        self.today = today
        self.events_url = events_url

    @property
    def fruit(self) -> str:
        return fruit(self.story.species, self.story.species_name)

    @property
    def fruits(self) -> str:
        return fruits(self.story.species, self.story.species_name)

    @property
    def variety(self) -> str:
        return listed(self.story.varieties)

    @property
    def product(self) -> str:
        """Fruit and variety, the fruit's word once and in the reader's language: not "Naranja Newhall navel orange"."""
        variety, fruit = self.variety, self.fruit
        if (get_language() or "").startswith("zh"):
            return variety if set(fruit) & set(variety) else f"{variety}{fruit}"
        return variety if fruit.casefold() in variety.casefold() else f"{fruit} {variety}".rstrip()

    @property
    def place(self) -> str:
        """The county, or counties, it grew in."""
        return listed(dict.fromkeys(str(spot.county) for spot in self.story.origin.towns))

    @property
    def net_weight(self) -> str:
        packing = self.story.packing
        return weight(packing.unit_weight_g) if packing and packing.unit_weight_g else ""

    @property
    def inspected(self) -> str:
        """What the inspector measured: 252–338 g, 19.2–22.1 °Brix."""
        check = self.story.claim.check
        if check is None:
            return ""
        brix = span(check.brix[0], check.brix[2])
        said = (
            _("%(grams)s g, %(brix)s °Brix").replace(" g", "\N{NO-BREAK SPACE}g").replace(" °", "\N{NO-BREAK SPACE}°")
        )
        return said % {"grams": span(*check.weight_g), "brix": brix}

    @property
    def towns(self) -> str:
        return listed(spot.name for spot in self.story.origin.towns)

    @property
    def town_names(self) -> list[Name]:
        return [spot.name for spot in self.story.origin.towns]

    @property
    def grown(self) -> str:
        """The first sentence of the page."""
        origin, where = self.story.origin, {"places": self.towns, "county": self.place}
        if not origin.is_known:
            return _("Where this fruit grew is not recorded.")
        if len(origin.towns) < len(origin.shares):
            return _("Grown in part in %(places)s, %(county)s. Where the rest grew is not recorded.") % where
        return _("Grown in %(places)s, %(county)s.") % where

    @property
    def picked(self) -> str:
        """The days of picking, with the year."""
        first, last = self.story.origin.first_picked, self.story.origin.last_picked
        return dates.day_range(first, last) if first and last else ""

    @cached_property
    def steps(self) -> list[Step]:
        return steps_of(self.story, self.events_url)

    @property
    def advice(self) -> list[Advice]:
        return advice_for(self.story.species, self.story.origin.varieties)

    @property
    def advice_today(self) -> AdviceToday | None:
        return advice_today(self.story.species, self.story.origin, self.story.voyage, self.today)

    @property
    def picking_links(self) -> SafeString:
        return links_to(self.story.origin.pickings, self.events_url)

    @property
    def packing_links(self) -> SafeString:
        packing = self.story.packing
        return links_to([packing.reading] if packing else [], self.events_url)

    @property
    def label_links(self) -> SafeString:
        """Where the labels of the scanned carton's run were printed; of a lot, all its labels."""
        story = self.story
        run = story.carton.run if story.carton else None
        labels = [reading for reading in story.events if reading.says("labelRun")]
        mine = [reading for reading in labels if reading.says("labelRun").get("firstIndex") == run]
        return links_to(mine or labels, self.events_url)

    @property
    def void_links(self) -> SafeString:
        """What was taken out of use of the run that the scanned label belongs to."""
        run = self.story.carton.run if self.story.carton else None
        void = [reading for reading in self.story.events if reading.says("voidLabels").get("run") == run]
        return links_to(void, self.events_url)

    @property
    def recall_links(self) -> SafeString:
        return links_to([self.story.recall] if self.story.recall else [], self.events_url)

    @property
    def bar(self) -> list[tuple[str, float]]:
        """The shares of a blend, if they are few enough for a bar."""
        shares = self.story.origin.shares
        if not 1 < len(shares) <= MOST_IN_A_BAR:
            return []
        return [(str(share.spot.name) if share.spot else _("not recorded"), share.percent / 100) for share in shares]

    @property
    def map(self) -> SafeString | str:
        """The district with its towns; nothing when no town is known."""
        origin, house = self.story.origin, self.story.house
        if not origin.is_known:
            return ""
        spots = [
            maps.Spot(s.spot.longitude, s.spot.latitude, f"{s.spot.name} {percent(s.percent)}", s.percent / 100)
            for s in origin.shares
            if s.spot
        ]
        packed = maps.Spot(house.longitude, house.latitude, _("Packing house")) if house else None
        return maps.district_map(spots, packed)

    @property
    def sea(self) -> SafeString | str:
        """The way by sea, when both ports are recorded."""
        voyage = self.story.voyage
        if voyage is None or voyage.from_port is None or voyage.to_port is None:
            return ""
        start, end = voyage.from_port, voyage.to_port
        return maps.sea_map(
            maps.Spot(start.longitude, start.latitude, str(start.name)),
            maps.Spot(end.longitude, end.latitude, str(end.name)),
        )

    @property
    def certificate_in_force(self) -> bool:
        grant = self.story.claim.main
        return bool(grant and grant.valid_from and grant.valid_to and grant.valid_from <= self.today <= grant.valid_to)

    @property
    def certificate_links(self) -> SafeString:
        return links_to([grant.reading for grant in self.story.claim.grants], self.events_url)

    @property
    def report_links(self) -> SafeString:
        return links_to([report.reading for report in self.story.residues.reports], self.events_url)

    @property
    def destination(self) -> str:
        return country(self.story.residues.destination)

    @property
    def measured(self) -> str:
        """How many substances were found, in words."""
        residues = self.story.residues
        count = len(residues.found)
        if not count:
            return ngettext(
                "The one substance looked for could not be measured, which is not the same as zero.",
                "None of the %(count)s substances looked for could be measured, which is not the same as zero.",
                residues.tested,
            ) % {"count": localised(residues.tested)}
        found = {"count": localised(count)}
        if residues.far_below:
            return (
                ngettext(
                    "One substance could be measured, below a tenth of its limit.",
                    "%(count)s substances could be measured, each below a tenth of its limit.",
                    count,
                )
                % found
            )
        return ngettext("One substance could be measured.", "%(count)s substances could be measured.", count) % found

    @property
    def not_measured(self) -> str:
        """What is to be said of the rest, when there is a rest."""
        below, found = self.story.residues.below, self.story.residues.found
        if not (below and found):
            return ""
        return ngettext(
            "The other one was below what the laboratory can measure, which is not the same as zero.",
            "The other %(count)s were below what the laboratory can measure, which is not the same as zero.",
            below,
        ) % {"count": localised(below)}

    @cached_property
    def unknown(self) -> list[str]:
        """What nobody recorded, said."""
        story, growers = self.story, self.story.origin.growers
        voyage = story.voyage
        said = []
        if voyage is None:
            said.append(_("Where it went after packing. No shipment of it is recorded."))
        elif not story.temperature_known:
            said.append(_("How warm it was at sea. No logger file has reached us."))
        if voyage and voyage.arrived_on is None and (voyage.expected_on or self.today) < self.today:
            said.append(_("Whether it has arrived. Nobody has recorded that yet."))
        if not story.origin.is_known:
            said.append(unplaced(story.origin))
        if growers > 1:
            who = _("Who grew the fruit in your hand. A carton can hold fruit of %(count)s growers.")
            said.append(who % {"count": localised(growers)})
        if story.residues.state == "untested":
            said.append(_("What a laboratory would find. No report on this lot is recorded."))
        return said


def unplaced(origin: Origin) -> str:
    """What is said of fruit whose village nobody recorded."""
    if origin.pickings:
        return _("In which village it grew. Its plot lies in none of those that we know.")
    return _("Which trees it came from. Nothing is recorded before the packing house.")
