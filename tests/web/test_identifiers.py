"""A malformed identifier is explained in the reader's language, from one list of reasons."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from traceability.gs1.digital_link import parse
from traceability.gs1.errors import REASONS, InvalidIdentifier
from traceability.web.identifiers import SENTENCES, in_words


def test_every_reason_has_its_sentence_word_for_word() -> None:
    with override("en"):
        assert {code: str(sentence) for code, sentence in SENTENCES.items()} == dict(REASONS)


def test_a_reason_keeps_its_facts_in_any_language() -> None:
    with pytest.raises(InvalidIdentifier) as refusal:
        parse("/01/09506000134353")
    for language in ("en", "zh-hans", "de", "fr", "nl", "es", "it"):
        with override(language):
            assert "GTIN (01)" in str(in_words(refusal.value))
