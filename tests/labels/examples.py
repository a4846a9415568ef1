"""Labels as the design shows them, and the longest that anybody may have to print."""

from __future__ import annotations

from dataclasses import replace

from tests.labels import printed
from traceability.labels.layouts import LAYOUTS, Layout
from traceability.labels.particulars import Particulars
from traceability.labels.words import agent_in, words_in

PREFIX = "HTTPS://TRACE.EXAMPLE/01/06971234500014/10/TY260624A/21/"
PROMISE = (
    "我承诺销售的食用农产品：已按规定收取并",
    "保存该批次农产品承诺达标合格证或者其他",
    "质量安全合格证明；未违规使用保鲜剂、防",
    "腐剂、添加剂等。",
    "■质量安全控制符合要求 □自行检测合格",
    "□委托检测合格",
    "右岸芒果专业合作社 0776-3210001",
    "2026年6月30日 · TY260630A-1",
)
"""The longest that a form makes: the collector's of 2026."""


def mangoes(layout: Layout, language: str = "en") -> Particulars:
    """What the label in the design shows; the name where the layout has it."""
    return Particulars(
        layout=layout,
        species="mango",
        variety_zh="台农1号",
        variety_en="Tainong No. 1",
        fruit_zh="芒果",
        fruit_en=words_in(language)["mango"],
        net_weight="5 kg",
        quality_class="I",
        origin_zh="广西百色市田阳区",
        lot="TY260624A",
        gtin="06971234500014",
        packed_on="2026-06-30",
        packer_zh="右岸芒果专业合作社",
        packer_latin="You’an Mango Cooperative",
        address_zh="广西百色市田阳区田州镇兴华路18号",
        address_latin="18 Xinghua Road, Tianzhou, Tianyang, Baise, Guangxi 533600, China",
        promise=PROMISE,
        name_zh="百色芒果" if layout.has_name else "",
        name_latin="Baise Mango" if layout.has_name else "",
        credit_code="93451021MA5K7C2T49" if layout.has_name else "",
        language=language,
        size="B",
        size_span="201–350 g",
        orchards=("45GX2201", "45GX2204", "45GX2207"),
        packing_house="45GX0117",
    )


def oranges(layout: Layout, language: str = "en") -> Particulars:
    """An orange never has a name; its agents have a row."""
    agents = ("imazalil", "thiabendazole", "E 914")
    return replace(
        mangoes(layout, language),
        species="orange",
        variety_zh="纽荷尔脐橙",
        variety_en="Newhall navel orange",
        fruit_zh="橙",
        fruit_en=words_in(language)["orange"],
        net_weight="12.5 kg",
        quality_class="Extra",
        size="13",
        size_span="53–60 mm",
        treated_zh="、".join(agent_in("zh", agent) for agent in agents[:2]),
        treated_with=", ".join(agent_in(language, agent) for agent in agents[:2]),
        name_zh="",
        name_latin="",
        credit_code="",
    )


def print_file(label: Particulars, serials: list[str], prefix: str = PREFIX) -> bytes:
    """The print file of labels with these serials."""
    return printed.print_file(label, prefix, serials)


NAMED = [layout for layout in LAYOUTS.values() if layout.has_name]
NAMELESS = [layout for layout in LAYOUTS.values() if not layout.has_name]
