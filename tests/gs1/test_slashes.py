"""A server that decodes the path before anybody sees it does not break a lot code with a slash in it."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.gs1.digital_link import parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.gs1.slashes import escaped_again

GTIN = "/01/09506000134352"


@pytest.mark.parametrize(
    "sent",
    [
        f"{GTIN}/10/A%2FB",
        f"{GTIN}/10/%2FA",
        f"{GTIN}/10/A%2FB/21/C%2FD",
        f"{GTIN}/22/V/10/12%2F10",
        f"{GTIN}/10/A%2F%2FB",
    ],
)
def test_a_slash_that_can_only_belong_to_a_value_goes_back_into_it(sent: str) -> None:
    assert parse(escaped_again(unquote(sent))) == parse(sent)


@pytest.mark.parametrize(
    "path",
    [
        f"{GTIN}/21/A/10/B",
        f"{GTIN}/3103/000500",
        f"{GTIN}/10/A/99/B",
        f"{GTIN}/10/{'/'.join('A' * 30)}",
        "/00/106141412345678908/10/L",
        "/01",
        "/",
        "",
    ],
)
def test_what_is_no_link_for_another_reason_stays_none(path: str) -> None:
    assert escaped_again(path) == path
    with pytest.raises(InvalidIdentifier):
        parse(path)


@given(st.lists(st.sampled_from(["01", "09506000134352", "10", "21", "A", "B%2F", "", "99"]), max_size=40))
def test_a_link_that_is_one_is_never_read_as_another(segments: list[str]) -> None:
    path = "/" + "/".join(segments)
    try:
        meant = parse(path)
    except InvalidIdentifier:
        return
    assert parse(escaped_again(path)) == meant
