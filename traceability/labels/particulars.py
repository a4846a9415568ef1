"""What a carton's label says: plain values, gathered once for a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone

from django.utils.translation import gettext_lazy as _

from traceability.certification.models import Certificate
from traceability.labels.layouts import Layout
from traceability.lots.models import Lot


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
    name_zh: str = ""
    name_latin: str = ""
    credit_code: str = ""


CLASSED = frozenset({"orange", "mandarin"})
"""Species whose class is owed on the carton: those with a specific marketing standard (Reg. 2023/2429, Annex I B)."""

# 承诺达标合格证, the words that MARA Order 2025 No. 4 asks for; in force since 2026-02-01.
PROMISE = (
    "我承诺对生产销售的食用农产品：不使用禁用",
    "农药兽药、停用兽药和非法添加物；常规农药",
    "兽药残留不超标；对承诺的真实性负责。",
    "依据：□ 委托检测  □ 自我检测  ■ 自我承诺",
)


def particulars_of(lot: Lot, layout: Layout, certificate: Certificate | None) -> Particulars:
    """The particulars of a packed lot (Reg. (EU) 2023/2429 Annex I; GB 7718 for the Chinese ones).

    Raises NameNotForThisSpecies when the layout carries the name of other fruit.
    """
    product, owner, variety = lot.product, lot.owner, lot.product.variety
    layout.must_suit(variety.species)
    making = lot.making
    packed_on = making.made_at.astimezone(timezone(timedelta(minutes=making.made_offset))).date()
    grams = product.unit_weight_g or 0
    scheme = certificate.scheme if certificate else None
    return Particulars(
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
        promise=(
            *PROMISE,
            f"{variety.name_zh}{variety.species.name_zh} {lot.weight_g / 1000:,.0f} 公斤 · {owner.address[:9]}",
            f"{owner.name}",
            f"{packed_on.year}年{packed_on.month}月{packed_on.day}日 · {lot.code}",
        ),
        name_zh=scheme.name_zh if scheme else "",
        name_latin=scheme.name_en if scheme else "",
        credit_code=owner.uscc if scheme else "",
    )


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
