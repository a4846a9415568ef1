"""Why something is no GS1 identifier, in the reader's language. `gs1` itself knows no languages."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from traceability.gs1.errors import InvalidIdentifier
from traceability.web.failures import Words

SENTENCES: dict[str, Words] = {
    "not-a-link": _("A Digital Link begins with http://, https:// or /, and a key such as /01/."),
    "link-too-long": _("A Digital Link of more than %(most)s characters is not read."),
    "no-primary-key": _("There is no primary key such as GTIN (01) or SSCC (00), each followed by its value."),
    "key-not-first": _("A Digital Link path begins with a primary key such as /01/ or /00/."),
    "key-in-words": _("Keys stand in a Digital Link as numbers: /%(ai)s/ instead of /%(word)s/."),
    "epc-binary": _("This is the binary text of a radio tag. Scan the printed code instead."),
    "no-key": _("%(name)s is no primary key and cannot begin a Digital Link."),
    "nothing-may-follow": _("Nothing may follow %(name)s in the path."),
    "wrong-order": _("%(name)s may be followed only by %(allowed)s, each once and in that order."),
    "broken-escape": _("The value of (%(ai)s) has a percent sign that is not followed by two hexadecimal digits."),
    "beyond-ascii": _("The value of (%(ai)s) has a character beyond ASCII, which GS1 does not allow."),
    "no-element-string": _("A GS1 element string begins with an application identifier such as 00 or 01."),
    "belongs-in-path": _("(%(ai)s) belongs in the path of a Digital Link, not in its query."),
    "not-in-query": _("(%(ai)s) may not stand in the query of a Digital Link."),
    "twice": _("%(name)s stands in the link twice."),
    "needs-another": _("%(name)s needs %(others)s beside it."),
    "excludes-another": _("%(name)s cannot stand beside (%(other)s)."),
    "no-origin": _("“%(origin)s” is not a web origin such as https://example.com."),
    "not-for-labels": _("Lot code (10) and serial (21) of a label hold only digits and capital letters."),
    "no-lot-code": _("A lot code (10) has 1 to 20 digits and capital letters A to Z; “%(value)s” has not."),
    "unknown-ai": _("GS1 has no application identifier (%(ai)s)."),
    "too-long": _("%(name)s is too long: at most %(most)s characters."),
    "too-short": _("%(name)s is too short: %(needed)s characters are needed."),
    "empty": _("%(name)s is empty."),
    "only-digits": _("%(name)s may hold only digits."),
    "only-82": _(
        "%(name)s may hold only the 82 characters of GS1 (no space, no # $ @ [ ] ^ ` { | } ~ and nothing beyond ASCII)."
    ),
    "only-39": _("%(name)s may hold only digits, capital letters, #, - and /."),
    "only-64": _("%(name)s may hold only letters, digits, - and _."),
    "csum": _("%(name)s has a wrong check digit."),
    "csumalpha": _("%(name)s has wrong check characters."),
    "gcppos1": _("%(name)s must begin with a GS1 company prefix."),
    "gcppos2": _("%(name)s must hold a GS1 company prefix after its first digit."),
    "hasnondigit": _("%(name)s must not be all digits."),
    "hh": _("%(name)s has no such hour."),
    "hhmi": _("%(name)s has no such time of day."),
    "hyphen": _("%(name)s may end only with a minus sign."),
    "importeridx": _("%(name)s has no such importer index."),
    "mi": _("%(name)s has no such minute."),
    "nonzero": _("%(name)s must not be zero."),
    "nozeroprefix": _("%(name)s must not begin with 0."),
    "pieceoftotal": _("%(name)s must say which piece of how many."),
    "ss": _("%(name)s has no such second."),
    "yesno": _("%(name)s must be 0 or 1."),
    "yymmd0": _("%(name)s is not a date YYMMDD."),
    "yymmdd": _("%(name)s is not a date YYMMDD."),
    "zero": _("%(name)s must begin with 0."),
}
"""By the codes of `gs1.errors.REASONS`, of which these are the translations."""


def _said(problem: InvalidIdentifier) -> str:
    return str(SENTENCES[problem.code]) % problem.facts


in_words = lazy(_said, str)
"""The reason, in the language of whoever reads it when it is read: a page may say it in two."""
