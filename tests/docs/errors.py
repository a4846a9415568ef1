"""Writes docs/errors.md:  python -m tests.docs.errors > docs/errors.md"""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby

ADVICE = {
    "failure": "The family as a whole; no answer bears this code.",
    "refused": "Read what is recorded; the same request will never succeed.",
    "missing": "Copy the address in full, or sign in as somebody who may see it.",
    "nothing-found": "Type each substance of the report.",
    "plot-number-is-wrong": "Type the number that the grower uses.",
    "interval-is-missing": "It stands on the bottle.",
    "time-needs-offset": "Send it as 2026-06-24T16:20:00+08:00.",
    "field-does-not-fit": "The documentation of the interface names the kind of each field.",
    "not-good-request": "Go back and send it again.",
    "name-not-earned": "The sentence is the finding that stops the claim: what is missing, and by which rule.",
    "certificate-is-revoked": "Nothing is left to do.",
    "constraint-says": "The sentence is the constraint's own: it says what the database does not keep.",
    "carton-stands-nowhere": "Scan it onto a pallet first.",
    "cartons-of-another-batch": "Put them aside, or take them off there.",
    "cartons-stand-here": "Nothing is left to do.",
    "finding-is-not-written": "A word is enough: what is broken, missing or too warm.",
    "firm-is-no-importer": "Type the GLN of the firm that buys.",
    "no-scope": "The least is to read.",
    "nothing-to-hear": "Batches that leave, arrive or are recalled are what importers ask for most.",
    "override-needs-a-reason": "What you looked at, and why the batch may leave all the same.",
    "password-is-weak": "The sentence is what Django's validators ask for; a longer one does.",
    "statement-needs-evidence": "One of the two is enough.",
    "statement-needs-its-reason": "What is wrong, and where.",
    "too-many-pallets": "Open the rest afterwards.",
    "address-is-not-public": "Copy it from the address bar of a browser.",
    "answer-needs-words": "Colleagues read it.",
    "context-is-wrong": "For example: organic.",
    "key-is-not-known": "Copy it from the page of the product, lot or place.",
    "language-tag-is-wrong": "Leave it empty where the page has none.",
    "link-is-registered": "Retire it first to register it anew.",
    "link-is-retired": "Nothing is left to do.",
    "link-type-is-wrong": "The page of links lists those there are.",
    "media-type-is-wrong": "Leave it empty for a page.",
    "too-deep": "Send it flatter; no document of ours is nested so.",
}
"""What to do, where the sentence itself does not say."""

HEAD = """# Errors

Every refusal of the house, as pages show it and as programs read it (`application/problem+json`, RFC 9457). The code is
the end of `type`, `{origin}/problems/{code}`, and does not change. `%(name)s` stands for a fact of the case. The status
says whose turn it is:

| status | meaning |
|---|---|
| 400, 422 | the input is not understood; mend it and send it again |
| 403 | somebody else's to do |
| 404 | not there, or not yours to see |
| 409 | contradicts what is recorded; the same request will never succeed |
| 500 | our fault; nothing was changed |
| 503 | nothing was done; the same request may succeed later |

This file is written by `python -m tests.docs.errors > docs/errors.md`, and a test keeps it true.
"""


def failures() -> list[type]:
    """Every failure that the product can answer, by room; those that tests define are not among them."""
    from django.apps import apps
    from django.conf import settings
    from django.urls import get_resolver

    from traceability.web.failures import all_failures

    for app in apps.get_app_configs():
        if app.name.startswith(("traceability.", "orchards", "exports")) and find_spec(f"{app.name}.refusals"):
            import_module(f"{app.name}.refusals")
    for middleware in settings.MIDDLEWARE:
        import_module(middleware.rpartition(".")[0])
    assert get_resolver().url_patterns  # views and parsers bring failures of their own
    ours = [kind for kind in all_failures() if not kind.__module__.startswith("tests.")]
    return sorted(ours, key=lambda kind: (room_of(kind), kind.slug))


def room_of(kind: type) -> str:
    """lots for traceability.lots.refusals, exports for exports.refusals."""
    return kind.__module__.removeprefix("traceability.").partition(".")[0]


def line_of(kind: type) -> str:
    """A failure as its line of the table, in English."""
    from django.utils import translation

    with translation.override("en"):
        said = f"{kind.sentence} {ADVICE.get(kind.slug, '')}".strip().replace("%%", "%").replace("|", "\\|")
    said = re.sub(r"%\((\w+)\)s", r"‹\1›", said)
    return f"| `{kind.slug}` | {kind.status} | {said} |"


def document() -> str:
    """The whole of docs/errors.md."""
    parts = [HEAD.replace("`%(name)s`", "‹name›")]
    for room, kinds in groupby(failures(), key=room_of):
        parts += [f"\n## {room}\n", "| code | status | sentence |", "|---|---|---|", *map(line_of, kinds)]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traceability.settings")
    import django

    django.setup()
    sys.stdout.write(document())
