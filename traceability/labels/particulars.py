"""What a carton's label says: plain values, gathered once for a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from traceability.certification.models import Certificate
from traceability.labels.layouts import Layout
from traceability.labels.sizes import size_of
from traceability.labels.words import DATA, LANGUAGES, agent_in, in_force, language_for, words_in
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.conformity.origin import BAISE_ZH
from traceability.lots.handling.queries import handlings_of
from traceability.lots.models import Lot
from traceability.lots.panels import Registered, orchard_numbers
from traceability.lots.queries import pickings_of
from traceability.parties.imitation import must_not_imitate
from traceability.parties.models import Organisation
from traceability.web.rows import csv_rows
from traceability.web.typesetting import broken, width_of


@dataclass(frozen=True)
class Particulars:
    """The text of every label of a run. Only the claim engine fills `name_zh`, `name_latin` and `credit_code`.

    `language` is the one beside Chinese, that of the `destination` (ISO 3166-1 alpha-2; empty: not decided).
    """

    layout: Layout
    species: str
    variety_zh: str
    variety_en: str
    fruit_zh: str
    fruit_en: str
    net_weight: str
    quality_class: str
    origin_zh: str
    lot: str
    gtin: str
    packed_on: str
    packer_zh: str
    packer_latin: str
    address_zh: str
    address_latin: str
    promise: tuple[str, ...]
    treated_with: str = ""
    treated_zh: str = ""
    name_zh: str = ""
    name_latin: str = ""
    credit_code: str = ""
    destination: str = ""
    language: str = LANGUAGES[0]
    language_is_known: bool = True
    size: str = ""
    size_span: str = ""
    orchards: tuple[str, ...] = ()
    orchards_lacking: tuple[str, ...] = ()
    orchards_url: str = ""
    packing_house: str = ""
    importer: str = ""

    @property
    def words(self) -> Mapping[str, str]:
        """The fixed words by key, in the language of the destination."""
        return words_in(self.language)

    def term(self, key: str) -> str:
        """A fixed word in Chinese and in the language of the destination: 批号 Lot."""
        return f"{words_in('zh')[key]} {self.words[key]}"


PROMISE_PT, PROMISE_MM = 6.5, 47.5
"""Type and width of the promise on a carton."""


def particulars_of(
    lot: Lot,
    layout: Layout,
    certificate: Certificate | None,
    promise: ConformityCertificate | None,
    *,
    destination: str = "",
    size: str = "",
    importer: Organisation | None = None,
) -> Particulars:
    """The particulars of a packed lot (Reg. (EU) 2023/2429 Annex I; GB 7718 for the Chinese ones).

    `promise` is the lot's 承诺达标合格证, whose words stand on the label; without one the label does not speak of it.
    `destination` decides the language, `size` is a code of the fruit's standard, `importer` stands on the tall label.

    Raises NameNotForThisSpecies when the layout carries the name of other fruit, SizeIsUnknown, TextImitatesTheName
    when a text does.
    """
    product, owner, variety = lot.product, lot.owner, lot.product.variety
    layout.must_suit(variety.species)
    packed_on = lot.making.local_time.date()
    language = language_for(destination, packed_on)
    words = words_in(language or LANGUAGES[0])
    registered = orchard_numbers.first(lot) or Registered(())
    agents = agents_of(lot) if _owes_agents(variety.species_id, packed_on) else ()
    scheme = certificate.scheme if certificate else None
    told = Particulars(
        layout=layout,
        species=variety.species_id,
        variety_zh=variety.name_zh,
        variety_en=variety.name_en,
        fruit_zh=variety.species.name_zh,
        fruit_en=words.get(variety.species_id, variety.species.name_en.capitalize()),
        net_weight=f"{(product.unit_weight_g or 0) / 1000:g} kg",
        quality_class=product.quality_class,
        origin_zh=_counties(lot),
        lot=lot.code,
        gtin=product.gtin,
        packed_on=packed_on.isoformat(),
        packer_zh=owner.name,
        packer_latin=owner.name_latin,
        address_zh=owner.address,
        address_latin=owner.address_latin,
        promise=promise_lines(promise) if promise else (),
        treated_with=", ".join(agent_in(language or LANGUAGES[0], agent) for agent in agents),
        treated_zh="、".join(agent_in("zh", agent) for agent in agents),
        name_zh=scheme.name_zh if scheme else "",
        name_latin=scheme.name_en if scheme else "",
        credit_code=owner.uscc if scheme else "",
        destination=destination,
        language=language or LANGUAGES[0],
        language_is_known=bool(language),
        size=size,
        size_span=size_of(variety.species_id, size, packed_on).span if size else "",
        orchards=registered.numbers,
        orchards_lacking=registered.lacking,
        orchards_url=registered.url,
        packing_house=lot.place.customs_number,
        importer=_importer(importer, words),
    )
    must_not_imitate(value for value in [*vars(told).values(), *told.promise] if isinstance(value, str))
    return told


def _importer(importer: Organisation | None, words: Mapping[str, str]) -> str:
    if importer is None:
        return ""
    return f"{words['imported_by']} {importer.name_latin}, {importer.address_latin or importer.address}"


def _counties(lot: Lot) -> str:
    """Where it grew, as a carton says it; nothing when part of it grew outside the counties that are known."""
    found = dict.fromkeys(picking.county_zh or "" for picking in pickings_of([lot]))
    return f"{BAISE_ZH}{'、'.join(found)}" if found and all(found) else ""


def _owes_agents(species: str, on: date) -> bool:
    rows = in_force(csv_rows(DATA / "particulars.csv"), on)
    return any(row["particular"] == "agents" and species in row["species"].split() for row in rows)


def agents_of(lot: Lot) -> tuple[str, ...]:
    """The substances that the fruit was treated with after harvest, itself or as what it was made of, each once."""
    found = handlings_of(lot).exclude(substance="").values_list("substance", flat=True)
    return tuple(dict.fromkeys(found))


def promise_lines(certificate: ConformityCertificate) -> tuple[str, ...]:
    """The certificate in short lines: promise, basis, who promises, contact, day, number.

    Product, amount and origin stand on the carton already: the Order lets what the packing says go unrepeated. One that
    came with the fruit was promised by somebody else: the label names its number and says so.
    """
    day = certificate.issued_on
    dated = f"{day.year}年{day.month}月{day.day}日 · {certificate.number}"
    form, issuer = certificate.form, certificate.issuer
    if form is None or issuer is None:
        return (f"随货收取并保存：{certificate.issuer_number or certificate.number}", dated)
    return (
        *broken(f"{form.opening_zh}{form.promise_zh}", PROMISE_PT, PROMISE_MM),
        *_boxes(certificate),
        f"{issuer.name} {issuer.phone}",
        dated,
    )


def _boxes(certificate: ConformityCertificate) -> list[str]:
    """The boxes of the form, as many in a line as fit; none is broken."""
    lines = [""]
    for basis, ticked in certificate.boxes:
        box = f"{'■' if ticked else '□'}{basis.words_zh}"
        joined = f"{lines[-1]} {box}".strip()
        if lines[-1] and width_of(joined, PROMISE_PT) > PROMISE_MM:
            lines.append(box)
        else:
            lines[-1] = joined
    return lines
