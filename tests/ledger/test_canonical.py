"""RFC 8785, where it is easily got wrong."""

import math
from decimal import Decimal
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from traceability.ledger.canonical import canonical_json


def test_the_example_of_the_rfc() -> None:
    example = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\x0f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    assert canonical_json(example) == (
        b'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        b'"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_keys_are_sorted_by_utf_16_code_units() -> None:
    assert canonical_json({"\ufb33": 1, "\U0001f602": 2}) == '{"\U0001f602":2,"\ufb33":1}'.encode()


def test_numbers_are_written_as_ecmascript_writes_them() -> None:
    assert canonical_json([1.0, -0.0, 1e21, 43.25, 12, 2**53 - 1]) == b"[1,0,1e+21,43.25,12,9007199254740991]"


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(1 - 2**53, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


@given(JSON)
def test_whatever_is_written_is_what_a_plain_implementation_of_the_rfc_writes(value: Any) -> None:
    """With the `rfc8785` package of Trail of Bits as the judge."""
    assert canonical_json(value) == rfc8785.dumps(value)


@given(st.integers(1, 10**10))
def test_grams_as_kilograms_are_written_as_the_rfc_writes_them(grams: int) -> None:
    assert canonical_json(grams / 1000) == rfc8785.dumps(grams / 1000)


def deep(levels: int) -> list[Any]:
    nest: list[Any] = []
    for _ in range(levels):
        nest = [nest]
    return nest


@pytest.mark.parametrize(
    "value",
    [2**53, -(2**53), math.nan, math.inf, "\ud800", {"\udfff": 1}, {1: "a"}, Decimal("1.5"), {1, 2}, deep(100_000)],
    ids=["big", "low", "nan", "inf", "surrogate", "surrogate key", "number key", "decimal", "set", "deep"],
)
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="no canonical JSON form"):
        canonical_json(value)
