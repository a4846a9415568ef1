"""What a carton's label says: plain values, gathered once for a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone

from django.utils.translation import gettext_lazy as _

from traceability.certification.models import Certificate
from traceability.labels.layouts import Layout
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.handling.queries import handlings_of
from traceability.lots.models import Lot
from traceability.parties.imitation import must_not_imitate
from traceability.web.typesetting import broken, width_of


@dataclass(frozen=True)
class Particulars:
    """The text of every label of a run. Only the claim engine fills `name_zh`, `name_latin` and `credit_code`."""

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
    name_zh: str = ""
    name_latin: str = ""
    credit_code: str = ""


CLASSED = frozenset({"orange", "mandarin"})
"""Species whose class, and what they were treated with after harvest, are owed on the carton: those with a specific
marketing standard (Reg. 2023/2429, Annex I B)."""

PROMISE_PT, PROMISE_MM = 6.5, 47.5
"""Type and width of the promise on a carton."""


def particulars_of(
    lot: Lot, layout: Layout, certificate: Certificate | None, promise: ConformityCertificate | None
) -> Particulars:
    """The particulars of a packed lot (Reg. (EU) 2023/2429 Annex I; GB 7718 for the Chinese ones).

    `promise` is the lot's 承诺达标合格证, whose words stand on the label; without one the label does not speak of it.

    Raises NameNotForThisSpecies when the layout carries the name of other fruit, TextImitatesTheName when a text does.
    """
    product, owner, variety = lot.product, lot.owner, lot.product.variety
    layout.must_suit(variety.species)
    making = lot.making
    packed_on = making.made_at.astimezone(timezone(timedelta(minutes=making.made_offset))).date()
    grams = product.unit_weight_g or 0
    scheme = certificate.scheme if certificate else None
    told = Particulars(
        layout=layout,
        species=variety.species_id,
        variety_zh=variety.name_zh,
        variety_en=variety.name_en,
        fruit_zh=variety.species.name_zh,
        fruit_en=variety.species.name_en.capitalize(),
        net_weight=f"{grams / 1000:g} kg",
        quality_class=product.quality_class,
        origin_zh="广西百色田阳",
        lot=lot.code,
        gtin=product.gtin,
        packed_on=packed_on.isoformat(),
        packer_zh=owner.name,
        packer_latin=_latin(owner.name_latin),
        address_zh=owner.address,
        address_latin=_latin(owner.address_latin),
        promise=promise_lines(promise) if promise else (),
        treated_with=agents_of(lot) if variety.species_id in CLASSED else "",
        name_zh=scheme.name_zh if scheme else "",
        name_latin=scheme.name_en if scheme else "",
        credit_code=owner.uscc if scheme else "",
    )
    must_not_imitate(value for value in [*vars(told).values(), *told.promise] if isinstance(value, str))
    return told


def agents_of(lot: Lot) -> str:
    """The substances that the fruit was treated with after harvest, itself or as what it was made of, each once."""
    found = handlings_of(lot).exclude(substance="").values_list("substance", flat=True)
    return ", ".join(dict.fromkeys(found))


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


def _latin(text: str) -> str:
    """Latin text for a Chinese font, whose curly apostrophe is as wide as a Han character."""
    return text.replace("’", "'")


def missing_from(label: Particulars) -> list[str]:
    """What Reg. (EU) 2023/2429 (Annex I) asks for and nobody entered, each in a few words."""
    needed = {
        _("The packer’s address in Chinese"): label.address_zh,
        _("The packer’s address in Latin letters"): label.address_latin,
        _("The packer’s name in Latin letters"): label.packer_latin,
        _("The class: oranges and mandarins must carry it"): label.quality_class or label.species not in CLASSED,
    }
    return [str(words) for words, there in needed.items() if not there]
