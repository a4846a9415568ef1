"""The request as it was sent, still percent-encoded: %2F inside a lot code is not a slash."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, unquote_plus

from django.http import HttpRequest

from traceability.gs1.slashes import escaped_again

_AS_SENT = ("RAW_URI", "REQUEST_URI")
"""What gunicorn and uWSGI call it. Granian hands on only the decoded path."""
_DELIMITER = re.compile("[&;]")
"""GS1 Digital Link Standard: URI Syntax 1.7, section 4.11: either stands between the parts of a query."""


def raw_path(request: HttpRequest) -> str:
    """The raw path; encoded anew from the decoded one where the server does not say it, or says another.

    Then a slash that can only have been %2F is one again; a path that could be read both ways is read as it stands.
    """
    for name in _AS_SENT:
        sent = str(request.META.get(name, "")).partition("?")[0]
        if sent.startswith("/") and unquote(sent) == request.path_info:
            return sent
    return escaped_again(quote(request.path_info, safe="/!$&'()*+,;=:@-._~"))


def raw_query(request: HttpRequest) -> str:
    """The query as it was sent, fit for a header: whatever is no ASCII or not printable is percent-encoded.

    A server tells it as bytes, in a string of as many characters (PEP 3333).
    """
    sent = str(request.META.get("QUERY_STRING", "")).encode("latin-1")
    return quote(sent, safe="/?:@!$&'()*+,;=-._~%[]|{}^\\`")


def asked(query: str, name: str) -> str:
    """What a raw query says of `name`, decoded; the first where it says it twice, nothing where it does not."""
    for part in _DELIMITER.split(query) if name in query else ():
        key, _, value = part.partition("=")
        if key == name:
            return unquote_plus(value)[:200]
    return ""


def with_query(target: str, query: str) -> str:
    """An address with a raw query put behind its own, before its fragment (Resolver 1.2, section 2.12)."""
    if not query:
        return target
    address, hash_, fragment = target.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{query}{hash_}{fragment}"
