"""The error family: whatever an act can answer instead of doing what it was asked.

    Failure
    ├─ Invalid   422  the input is not understood; mend it and send again
    ├─ Refused   409  contradicts what is recorded; the same request will never succeed
    ├─ NotYours  403  somebody else's to do
    ├─ Missing   404  not there, or not yours to see
    └─ TryLater  503  nothing was done; the same request may succeed later

Each room keeps its own in `<room>/refusals.py`: a class with a sentence that says what is wrong and what to do.

    class LotOverdrawn(Refused):
        sentence = _("Lot %(code)s holds %(left)s kg, not %(wanted)s kg. Take less or choose another lot.")

    raise LotOverdrawn(code="TY260624A", left="120.0", wanted="140.0", rule="G1", source="City notice of 2026")

An act raises; nobody catches it on the way. `edge.FailureMiddleware` makes a page of it, `problems.to_problem` an
`application/problem+json` document, `forms.refused_into` a sentence in a form.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Failure(Exception):
    """Something that was asked for and not done. Facts fill the sentence; `rule` and `source` may be among them."""

    status = 400
    retry = False
    title: Words = _("Not done")
    sentence: Words = _("This was not done.")
    rule = ""
    source = ""

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        self.rule = str(facts.get("rule", self.rule))
        self.source = str(facts.get("source", self.source))
        # A fact that the sentence needs and nobody gave is found where it is raised, not on the page of a reader.
        super().__init__(str(self.sentence) % facts)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.slug = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", cls.__name__).lower()

    slug = "failure"
    """Stable code: the class name in kebab case. Programs may depend on it."""

    @property
    def message(self) -> str:
        """The sentence with its facts, in the language of whoever reads it now."""
        return str(self.sentence) % self.facts

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), **self.facts), ()


class Invalid(Failure):
    status = 422
    title = _("Not understood")
    sentence = _("This could not be understood. Check what was typed and send it again.")


class Refused(Failure):
    status = 409
    title = _("Refused")
    sentence = _("This contradicts what is recorded.")


class NotYours(Failure):
    status = 403
    title = _("Not yours to do")
    sentence = _("This is not yours to do. Ask the organisation it belongs to.")


class Missing(Failure):
    status = 404
    title = _("Not found")
    sentence = _("There is nothing at this address.")


class TryLater(Failure):
    status = 503
    retry = True
    title = _("Not now")
    sentence = _("This cannot be done right now. Nothing was changed; try again in a minute.")


def all_failures(family: type[Failure] = Failure) -> Iterator[type[Failure]]:
    """`family` and every class below it, each once, parents first."""
    seen: set[type[Failure]] = set()
    waiting = [family]
    while waiting:
        failure = waiting.pop(0)
        if failure not in seen:
            seen.add(failure)
            yield failure
            waiting += failure.__subclasses__()
