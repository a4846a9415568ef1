"""A serial looks like chance, is never given twice, and is checked without a row for each label."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.labels.serials import ALPHABET, INDEX_BITS, LENGTH, index_of, normalised, serial_of

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
indices = st.integers(min_value=0, max_value=(1 << INDEX_BITS) - 1)


@given(indices)
def test_the_key_finds_the_index_again(index: int) -> None:
    serial = serial_of(index, KEY)
    assert len(serial) == LENGTH
    assert set(serial) <= set(ALPHABET)
    assert index_of(serial, KEY) == index


@given(indices, indices)
def test_two_labels_never_share_a_serial(one: int, other: int) -> None:
    assert (serial_of(one, KEY) == serial_of(other, KEY)) == (one == other)


def test_neighbours_look_nothing_like_each_other() -> None:
    serials = [serial_of(index, KEY) for index in range(1000)]
    assert sorted(serials) != serials
    alike = [sum(a == b for a, b in zip(one, two, strict=True)) for one, two in pairwise(serials)]
    assert sum(alike) / len(alike) < 1


def test_a_guesser_hits_nothing() -> None:
    """20 bits of every serial are a check: of 20,000 seeded guesses none passes, where chance alone expects 0.02."""
    dice = random.Random(1)
    guesses = ("".join(dice.choices(ALPHABET, k=LENGTH)) for _ in range(20_000))
    assert not [guess for guess in guesses if index_of(guess, KEY) is not None]


def test_another_key_knows_nothing_of_it() -> None:
    assert index_of(serial_of(7, KEY), OTHER_KEY) is None


@given(indices)
def test_what_people_type_is_understood(index: int) -> None:
    serial = serial_of(index, KEY)
    typed = serial.lower().replace("0", "o").replace("1", "l")
    assert normalised(f"{typed[:4]} {typed[4:8]}-{typed[8:]}") == serial


@pytest.mark.parametrize("text", ["", "7K4M2QXP9DH", "7K4M2QXP9DHVV", "7K4M2QXP9DHU", "芒果芒果芒果芒果芒果芒果"])
def test_what_is_no_serial_is_none(text: str) -> None:
    assert normalised(text) is None
    assert index_of(text, KEY) is None


@pytest.mark.parametrize("index", [-1, 1 << INDEX_BITS])
def test_an_index_without_room_is_refused(index: int) -> None:
    with pytest.raises(ValueError, match="no serial index"):
        serial_of(index, KEY)
