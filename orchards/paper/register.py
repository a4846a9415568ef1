"""Whose name and which plot a cell means: the cooperative's growers, read once for a whole page."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable

from orchards.models import Grower, Plot
from traceability.lots.models import Variety
from traceability.parties.models import Organisation
from traceability.web.tables.plain import chinese_number, plain

_VILLAGE_END = re.compile(r"(村民?委会|村民委员会|社区居委会|居委会|社区|村委|村|屯|街道)$")
_NOT_NUMBER = re.compile(r"号地块|号果园|号地|地块|果园|号|地|园|#|№|no\.?|plot|\s", re.IGNORECASE)
_NOT_VARIETY = re.compile(r"芒果|芒|号|no\.?|\s|-", re.IGNORECASE)
CLOSE = 5
"""Names that are offered for an unknown one."""


class Register:
    """The growers and plots in use of one cooperative. Three queries, however long the page."""

    def __init__(self, cooperative: Organisation) -> None:
        growers = Grower.objects.filter(cooperative=cooperative, retired_at=None)
        self.growers = list(growers.select_related("user", "village__township").order_by("user__name", "pk"))
        self.by_pseudonym = {grower.pseudonym: grower for grower in self.growers}
        self.plots: dict[int, list[Plot]] = defaultdict(list)
        self.by_key: dict[str, Plot] = {}
        for plot in Plot.objects.in_use().filter(grower__in=growers):
            self.plots[plot.grower_id].append(plot)
            self.by_key[plot.place.extension] = plot
        self.varieties = list(Variety.objects.select_related("species"))
        self._names: dict[str, list[Grower]] = defaultdict(list)
        self._phones = {_digits(grower.user.phone)[-11:]: grower for grower in self.growers if grower.user.phone}
        for grower in self.growers:
            name = _name(grower.user.name)
            for end in {name, *(name[start:] for start in range(1, len(name) - 1))}:
                self._names[end].append(grower)

    def called(self, text: str) -> list[Grower]:
        """Those with this name, pseudonym or phone number; else those whose name ends so (阿兰 for 黄阿兰)."""
        name = _name(text)
        if exact := self.by_pseudonym.get(name.upper()):
            return [exact]
        if len(_digits(text)) >= 11 and (owner := self._phones.get(_digits(text)[-11:])):
            return [owner]
        found = self._names.get(name, [])
        return [grower for grower in found if _name(grower.user.name) == name] or list(found)

    def close_to(self, text: str) -> list[Grower]:
        """Names that differ by a character or so."""
        close = difflib.get_close_matches(_name(text), list(self._names), n=CLOSE, cutoff=0.6)
        return list(dict.fromkeys(grower for name in close for grower in self._names[name]))[:CLOSE]

    def variety(self, text: str) -> Variety | None:
        """台农一号, 台农1号芒果, 台农, Tainong 1: the variety that is meant, if one is."""
        wanted = _variety(text)
        if not wanted:
            return None
        names = {row.code: [_variety(row.name_zh), _variety(row.name_en), _variety(row.code)] for row in self.varieties}
        exact = [row for row in self.varieties if wanted in names[row.code]]
        begins = [row for row in self.varieties if any(name.startswith(wanted) for name in names[row.code])]
        return exact[0] if len(exact) == 1 else begins[0] if len(begins) == 1 and len(wanted) >= 2 else None


def in_village(growers: Iterable[Grower], text: str) -> list[Grower]:
    """Those of a village, with or without 村, 社区, 屯 and its town before it."""
    return [grower for grower in growers if same_village(grower, text)]


def same_village(grower: Grower, text: str) -> bool:
    own, written = village_core(grower.village.name_zh), village_core(text)
    return bool(written) and (written.endswith(own) or own.endswith(written))


def village_core(text: str) -> str:
    """那坡 of 那坡村, 那坡社区居委会, 那坡屯."""
    core, before = plain(text).replace(" ", ""), ""
    while core != before and len(core) > 1:
        before, core = core, _VILLAGE_END.sub("", core) or core
    return core


def plot_number(text: str) -> str:
    """7 of 7号地, 第七号 and #7; capitals."""
    bare = _NOT_NUMBER.sub("", plain(text)).removeprefix("第").upper()
    counted = chinese_number(bare)
    return str(counted) if counted is not None else bare.lstrip("0") or bare


def _name(text: str) -> str:
    return plain(text).replace(" ", "").replace("·", "")


def _digits(text: str | None) -> str:
    return re.sub(r"\D", "", plain(text or ""))


def _variety(text: str) -> str:
    bare = _NOT_VARIETY.sub("", plain(text)).lower()
    return "".join(str(1 + "一二三四五六七八九".index(sign)) if sign in "一二三四五六七八九" else sign for sign in bare)
