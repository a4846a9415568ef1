"""JSON from outside, parsed so that nothing behind this door is surprised.

`json.loads` keeps the last of two equal keys, makes a float of NaN, an integer of any length and a string with half a
surrogate pair, and ends in RecursionError at depth. Each of these has made an answer 500 or two readers disagree about
one document (RFC 8259 section 4; RFC 7493 I-JSON section 2; RFC 8785 section 3.1). Here each is refused in a sentence
that says where, as a JSON Pointer (RFC 6901).
"""

import json
import math
import re
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import BaseParser

from traceability.web.failures import Invalid

MAX_DEPTH = 64
MAX_INTEGER = 2**53 - 1
"""The last integer that every reader of JSON holds exactly (RFC 7493 section 2.2)."""

_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_NO_BRACKETS = re.compile(r"[^\[\]{}]+")
_STRING_OR_BRACKET = re.compile(rf"{_STRING.pattern}|[\[\]{{}}]", re.DOTALL)
_ESCAPE_TO_CHECK = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class NotStrictJSON(Invalid):
    """The document as a whole, or one value in it, is not JSON that everybody reads alike."""

    status = 400


class NotJSON(NotStrictJSON):
    sentence = _("This is not JSON: it stops making sense at line %(line)s, column %(column)s.")


class NotUTF8(NotStrictJSON):
    sentence = _("This is not UTF-8: byte %(byte)s begins no character. Send UTF-8 without a byte order mark.")


class TooDeep(NotStrictJSON):
    sentence = _("This is nested more than %(limit)s levels deep, from character %(where)s on.")


class TooLong(NotStrictJSON):
    status = 413
    sentence = _("This is longer than the %(limit)s bytes that are read at once. Send it in parts.")


class KeyTwice(NotStrictJSON):
    sentence = _("The name “%(key)s” stands twice in the object at “%(where)s”. Keep one of them.")


class NumberTooLarge(NotStrictJSON):
    sentence = _("The number at “%(where)s” is too large to be held exactly. Send it as a string.")


class NotANumber(NotStrictJSON):
    sentence = _("JSON has no %(constant)s: leave out the value at “%(where)s”, or send null.")


class UnwritableText(NotStrictJSON):
    sentence = _("The text at “%(where)s” holds a NUL or half of a character. Send it without.")


class _Trouble:
    """Stands in a parsed document where something must be refused, until its place is known."""

    def __init__(self, failure: type[NotStrictJSON], **facts: str) -> None:
        self.failure, self.facts = failure, facts


def parse_strict(data: bytes) -> Any:
    """The value of a JSON document in UTF-8. Raises a NotStrictJSON (400, TooLong 413): what is wrong, and where."""
    if len(data) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise TooLong(limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise NotUTF8(byte=problem.start) from None
    if text.startswith("\ufeff"):
        raise NotUTF8(byte=0)
    if _is_too_deep(text):
        _refuse_depth(text)
    return _read(text)


def _is_too_deep(text: str) -> bool:
    """Whether brackets stand deeper than MAX_DEPTH, or do not close: all but them is left out, then level by level."""
    brackets = _NO_BRACKETS.sub("", _STRING.sub("", text)).replace("{", "[").replace("}", "]")
    for _level in range(MAX_DEPTH):
        if not brackets:
            return False
        brackets = brackets.replace("[]", "")
    return bool(brackets)


def _refuse_depth(text: str) -> None:
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        mark = found.group()
        if mark in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise TooDeep(limit=MAX_DEPTH, where=found.start())
        elif mark in "]}":
            depth -= 1


def _read(text: str) -> Any:
    doubtful = bool(_ESCAPE_TO_CHECK.search(text))

    def mark(failure: type[NotStrictJSON], **facts: str) -> _Trouble:
        nonlocal doubtful
        doubtful = True
        return _Trouble(failure, **facts)

    def integer(digits: str) -> int | _Trouble:
        # Length first: int() of a million digits takes minutes, and Python refuses 4,301 of them with ValueError.
        if len(digits) > 17 or abs(int(digits)) > MAX_INTEGER:
            return mark(NumberTooLarge)
        return int(digits)

    def decimal(digits: str) -> float | _Trouble:
        value = float(digits)
        return value if math.isfinite(value) else mark(NumberTooLarge)

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Trouble:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        names = [name for name, _value in pairs]
        return mark(KeyTwice, key=next(name for name in names if names.count(name) > 1))

    try:
        value = json.loads(
            text,
            parse_int=integer,
            parse_float=decimal,
            parse_constant=lambda constant: mark(NotANumber, constant=constant),
            object_pairs_hook=members,
        )
    except json.JSONDecodeError as problem:
        raise NotJSON(line=problem.lineno, column=problem.colno) from None
    if doubtful:
        _refuse_trouble(value, "")
    return value


def _refuse_trouble(value: Any, where: str) -> None:
    """Finds what was marked, and text that cannot be written, and says its place."""
    if isinstance(value, _Trouble):
        raise value.failure(where=_shown(where) or "/", **{name: _shown(fact) for name, fact in value.facts.items()})
    if isinstance(value, str):
        if "\0" in value or _LONE_SURROGATE.search(value):
            raise UnwritableText(where=_shown(where) or "/")
    elif isinstance(value, dict):
        for name, member in value.items():
            step = f"{where}/{name.replace('~', '~0').replace('/', '~1')}"
            _refuse_trouble(name, step)
            _refuse_trouble(member, step)
    elif isinstance(value, list):
        for place, member in enumerate(value):
            _refuse_trouble(member, f"{where}/{place}")


def _shown(text: str) -> str:
    """Text from outside, fit to stand in an answer: writable, and no longer than a line."""
    writable = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).replace("\0", "\N{REPLACEMENT CHARACTER}")
    return writable if len(writable) <= 120 else f"{writable[:119]}…"


class StrictJSONParser(BaseParser):
    """REST_FRAMEWORK["DEFAULT_PARSER_CLASSES"]: parse_strict as Django REST framework calls it."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Reads one byte more than is allowed, so that a body of any length costs no more."""
        return parse_strict(stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))
