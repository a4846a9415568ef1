"""The sentences that the phone app fills in by itself, in the language of its shell. Facts stand as %(name)s.

A list holds the sentence for one and the sentence for many.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Words = dict[str, str | list[str]]


def _both(words: Callable[[int], str]) -> list[str]:
    return [words(1), words(2)]


def field_words() -> Words:
    """All of them, in the language that is active."""
    return _weights() | _home() | _logging() | _keeping() | _treating() | _records() | _seen() | _signing_in()


def _weights() -> Words:
    return {
        "weight.jin": _("%(number)s jin"),
        "weight.kg": _("%(number)s kg"),
        "unit.jin": _("jin"),
        "unit.kg": _("kg"),
        "today": _("Today %(clock)s"),
        "yesterday": _("Yesterday %(clock)s"),
        "comma": _(", "),
        "plot": _("plot %(number)s"),
        "Plot": _("Plot %(number)s"),
        "mu": _("%(area)s mu"),
        "days": _both(lambda n: ngettext("%(count)s day", "%(count)s days", n)),
    }


def _home() -> Words:
    return {
        "home.heading": _("%(name)s’s orchard"),
        "home.waits": _("%(waiting)s on this phone · %(sent)s delivered"),
        "home.no_signal": _("No signal now. They go by themselves when there is one; none is lost."),
        "home.going": _("They are being sent."),
        "home.pin": _("Your PIN is needed to send them. Nothing is lost."),
        "home.look": _both(lambda n: ngettext("One record needs a look.", "%(count)s records need a look.", n)),
        "home.nothing": _("Nothing is logged yet."),
        "home.nothing_more": _("What you log stands here, and where it is."),
        "home.unweighed": _both(
            lambda n: ngettext(
                "%(count)s record at the cooperative, not yet weighed",
                "%(count)s records at the cooperative, not yet weighed",
                n,
            )
        ),
        "home.weighed": _both(
            lambda n: ngettext("%(count)s record, weighed in", "All %(count)s records weighed in", n)
        ),
        "home.difference": _("Difference %(difference)s"),
        "home.weighed_in": _("%(count)s weighed in, difference %(difference)s"),
        "home.season": _("This season %(weight)s"),
        "home.plots": _both(lambda n: ngettext("My plot", "My %(count)s plots", n)),
        "home.from": _("from %(day)s"),
        "home.again": _("Same as last time: plot %(number)s, %(weight)s"),
        "home.may_clear": _("Keep it on this phone: put it on the home screen."),
        "home.cards": _("Your PIN, please: sign in again"),
    }


def _logging() -> Words:
    return {
        "log.heading": _("Log a harvest"),
        "log.right": _("The right record"),
        "log.nearest": _("Nearest to you"),
        "log.before": _("You picked here before"),
        "log.interval": _("An interval runs; allowed from %(day)s."),
        "log.save": _("Save"),
        "log.save_jin": _("Save %(number)s jin"),
        "log.save_kg": _("Save %(number)s kg"),
        "log.is_kg": _("That is %(number)s kg"),
        "log.is_jin": _("That is %(number)s jin"),
        "log.no_weight": _("Type the weight."),
        "log.too_much": _("More than %(weight)s in one harvest? Check the decimal point."),
        "log.future": _("That time has not come yet. Choose an earlier one."),
        "log.full": _(
            "Not saved: this phone has no room left. Delete some photos, then save again. Your number stands here."
        ),
        "photo.kept": _("Photo taken"),
        "photo.unreadable": _("This file is no photo that can be read: JPEG, PNG or WebP. Take it again."),
        "shut.from": _("From %(day)s."),
        "shut.sprayed": _("%(product)s was sprayed on %(day)s; the label asks for %(wait)s."),
        "shut.left": _("%(gone)s gone, %(left)s to go."),
        "shut.label": _("%(gone)s of %(total)s gone"),
        "plots.which": _("Which plot?"),
        "plots.mine": _("My plots"),
        "plots.given": _("%(area)s mu, %(weight)s this season"),
        "plots.share": _("%(share)s %% of what it can give"),
        "plots.not_before": _("Not before %(day)s"),
        "plots.log": _("Log"),
        "plots.this": _("This one"),
        "halt.refused": _("This browser keeps nothing on the phone, so a harvest logged here could be lost."),
        "halt.full": _("This phone has no room left, so a harvest logged here could be lost."),
        "halt.do": _(
            "Open the page in the phone’s own browser, not in a private window. Or tell your cooperative: "
            "they write it down."
        ),
    }


def _keeping() -> Words:
    return {
        "keep.may_clear": _("This browser may clear the page when the phone runs full."),
        "keep.send": _("On the home screen it stays. What is at the cooperative is safe in any case."),
        "keep.kept": _("What you log stays on this phone until it is sent."),
    }


def _treating() -> Words:
    return {
        "scan.read": _("%(number)s is read. Compare it with the bottle."),
        "scan.nothing": _("No unit code in it. Scan the square on the label, or type the number."),
        "scan.no_camera": _("The camera does not open. Type the number from the bottle."),
        "treat.choose": _("Choose…"),
        "treat.other": _("Something else"),
        "treat.target_other": _("other"),
        "treat.wait": _("Wait %(days)s days, pick again from %(day)s."),
        "treat.save": _("Save, pick from %(day)s"),
        "treat.no_product": _("Say what was sprayed: the name on the bottle."),
        "treat.no_days": _("Type how many days the label asks you to wait before picking."),
        "treated.wait": _("%(wait)s to wait: pick again from %(day)s."),
        "treated.remind": _("Until then, logging a harvest here will remind you."),
    }


def _records() -> Words:
    return {
        "saved.heading": _("Logged"),
        "saved.crates": _both(lambda n: ngettext("%(count)s crate", "%(count)s crates", n)),
        "saved.phone": _("On this phone"),
        "saved.sent": _("At the cooperative"),
        "saved.sent_later": _("To the cooperative"),
        "saved.waits": _("Waits for a signal"),
        "saved.by_itself": _("It goes by itself, also after the phone was off"),
        "saved.lot": _("Lot %(code)s: write it on the slip"),
        "saved.book": _("It stands in your plot’s book"),
        "saved.not_yet": _("Not yet"),
        "saved.weighed": _("Weighed in"),
        "saved.scale_later": _("What the scale says will stand here"),
        "saved.on_scale": _("%(weight)s on the scale"),
        "saved.as_logged": _("As you logged it"),
        "saved.look": _("The cooperative could not take it"),
        "saved.two": _("Two versions"),
        "saved.two_more": _("The cooperative has another one under the same number and keeps both."),
        "saved.theirs": _("The cooperative has %(what)s, %(when)s, and keeps both."),
        "saved.aside": _("Put aside. It stays on this phone and is not sent."),
        "saved.no_photo": _("The photo found no room on this phone. The record is kept."),
        "saved.said": _("Saved. %(weight)s from plot %(number)s."),
        "saved.said_treated": _("Saved. Pick on plot %(number)s again from %(day)s."),
        "saved.corrected": _("Declared wrong, does not count."),
        "saved.corrects": _("It stands in the place of a wrong one."),
        "saved.correction": _("A record was declared wrong"),
        "records.row": _("%(when)s · plot %(number)s"),
        "records.phone": _("On this phone, goes by itself"),
        "records.arrived": _("At the cooperative, not yet weighed"),
        "records.scale": _("%(weight)s on the scale, difference %(difference)s"),
        "records.older": _("Older ones"),
        "records.waits": _both(
            lambda n: ngettext("%(count)s record waits for the scale", "%(count)s records wait for the scale", n)
        ),
        "waiting.count": _both(
            lambda n: ngettext("One record waits on this phone.", "%(count)s records wait on this phone.", n)
        ),
        "waiting.none": _("Nothing waits on this phone."),
        "waiting.all_sent": _("Everything is at the cooperative."),
        "wrong.full": _("Not saved: this phone has no room left. Delete some photos, then try again."),
        "wrong.weighed": _("It was weighed in already. Tell your cooperative what is wrong."),
        "wrong.again": _("It was declared wrong before."),
    }


def _seen() -> Words:
    return {
        "seen.asks": _("The cooperative is asked."),
        "seen.no_signal": _(
            "No signal. These switches hold at once, so they need one. "
            "To take something back now, call your cooperative."
        ),
        "seen.since": _("On since %(day)s"),
        "seen.off": _("Off"),
        "seen.deletes": _("The pictures are deleted at the cooperative. Take it back?"),
        "seen.on_now": _("It is on."),
        "seen.off_now": _("It is off. Buyers see nothing of it."),
    }


def _signing_in() -> Words:
    return {
        "card.no_number": _("Type the number that is printed on your card."),
        "card.no_pin": _("Type your PIN."),
        "card.no_signal": _("No signal: signing in needs one. What you logged stays on this phone."),
        "card.leave": _("Records wait on this phone. They stay on it and are sent when you sign in again. Sign out?"),
        "card.who": _("%(name)s, card %(card)s"),
    }
