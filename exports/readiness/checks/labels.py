"""What stands on cartons and on fruit."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.readiness.answers import Answer, evaluator, fails, passes, unknown
from exports.readiness.checks.empty import no_cartons
from exports.readiness.checks.saying import doubt_about, said_no
from exports.readiness.facts import Facts, names
from exports.readiness.rules import Rule
from traceability.certification.places import place_name
from traceability.labels.required import title_of


@evaluator("cartons-labelled")
def cartons_labelled(facts: Facts, rule: Rule) -> Answer:
    """Cartons stand on pallets, every one under a label that was printed and is not void."""
    if not facts.runs:
        return fails(_("No carton stands on a pallet yet."), _("Build a pallet from a printed label run."))
    for run in facts.runs:
        if not run.is_printed:
            return fails(
                _("Label run %(run)s is not printed to the end.") % {"run": run.key},
                _("Print it, then judge again."),
            )
        if run.void_on_pallet:
            return fails(
                _("Some labels of run %(run)s on pallet %(sscc)s were declared void.")
                % {"run": run.key, "sscc": run.void_on_pallet},
                _("Take these cartons off the pallet and label them anew."),
            )
    return passes(
        ngettext("%(count)s carton, labelled", "%(count)s cartons, all labelled", facts.cartons)
        % {"count": facts.cartons}
    )


@evaluator("particulars-complete")
def particulars_complete(facts: Facts, rule: Rule) -> Answer:
    """Every label carries what its destination asks of a carton, in words that are understood there; its size code is
    one of the fruit's own standard."""
    if not facts.runs:
        return no_cartons()
    country = place_name(facts.batch.destination)
    for run in facts.runs:
        words = {"run": run.key, "country": country}
        if not run.asked:
            return unknown(
                _("What %(country)s asks of a carton is not entered.") % words,
                _("Have its rules entered before fruit goes there."),
                who="site",
            )
        if run.lacks:
            return fails(
                _("Labels of run %(run)s lack, for %(country)s: %(lacks)s.")
                % (words | {"lacks": names(title_of(one) for one in run.lacks)}),
                _("Print new labels for this destination, and declare the old ones void."),
                rule=run.lacks_rule,
                source=run.lacks_source,
            )
        if not run.size_is_known:
            return fails(
                _("Size %(size)s on run %(run)s is none of this fruit's standard.") % (words | {"size": run.size}),
                _("Print new labels with the size code of this fruit."),
            )
    return passes(
        ngettext("%(count)s run of labels for %(country)s", "%(count)s runs of labels for %(country)s", len(facts.runs))
        % {"count": len(facts.runs), "country": country}
    )


@evaluator("stickers-allowed")
def stickers_allowed(facts: Facts, rule: Rule) -> Answer:
    """Fruit carries no sticker, or one of a material that the destination lets stick on the day of arrival."""
    said, sticker = facts.statement(rule.topic), facts.sticker
    if said and not said.holds:
        return said_no(said, _("Mend it, then say so."))
    if said and (doubt := doubt_about(facts, said, rule)):
        return doubt
    if said is None or sticker is None:
        return unknown(
            _("Nobody has said whether the fruit carries stickers, and of what material."),
            _("Look into a carton and say so. Without stickers, the code on the carton is enough."),
        )
    if not sticker.is_allowed:
        return fails(
            _("Stickers of %(material)s may not be on fruit for %(country)s.")
            % {"material": sticker.material, "country": place_name(facts.batch.destination)},
            _("Take the stickers off, or send the fruit where they are allowed."),
            rule=sticker.rule,
            source=sticker.source,
        )
    words = {"who": said.by, "material": sticker.material}
    return passes(
        _("No sticker on the fruit, %(who)s") % words
        if sticker.material == "none"
        else _("Stickers of %(material)s, %(who)s") % words
    )


@evaluator("code-leads-here")
def code_leads_here(facts: Facts, rule: Rule) -> Answer:
    """The square code leads to this site, which answers in the destination's language; only certified cartons print a
    name."""
    if not facts.runs:
        return no_cartons()
    for run in facts.runs:
        if run.prints_name and run.certificate is None:
            return fails(
                _("Labels of run %(run)s print a protected name without a certificate.") % {"run": run.key},
                _("Destroy these labels and take their cartons off the pallets."),
            )
        if not run.leads_here:
            return fails(
                _("The code on run %(run)s leads to another address than this site.") % {"run": run.key},
                _("Keep the old address answering, or print new labels."),
            )
        if not run.page_speaks:
            return fails(
                _("The page behind the code does not speak the language of %(country)s.")
                % {"country": place_name(facts.batch.destination)},
                _("Have its words entered before fruit goes there."),
                who="site",
            )
    named = sum(run.cartons for run in facts.runs if run.certificate)
    return passes(
        ngettext("The name on %(count)s carton alone", "The name on %(count)s cartons alone", named) % {"count": named}
        if named
        else _("The code leads here; no name on these cartons")
    )
