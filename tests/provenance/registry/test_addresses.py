"""A registered link leads to a public page over HTTPS, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.provenance.registry.addresses import public_address
from traceability.provenance.registry.refusals import AddressIsNotPublic

HTTPS = "https://"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        (" HTTPS://Example.COM/A ", "https://example.com/A"),
        ("https://example.com", "https://example.com"),
        ("https://example.com:443/", "https://example.com/"),
        ("https://xn--fiq228c.example.com/", "https://xn--fiq228c.example.com/"),
        ("https://a.example.xn--fiqs8s/%E6%A1%82", "https://a.example.xn--fiqs8s/%E6%A1%82"),
    ],
)
def test_a_public_page_is_kept_as_it_was_typed(typed: str, kept: str) -> None:
    assert public_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "example.com",
        "//example.com",
        "http://example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "https:example.com",
        "https:///example.com",
        "https://user@example.com",
        "https://user:secret@example.com",
        "https://example.com@evil.example.org",
        "https://example.com\\@evil.example.org",
        "https://example.com:8443/",
        "https://example.com:x/",
        "https://localhost/",
        "https://printer/",
        "https://printer.local/",
        "https://db.internal/",
        "https://x.localhost./",
        "https://127.0.0.1/",
        "https://10.0.0.8/",
        "https://192.168.1.1./",
        "https://8.8.8.8/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://[2001:db8::1]/",
        "https://exa mple.com/",
        "https://example.com/a b",
        "https://example.com/\r\nSet-Cookie:x",
        "https://example.com/%",
        "https://example.com/%0g",
        "https://芒果.example/",
        "https://example.com/芒果",
        "https://-example.com/",
        "https://example..com/",
        f"https://example.com/{'a' * 500}",
        "https://trace.example.org/01/09506000134352",
    ],
)
def test_what_leads_elsewhere_or_nowhere_is_refused(typed: str, settings: object) -> None:
    settings.PUBLIC_ORIGIN = "https://trace.example.org"  # type: ignore[attr-defined]
    with pytest.raises(AddressIsNotPublic):
        public_address(typed)


@given(st.text(max_size=60).map(lambda text: HTTPS + text))
def test_whatever_is_typed_is_refused_or_has_a_public_host(typed: str) -> None:
    try:
        kept = public_address(typed)
    except AddressIsNotPublic:
        return
    host = kept.removeprefix(HTTPS).partition("/")[0].partition("?")[0].partition("#")[0]
    assert kept.startswith(HTTPS)
    assert kept.isascii()
    assert "." in host
    assert not set(host) & set("@:\\[] ")
