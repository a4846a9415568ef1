"""What a radio tag holds, read by the examples of the standards themselves."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.gs1.epc_binary import decoded, is_epc_binary
from traceability.gs1.errors import InvalidIdentifier

# GS1 Tag Data Standard 2.3, annex E.3
TAGS = [
    ("3066C4409047E140075BCD15", "/01/09506000134352/21/123456789"),
    ("3666C4409047E159B2C2BF100000000000000000000000000000", "/01/09506000134352/21/32a%2Fb"),
    ("F73795211411234538566CB0AFC4", "/01/79521141123453/21/32a%2Fb"),
    ("FB342CDE795211411234538566CB0AFC4", "/01/79521141123453/21/32a%2Fb"),
    ("311BA1B300CE0A6A83000000", "/00/095201234567891235"),
    ("F90095201234567891235", "/00/095201234567891235"),
    ("3276451FD46072000000162E", "/414/9521141123454/254/5678"),
    ("3976451FD46072CD9615F8800000000000000000000000000000", "/414/9521141123454/254/32a%2Fb"),
    ("F2395211411234548566CB0AFC4", "/414/9521141123454/254/32a%2Fb"),
    ("3376451FD40C0E400000162E", "/8003/095211411234545678"),
    ("3776451FD40C0E59B2C2BF1000000000000000000000", "/8003/0952114112345432a%2Fb"),
    ("F13095211411234548566CB0AFC4", "/8003/0952114112345432a%2Fb"),
    ("2C76451FD46072000000162E", "/253/95211411234545678"),
    ("3E76451FD7039B061438997367D0C18B266D1AB66EE0", "/253/9521141987650ABCDefgh012345678"),
    ("F6395211411234540458B8", "/253/95211411234545678"),
]
BASE_64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def in_base_64(tag: str) -> str:
    """The same bits, six a character."""
    bits = "".join(f"{int(digit, 16):04b}" for digit in tag)
    return "".join(BASE_64[int(six.ljust(6, "0"), 2)] for six in re.findall(".{1,6}", bits))


@pytest.mark.parametrize(("tag", "path"), TAGS)
def test_a_tag_is_read_as_its_key(tag: str, path: str) -> None:
    for written in (f"/eh{tag.lower()}", f"/eh{tag}", f"/ex{in_base_64(tag)}", f"/eh{tag}/"):
        assert is_epc_binary(written)
        assert decoded(written).path() == path


@pytest.mark.parametrize("written", ["/eh30164596f40c0e5cbe991a83", "/exMBZFlvQMDly-mRqD"])
def test_the_example_of_the_compression_standard(written: str) -> None:
    """Section 4.2."""
    assert decoded(written).path() == "/01/09528765123457/21/123456789123"


def test_a_place_without_an_extension_has_none() -> None:
    """TDS 14.6.3: extension 0."""
    assert decoded("/eh3276451fd460720000000000").path() == "/414/9521141123454"


@pytest.mark.parametrize(
    "written",
    [
        "/eh3",
        "/eh0000000000000000000000000000",  # a tag that was never written
        "/ehe200000000000000000000000000",  # its serial number by its maker
        "/eh3016",
        "/eh30164596f40c0e5cbe991a830001",
        "/eh301e4596f40c0e5cbe991a83",  # partition value 7
        "/ehf73795211411234538",
        "/eh3500E86F8000A9E000000586",  # GID-96: no GS1 key
        "/eh3476451FD40000000000162E",  # GIAI-96: a key of which nothing is kept here
        "/ehf7379521141123453cf",  # encoding indicator 6
        "/ehf739521141123453f8566cb0afc4",  # a digit above nine
    ],
)
def test_what_holds_no_key_of_ours_is_refused(written: str) -> None:
    with pytest.raises(InvalidIdentifier):
        decoded(written)


@given(st.from_regex(r"/e(h[0-9a-f]{2,60}|x[0-9A-Za-z_-]{2,60})", fullmatch=True))
def test_whatever_a_tag_holds_is_a_valid_link_or_refused(written: str) -> None:
    try:
        link = decoded(written)
    except InvalidIdentifier:
        return
    assert link.path().startswith("/")


@given(st.sampled_from([0x30, 0x31, 0x32, 0x36, 0x37, 0x39, 0x2C, 0x33, 0x3E]), st.binary(min_size=25, max_size=25))
def test_tags_with_a_header_of_ours_are_read_or_refused(header: int, rest: bytes) -> None:
    for size in (22, 42, 50):
        try:
            assert decoded(f"/eh{header:02x}{rest.hex()[:size]}").elements
        except InvalidIdentifier:
            continue
