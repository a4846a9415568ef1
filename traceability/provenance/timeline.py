"""The dated lines of a story: what happened, in words, each with who recorded it and the event behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traceability.provenance.names import name_of
from traceability.provenance.origin import is_picking
from traceability.provenance.reading import Reading, in_grams
from traceability.provenance.story import Story
from traceability.provenance.voyage import Voyage
from traceability.provenance.words import clock, decimal, listed, short_days, weight
from traceability.web import dates
from traceability.web.numbers import localised
from traceability.web.templatetags.look import kg

MOST_LINKS = 3
"""A line of more events than this links to the list of all of them."""


@dataclass(frozen=True)
class Step:
    """A line for web/ui/timeline.html."""

    when: str
    what: str
    detail: str = ""
    facts: tuple[tuple[str, str | SafeString], ...] = ()
    kind: str = ""


def steps_of(story: Story, events_url: str) -> list[Step]:
    """The lines in order. Events of one kind share a line; `events_url` lists them all."""
    groups: dict[str, list[Reading]] = defaultdict(list)
    for reading in story.events:
        groups[_kind_of(reading)].append(reading)
    groups.pop("", None)
    steps = [_step(*_IN_WORDS[kind](story, events), events, events_url) for kind, events in groups.items()]
    for voyage in story.voyages:
        steps += _on_the_way(voyage, events_url)
    last = max((index for index, step in enumerate(steps) if step.kind != "to-come"), default=None)
    if last is not None:
        steps[last] = Step(**{**vars(steps[last]), "kind": "here"})
    return steps


def _kind_of(reading: Reading) -> str:
    """Which line an event belongs to; empty for what has a section of its own or concerns the house alone."""
    if is_picking(reading):
        return "picked"
    if reading.outputs:
        if "cartons" in reading.ilmd:
            return "packed"
        return "mixed" if len(reading.inputs) > 1 else "divided"
    for member, kind in (("inspection", "inspected"), ("residues", "tested"), ("certificate", "certified")):
        if reading.says(member):
            return kind
    return "weighed" if reading.step == "receiving" and not reading.says("consignment") else ""


def _step(what: str, detail: str, events: Sequence[Reading], events_url: str) -> Step:
    days = [event.day for event in events]
    return Step(short_days(min(days), max(days)), what, detail, facts_of(events, events_url))


def facts_of(events: Sequence[Reading], events_url: str) -> tuple[tuple[str, str | SafeString], ...]:
    """Who answers for a line, when it was recorded to have happened, and the events themselves."""
    by = listed(dict.fromkeys(str(name_of(event.recorder)) for event in events))
    first, last = events[0].event, events[-1].event
    at = clock(first.event_time, first.event_offset)
    if len(events) > 1:
        at = _("%(count)s entries, from %(first)s to %(last)s") % {
            "count": localised(len(events)),
            "first": dates.moment(first.event_time, first.event_offset),
            "last": clock(last.event_time, last.event_offset),
        }
    return (_("Recorded by"), by), (_("At"), at), (_("Proof"), links_to(events, events_url))


def links_to(events: Sequence[Reading], events_url: str) -> SafeString:
    """The events by their numbers, or where all of them stand."""
    if len(events) > MOST_LINKS:
        words = ngettext("%(count)s event", "%(count)s events", len(events)) % {"count": localised(len(events))}
        return format_html('<a href="{}">{}</a>', events_url, words)
    return format_html_join(
        _(", "),
        '<a href="{}">{}</a>',
        (
            (reverse("epcis:event", args=[e.event.digest]), _("Event %(number)s") % {"number": e.event.short_id})
            for e in events
        ),
    )


def _picked(story: Story, events: Sequence[Reading]) -> tuple[str, str]:
    count = story.origin.growers
    what = ngettext("Picked by %(count)s grower", "Picked by %(count)s growers", count) % {"count": localised(count)}
    return (what if count else _("Picked")), listed(spot.name for spot in story.origin.towns)


def _weighed(story: Story, events: Sequence[Reading]) -> tuple[str, str]:
    grams = sum(sum(event.amounts.values()) for event in events)
    parts = [story.house.where] if story.house else []
    return _("Weighed in at the packing house"), _(", ").join([*parts, kg(grams, "unit")])


def _mixed(story: Story, events: Sequence[Reading]) -> tuple[str, str]:
    lots = len({uri for event in events for uri in event.inputs})
    return ngettext("Mixed from %(count)s lot", "Mixed from %(count)s lots", lots) % {"count": lots}, ""


def _divided(story: Story, events: Sequence[Reading]) -> tuple[str, str]:
    return _("Divided into smaller lots"), ""


def _packed(story: Story, events: Sequence[Reading]) -> tuple[str, str]:
    packing = story.packing
    if packing is None:
        return _("Packed"), ""
    many = {"count": localised(packing.cartons), "weight": weight(packing.unit_weight_g)}
    return _("Packed"), ngettext(
        "%(count)s carton of %(weight)s", "%(count)s cartons of %(weight)s", packing.cartons
    ) % many


def _inspected(story: Story, events: Sequence[Reading]) -> tuple[str, str]:
    check = story.claim.check
    if check is None:
        return _("Inspected"), ""
    fruits = ngettext("%(count)s fruit", "%(count)s fruit", check.fruits) % {"count": localised(check.fruits)}
    if not check.passed:
        return _("Inspected, and not passed"), fruits
    if not check.brix[1]:
        return _("Inspected ripe"), fruits
    measured = _("%(fruits)s, %(brix)s °Brix on average").replace(" °", "\N{NO-BREAK SPACE}°")
    return _("Inspected ripe"), measured % {"fruits": fruits, "brix": decimal(check.brix[1])}


def _tested(story: Story, events: Sequence[Reading]) -> tuple[str, str]:
    return _("Tested for residues"), listed(dict.fromkeys(str(name_of(event.recorder)) for event in events))


def _certified(story: Story, events: Sequence[Reading]) -> tuple[str, str]:
    grams = sum(in_grams(event.says("certificate").get("kg", 0)) for event in events)
    return _("Certified as %(name)s") % {"name": story.claim.name}, _("For %(weight)s") % {"weight": kg(grams, "unit")}


_IN_WORDS: dict[str, Callable[[Story, Sequence[Reading]], tuple[str, str]]] = {
    "picked": _picked,
    "weighed": _weighed,
    "mixed": _mixed,
    "divided": _divided,
    "packed": _packed,
    "inspected": _inspected,
    "tested": _tested,
    "certified": _certified,
}


def _on_the_way(voyage: Voyage, events_url: str) -> list[Step]:
    start = str(voyage.from_port.name) if voyage.from_port else _("a port that is not recorded")
    end = str(voyage.to_port.name) if voyage.to_port else _("a port that is not recorded")
    pallet = ""
    if voyage.pallet:
        pallet = _("Pallet %(number)s of %(count)s") % {"number": voyage.pallet, "count": voyage.pallets}
    ship = _("On the %(vessel)s") % {"vessel": voyage.vessel} if voyage.vessel else ""
    steps = [_step(_("Left %(port)s") % {"port": start}, ship, [voyage.departure], events_url)]
    if voyage.arrival:
        steps.append(_step(_("Arrived in %(port)s") % {"port": end}, pallet, [voyage.arrival], events_url))
    if voyage.receipt:
        what = _("Refused by the importer") if voyage.outcome == "refused" else _("Received by the importer")
        steps.append(_step(what, str(name_of(voyage.receipt.recorder)), [voyage.receipt], events_url))
    if voyage.arrived_on is None and voyage.expected_on:
        expected = short_days(voyage.expected_on, voyage.expected_on)
        facts = facts_of([voyage.departure], events_url)
        steps.append(Step(expected, _("Expected in %(port)s") % {"port": end}, facts=facts, kind="to-come"))
    return steps
