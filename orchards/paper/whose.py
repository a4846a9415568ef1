"""Whose row it is, and which of the plots: the one that fits everything the row says, or a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchards.models import Grower, Plot
from orchards.paper.register import Register, in_village, plot_number, same_village, village_core
from traceability.lots.models import Variety
from traceability.web.language import own_name
from traceability.web.tables.plain import plain

if TYPE_CHECKING:
    from orchards.paper.understanding import Understood


def find_grower(one: Understood, register: Register) -> None:
    """By the clerk's answer, pseudonym, phone or name; village, plot and variety tell apart who shares a name."""
    answers = one.row["answers"]
    if chosen := register.by_pseudonym.get(answers.get("grower", "")):
        one.grower = chosen
        one.growers = register.called(_text(one, "grower"))
        return None
    if plot := register.by_key.get(answers.get("plot", "")):
        one.grower = register.by_pseudonym.get(plot.grower.pseudonym)
        return None
    text = _text(one, "pseudonym") or _text(one, "phone") or _text(one, "grower")
    typed = answers.get("grower", "") or text
    if not typed:
        return one.ask("no-grower", "grower")
    found = register.called(typed)
    if not found and _text(one, "grower"):
        found = register.called(_text(one, "grower"))
    found = _narrowed(found, one, register)
    if not found:
        one.growers = register.close_to(_text(one, "grower") or typed)
        return one.ask("grower-unknown", "grower", text=typed)
    if len(found) > 1:
        one.growers = found
        return one.ask("two-growers", "grower", text=typed, count=len(found))
    one.grower = found[0]
    village = _text(one, "village")
    if village and not same_village(one.grower, village) and not _plot_lies_in(one.grower, village, register):
        one.ask("another-village", "village", text=village, village=one.grower.village.name_zh)
    return None


def find_plot(one: Understood, register: Register) -> None:  # noqa: PLR0911  one return for each way to know
    """By the clerk's answer, the number, the variety, or because there is only one."""
    if one.grower is None:
        return None
    plots = register.plots[one.grower.pk]
    chosen = register.by_key.get(one.row["answers"].get("plot", ""))
    if chosen is not None and chosen in plots:
        one.plot, one.plots = chosen, plots
        return None
    name = one.grower.user.name
    if not plots:
        return one.ask("no-plots", "plot", name=name)
    text, written = _text(one, "plot"), _text(one, "variety")
    variety = register.variety(written) if written else None
    if text:
        numbered = [plot for plot in plots if plot_number(plot.number) == plot_number(text)]
        if numbered:
            return _take(one, numbered[0], plots, written, variety)
        if any(character.isdigit() for character in plain(text)) or len(plots) > 1:
            one.plots = plots
            return one.ask("plot-unknown", "plot", name=name, text=text)
        one.ask("plot-by-name", "plot", name=name, text=text, number=plots[0].number)
        return _take(one, plots[0], plots, written, variety)
    fitting = [plot for plot in plots if variety is None or plot.variety_id == variety.code] or plots
    if len(fitting) > 1:
        one.plots = fitting
        return one.ask("which-plot", "plot", name=name, count=len(fitting))
    one.plot_inferred = True
    return _take(one, fitting[0], plots, written, variety)


def _take(one: Understood, plot: Plot, plots: list[Plot], written: str, variety: Variety | None) -> None:
    grows = own_name(plot.variety.name_zh, plot.variety.name_en)
    if variety is not None and variety.code != plot.variety_id:
        one.plots = plots
        return one.ask("another-variety", "variety", text=written, number=plot.number, variety=grows)
    if written and variety is None:
        one.ask("variety-unknown", "variety", text=written, variety=grows)
    one.plot = plot
    return None


def _narrowed(found: list[Grower], one: Understood, register: Register) -> list[Grower]:
    """Each thing that the row says leaves those it fits; what fits nobody leaves all."""
    if len(found) > 1 and (village := _text(one, "village")):
        found = in_village(found, village) or found
    if len(found) > 1 and (text := _text(one, "plot")):
        number = plot_number(text)
        found = [g for g in found if any(plot_number(plot.number) == number for plot in register.plots[g.pk])] or found
    if len(found) > 1 and (variety := register.variety(_text(one, "variety"))):
        found = [g for g in found if any(plot.variety_id == variety.code for plot in register.plots[g.pk])] or found
    return found


def _plot_lies_in(grower: Grower, village: str, register: Register) -> bool:
    core = village_core(village)
    return any(
        core in plot.place.village.name_zh for plot in register.plots[grower.pk] if plot.place.village is not None
    )


def _text(one: Understood, name: str) -> str:
    return plain(one.row["written"].get(name, ""))
