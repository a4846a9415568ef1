"""Every failure stands in docs/errors.md, says what to do, and says it in Chinese too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from tests.docs.errors import ADVICE, document, failures, line_of

DOCUMENT = (Path(__file__).parents[2] / "docs" / "errors.md").read_text()
WORDS_OF_OTHERS = {"name-not-earned", "constraint-says", "password-is-weak"}
"""Sentences that are nothing but a fact: the finding, the constraint or Django's validator brings words of its own."""
by_slug = pytest.mark.parametrize("failure", failures(), ids=lambda failure: failure.slug)
NEXT_CLAUSE = re.compile(r"[.;:?!] ?(?:[A-Z“‹a-z])")


def facts_of(sentence: object) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", str(sentence)))


def test_each_failure_has_a_code_of_its_own() -> None:
    codes = [failure.slug for failure in failures()]
    assert sorted(codes) == sorted(set(codes))


@by_slug
def test_each_failure_has_its_line(failure: type) -> None:
    assert line_of(failure) in DOCUMENT.splitlines()


def test_nothing_else_stands_there() -> None:
    """The file is exactly what `python -m tests.docs.errors` writes: no line of a failure that is gone."""
    assert document() == DOCUMENT


@by_slug
def test_each_failure_says_what_to_do(failure: type) -> None:
    """A clause for what is wrong and one for what follows, in the sentence or, where it has none, in the document."""
    said = line_of(failure).split(" | ", 2)[2].removesuffix(" |")
    assert said.endswith((".", "!", "?", "›"))
    assert NEXT_CLAUSE.search(said[:-1]), said


def test_advice_is_for_failures_that_exist() -> None:
    assert set(ADVICE) - {failure.slug for failure in failures()} == set()


@by_slug
def test_each_failure_speaks_chinese(failure: type) -> None:
    with translation.override("en"):
        english = str(failure.sentence)
    with translation.override("zh-hans"):
        chinese = str(failure.sentence)
    assert facts_of(chinese) == facts_of(english)
    if failure.slug not in WORDS_OF_OTHERS:
        assert chinese != english
        assert re.search("[\u4e00-\u9fff]", chinese)
