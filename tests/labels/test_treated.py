"""What citrus was treated with after harvest stands on its carton (Regulation (EU) 2023/2429, Annex I, part B)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.cast import Cast, at
from tests.labels.test_sheet import file_of
from tests.stories import packed
from traceability.labels.layouts import CARTON
from traceability.labels.particulars import particulars_of
from traceability.lots.handling.acts.treat import treat
from traceability.lots.handling.models import HandlingKind
from traceability.lots.handling.recording import Told

if TYPE_CHECKING:
    from traceability.lots.models import Lot

pytestmark = pytest.mark.usefixtures("reference")


def waxed(cast: Cast, variety: str) -> Lot:
    """A fungicide and a wax, then cartons."""
    grown = cast.lot(cast.plot(cast.lan, "5", variety), "2026-11-12", 1_000_000)
    began = at("2026-11-13", "07:00")
    for kind, told in (("fungicide", Told("imazalil", "500 mg/l")), ("wax", Told("E 904", "1 g/kg"))):
        treat(
            lot=grown,
            kind=HandlingKind.objects.get(code=kind),
            told=told,
            by=cast.youan.person,
            began=began,
            ended=began + timedelta(minutes=20),
        )
    return packed(cast, grown, "2026-11-13")


def test_an_orange_carton_names_the_agents(cast: Cast) -> None:
    label = particulars_of(waxed(cast, "newhall-navel"), CARTON, None, None)
    assert (label.treated_zh, label.treated_with) == ("抑霉唑、虫胶 E 904", "imazalil, shellac E 904")
    [page] = pypdfium2.PdfDocument(file_of(label))
    printed = page.get_textpage().get_text_bounded()
    for words in ("采后处理", "抑霉唑、虫胶 E 904", "Treated after harvest with", "imazalil, shellac E 904"):
        assert words in printed


def test_the_agents_stand_in_the_language_of_the_destination(cast: Cast) -> None:
    label = particulars_of(waxed(cast, "newhall-navel"), CARTON, None, None, destination="NL")
    assert (label.words["treated"], label.treated_with) == ("Na de oogst behandeld met", "imazalil, schellak E 904")


def test_an_untreated_orange_says_nothing_of_it(cast: Cast) -> None:
    grown = cast.lot(cast.plot(cast.lan, "5", "newhall-navel"), "2026-11-12", 1_000_000)
    label = particulars_of(packed(cast, grown, "2026-11-13"), CARTON, None, None)
    [page] = pypdfium2.PdfDocument(file_of(label))
    assert "采后处理" not in page.get_textpage().get_text_bounded()


def test_a_mango_carton_need_not_name_them(cast: Cast) -> None:
    """Mangoes have the general standard alone (Annex I, part A)."""
    assert particulars_of(waxed(cast, "tainong-1"), CARTON, None, None).treated_with == ""
