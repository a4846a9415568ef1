"""Digital Link URIs: what is one, what is none and why, and one spelling for each."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.gs1.digital_link import (
    DigitalLink,
    carton_uri,
    lot_uri,
    parse,
    party_uri,
    place_uri,
    qr_text,
    sscc_uri,
)
from traceability.gs1.errors import InvalidIdentifier

GTIN = "09506000134352"
SSCC = "106141412345678908"
GLN = "4012345000115"

VALID = {
    f"/01/{GTIN}": f"/01/{GTIN}",
    f"/01/{GTIN}/": f"/01/{GTIN}",
    f"/01/{GTIN}/10/ABC123/21/12345": f"/01/{GTIN}/10/ABC123/21/12345",
    f"/01/{GTIN}/22/2A/10/ABC123": f"/01/{GTIN}/22/2A/10/ABC123",
    f"/01/{GTIN}/22/2A/21/12345": f"/01/{GTIN}/22/2A/21/12345",
    f"/01/{GTIN}/235/TP-1": f"/01/{GTIN}/235/TP-1",
    f"/01/{GTIN}/10/A%2FB": f"/01/{GTIN}/10/A%2FB",
    f"/01/{GTIN}/10/A%2fB": f"/01/{GTIN}/10/A%2FB",
    f"/01/{GTIN}/10/A%41": f"/01/{GTIN}/10/AA",
    f"/01/{GTIN}/10/A+(1)": f"/01/{GTIN}/10/A%2B%281%29",
    f"/01/{GTIN}/10/01/21/01": f"/01/{GTIN}/10/01/21/01",
    f"/01/{GTIN}?linkType=gs1:traceability": f"/01/{GTIN}",
    f"/01/{GTIN}?13=260600&3102=000500;linkType=all": f"/01/{GTIN}",
    f"/01/{GTIN}?422=156&427=GX": f"/01/{GTIN}",
    f"/01/{GTIN}?7007=260615260630": f"/01/{GTIN}",
    f"/01/{GTIN}?7030=156PACK1&7030x=1": f"/01/{GTIN}",
    f"/00/{SSCC}": f"/00/{SSCC}",
    f"/00/{SSCC}?02={GTIN}&37=60": f"/00/{SSCC}",
    f"/414/{GLN}/254/P12": f"/414/{GLN}/254/P12",
    f"/417/{GLN}": f"/417/{GLN}",
    f"/253/{GLN}CERT-1": f"/253/{GLN}CERT-1",
    f"/253/{GLN}": f"/253/{GLN}",
    "/8004/4012345ABC": "/8004/4012345ABC",
    f"/8006/{GTIN}0102/21/9": f"/8006/{GTIN}0102/21/9",
    f"https://id.gs1.org/01/{GTIN}": f"/01/{GTIN}",
    f"HTTPS://ID.GS1.ORG/01/{GTIN}/10/A": f"/01/{GTIN}/10/A",
    f"http://localhost:8000/01/{GTIN}": f"/01/{GTIN}",
    f"https://example.com/shop/fruit/01/{GTIN}/21/7?x=1#part": f"/01/{GTIN}/21/7",
    f"https://example.com/00/{SSCC}/01/{GTIN}": f"/01/{GTIN}",
}

INVALID = {
    "": "A Digital Link begins with http://, https:// or /",
    f"01/{GTIN}": "A Digital Link begins with",
    f"ftp://id.gs1.org/01/{GTIN}": "A Digital Link begins with",
    f"https://user@id.gs1.org/01/{GTIN}": "A Digital Link begins with",
    "https://id.gs1.org": "A Digital Link begins with",
    "/": "There is no primary key",
    "/01": "There is no primary key",
    f"/shop/01/{GTIN}": "A Digital Link path begins with a primary key",
    f"/gtin/{GTIN}": "Keys stand in a Digital Link as numbers: /01/ instead of /gtin/",
    f"/GTIN/{GTIN}/lot/A": "Keys stand in a Digital Link as numbers: /01/ instead of /gtin/",
    "/eh3074257BF7194E4000001A85": "binary text of a radio tag",
    "/exAaAz09-_": "binary text of a radio tag",
    f"/01/{GTIN}/10/{'A' * 5000}": "more than 4296 characters is not read",
    f"/01/{GTIN}?x={'A' * 5000}": "more than 4296 characters is not read",
    f"/10/A/01/{GTIN}": "A Digital Link path begins with a primary key",
    "/01/09506000134351": r"GTIN \(01\) has a wrong check digit",
    "/01/9506000134352": r"GTIN \(01\) is too short: 14 characters are needed",
    "/01/095060001343521": r"GTIN \(01\) is too long: at most 14 characters",
    "/01/0950600013435X": r"GTIN \(01\) may hold only digits",
    "/01/０９506000134352": r"The value of \(01\) has a character beyond ASCII",
    f"/01/{GTIN}/10/": r"There is no primary key",
    f"/01/{GTIN}/10//21/1": r"BATCH/LOT \(10\) is empty",
    f"/01/{GTIN}/10": "There is no primary key",
    f"/01/{GTIN}//": "There is no primary key",
    f"/01/{GTIN}/21/S/10/L": r"GTIN \(01\) may be followed only by \(22\), \(10\), \(21\) / \(235\)",
    f"/01/{GTIN}/10/L/10/L": r"GTIN \(01\) may be followed only by",
    f"/01/{GTIN}/10/L/235/T": r"GTIN \(01\) may be followed only by",
    f"/01/{GTIN}/13/260615": r"GTIN \(01\) may be followed only by",
    f"/01/{GTIN}/9999/1": r"GS1 has no application identifier \(9999\)",
    f"/01/{GTIN}/10/{'A' * 21}": r"BATCH/LOT \(10\) is too long: at most 20 characters",
    f"/01/{GTIN}/10/A%20B": r"BATCH/LOT \(10\) may hold only the 82 characters",
    f"/01/{GTIN}/10/A%23": r"BATCH/LOT \(10\) may hold only the 82 characters",
    f"/01/{GTIN}/10/A%00": r"BATCH/LOT \(10\) may hold only the 82 characters",
    f"/01/{GTIN}/10/%E6%A1%82": r"\(10\) has a character beyond ASCII",
    f"/01/{GTIN}/10/桂": r"\(10\) has a character beyond ASCII",
    f"/01/{GTIN}/10/\ud800": r"\(10\) has a character beyond ASCII",
    f"/01/{GTIN}/10/100%": r"\(10\) has a percent sign that is not followed by two hexadecimal digits",
    f"/01/{GTIN}?10=L": r"\(10\) belongs in the path",
    f"/01/{GTIN}?21=S": r"\(21\) belongs in the path",
    f"/01/{GTIN}?9999=1": r"\(9999\) may not stand in the query",
    f"/01/{GTIN}?01={GTIN}": r"\(01\) stands in the link twice",
    f"/01/{GTIN}?13=260615&13=260616": r"\(13\) stands in the link twice",
    f"/01/{GTIN}?13=260631": r"PACK DATE \(13\) is not a date",
    f"/01/{GTIN}?13=": r"PACK DATE \(13\) is empty",
    f"/01/{GTIN}?7007=260600": r"HARVEST DATE \(7007\) is not a date",
    f"/01/{GTIN}?427=GX": r"ORIGIN SUBDIVISION \(427\) needs 01\+422 / 02\+422",
    f"/01/{GTIN}?422=156&426=156": r"ORIGIN \(422\) cannot stand beside \(426\)",
    f"/01/{GTIN}?3102=000500&3103=005000": r"NET WEIGHT \(kg\) \(310\d\) cannot stand beside \(310\d\)",
    f"/01/{GTIN}?37=5": r"COUNT \(37\) needs 00\+02|cannot stand beside",
    f"/01/{GTIN}?11=%FF": r"\(11\) has a character beyond ASCII",
    f"/00/{SSCC}/10/L": r"Nothing may follow SSCC \(00\)",
    f"/414/{GLN}/254/": "There is no primary key",
    f"/8006/{GTIN}0302": r"ITIP \(8006\) must say which piece of how many",
}


@pytest.mark.parametrize(("written", "path"), VALID.items())
def test_a_digital_link_has_one_canonical_path(written: str, path: str) -> None:
    link = parse(written)
    assert link.path() == path
    assert link.uri() == f"https://id.gs1.org{path}"


@pytest.mark.parametrize(("written", "reason"), INVALID.items())
def test_what_is_no_digital_link_is_told_why(written: str, reason: str) -> None:
    with pytest.raises(InvalidIdentifier, match=reason) as refusal:
        parse(written)
    assert refusal.value.reason.endswith(".")
    assert pickle.loads(pickle.dumps(refusal.value)).reason == refusal.value.reason


def test_a_link_tells_its_key_qualifiers_and_attributes() -> None:
    link = parse(f"/01/{GTIN}/10/A%2FB?13=260615&linkType=all")
    assert link.key == ("01", GTIN)
    assert link.get("10") == "A/B"
    assert link.get("21") is None
    assert link.attributes == {"13": "260615"}
    assert link.query == "13=260615&linkType=all"


def test_an_invalid_link_cannot_even_be_made() -> None:
    with pytest.raises(InvalidIdentifier, match="wrong check digit"):
        DigitalLink((("01", "09506000134351"),))
    with pytest.raises(InvalidIdentifier, match=r"BATCH/LOT \(10\) is no primary key"):
        DigitalLink((("10", "A"),))
    with pytest.raises(InvalidIdentifier, match="no primary key"):
        DigitalLink(())


def test_uris_of_what_we_name() -> None:
    assert lot_uri(GTIN, "TY1") == f"https://id.gs1.org/01/{GTIN}/10/TY1"
    assert carton_uri(GTIN, "TY1", "7K4M", origin="http://localhost:8000/") == (
        f"http://localhost:8000/01/{GTIN}/10/TY1/21/7K4M"
    )
    assert sscc_uri(SSCC) == f"https://id.gs1.org/00/{SSCC}"
    assert place_uri(GLN) == f"https://id.gs1.org/414/{GLN}"
    assert place_uri(GLN, "P/1") == f"https://id.gs1.org/414/{GLN}/254/P%2F1"
    assert party_uri(GLN) == f"https://id.gs1.org/417/{GLN}"


def test_what_a_qr_code_holds_is_in_capitals_and_leads_to_the_same_carton() -> None:
    text = qr_text("http://trace.example:8000", GTIN, "TY1", "7K4M2QXP9DHV")
    assert text == f"HTTP://TRACE.EXAMPLE:8000/01/{GTIN}/10/TY1/21/7K4M2QXP9DHV"
    assert parse(text) == parse(f"/01/{GTIN}/10/TY1/21/7K4M2QXP9DHV")


@pytest.mark.parametrize(
    ("origin", "lot", "serial"),
    [
        ("https://trace.example", "ty1", "7K4M"),
        ("https://trace.example", "TY1", "7k4m"),
        ("https://trace.example", "TY_1", "7K4M"),
        ("https://芒果.example", "TY1", "7K4M"),
        ("https://trace.example/shop", "TY1", "7K4M"),
        ("trace.example", "TY1", "7K4M"),
    ],
)
def test_what_would_leave_alphanumeric_mode_gets_no_qr_code(origin: str, lot: str, serial: str) -> None:
    with pytest.raises(InvalidIdentifier):
        qr_text(origin, GTIN, lot, serial)


CSET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
value = st.text(CSET_82, min_size=1, max_size=20)
qualifiers = st.tuples(*(st.one_of(st.none(), value) for _ in ("22", "10", "21")))


@given(qualifiers)
def test_a_link_read_back_is_the_same_link(values: tuple[str | None, ...]) -> None:
    following = tuple((ai, v) for ai, v in zip(("22", "10", "21"), values, strict=True) if v is not None)
    link = DigitalLink((("01", GTIN), *following))
    assert parse(link.path()) == link
    assert parse(link.uri()) == link


@given(st.one_of(st.text(), st.text(alphabet="/0123456789?&;=%#:AZaz\ud800é "), st.text().map(f"/01/{GTIN}".__add__)))
def test_any_text_is_a_link_or_invalid_and_nothing_else(text: str) -> None:
    try:
        link = parse(text)
    except InvalidIdentifier:
        link = None
    if link:
        assert parse(link.path()).elements == link.elements
