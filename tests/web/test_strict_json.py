"""JSON that two readers could understand differently is refused, in words that say where."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.web import strict_json
from traceability.web.strict_json import MAX_INTEGER, NotStrictJSON, parse_strict

REFUSED = {
    "nothing": (b"", strict_json.NotJSON),
    "half a document": (b'{"a": ', strict_json.NotJSON),
    "two documents": (b"{}{}", strict_json.NotJSON),
    "trailing comma": (b"[1,]", strict_json.NotJSON),
    "a raw NUL": (b'"a\0b"', strict_json.NotJSON),
    "Latin-1": ("é".encode("latin-1"), strict_json.NotUTF8),
    "an encoded half character": (b'"\xed\xa0\x80"', strict_json.NotUTF8),
    "a byte order mark": (b"\xef\xbb\xbf{}", strict_json.NotUTF8),
    "65 levels": (b"[" * 65 + b"]" * 65, strict_json.TooDeep),
    "66 levels of both kinds": (b'{"a":[' * 33 + b"]}" * 33, strict_json.TooDeep),
    "65 levels after many": (b"[" + b'{"]": []},' * 99 + b"[" * 64 + b"]" * 64 + b"]", strict_json.TooDeep),
    "brackets that cross": (b"[{]}", strict_json.NotJSON),
    "100,000 levels": (b"[" * 100_000 + b"]" * 100_000, strict_json.TooDeep),
    "100,000 objects": (b'{"a":' * 100_000, strict_json.TooDeep),
    "a key twice": (b'{"lots": [{"code": 1, "code": 2}]}', strict_json.KeyTwice),
    "a key twice by escape": (b'{"a": 1, "\\u0061": 2}', strict_json.KeyTwice),
    "2 to the 53rd": (b'{"weight_g": 9007199254740992}', strict_json.NumberTooLarge),
    "minus 2 to the 53rd": (b"-9007199254740992", strict_json.NumberTooLarge),
    "5,000 digits": (b"9" * 5000, strict_json.NumberTooLarge),
    "1e999": (b"1e999", strict_json.NumberTooLarge),
    "NaN": (b'{"brix": NaN}', strict_json.NotANumber),
    "Infinity": (b"[Infinity]", strict_json.NotANumber),
    "minus Infinity": (b"-Infinity", strict_json.NotANumber),
    "half a pair": (b'{"name": "\\ud83d"}', strict_json.UnwritableText),
    "halves in the wrong order": (b'"\\ude00\\ud83d"', strict_json.UnwritableText),
    "half a pair in a key": (b'{"\\udc00": 1}', strict_json.UnwritableText),
    "NUL by escape": (b'["a\\u0000b"]', strict_json.UnwritableText),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(name):
    data, failure = REFUSED[name]
    with pytest.raises(failure) as refused:
        parse_strict(data)
    assert refused.value.status == 400
    assert refused.value.message.encode()


def test_says_where():
    with pytest.raises(strict_json.KeyTwice) as refused:
        parse_strict(b'{"lots": [{}, {"code": 1, "code": 2}]}')
    assert refused.value.message == "The name “code” stands twice in the object at “/lots/1”. Keep one of them."
    with pytest.raises(strict_json.NumberTooLarge) as refused:
        parse_strict(b'{"a/b": {"n": 99999999999999999999}}')
    assert refused.value.facts["where"] == "/a~1b/n"


def test_refuses_what_is_too_long_with_413(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert parse_strict(b"[1,2,3,45]") == [1, 2, 3, 45]
    with pytest.raises(strict_json.TooLong) as refused:
        parse_strict(b"[1,2,3,456]")
    assert refused.value.status == 413


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 64 + b"]" * 64,
        b'"[[[[{{{{"',
        b'{"a": "\\"[[[["}',
        b"9007199254740991",
        b"-9007199254740991",
        b'"\\ud83e\\udd6d"',
    ],
)
def test_takes_what_only_looks_wrong(data):
    assert parse_strict(data) == json.loads(data)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-MAX_INTEGER, MAX_INTEGER)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5),
    max_leaves=20,
)


@given(VALUES, st.booleans())
def test_whatever_everybody_reads_alike_comes_through_unchanged(value, escaped):
    assert parse_strict(json.dumps(value, ensure_ascii=escaped).encode()) == value


@given(st.binary(max_size=200) | st.text(alphabet='{}[]",:\\u0d8e19-.NaI \n', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(data):
    try:
        value = parse_strict(data)
    except NotStrictJSON:
        return
    written = json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    assert not (isinstance(value, float) and math.isnan(value))
    assert parse_strict(written) == value
