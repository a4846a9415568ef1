"""Where a registered link may lead: to a public page on the web, and to nothing inside anybody's network."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from traceability.provenance.registry.models import MOST_CHARACTERS
from traceability.provenance.registry.refusals import AddressIsNotPublic

_CHARACTERS = re.compile(r"[!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]+")
"""RFC 3986 without square brackets: an address in IPv6 is never a public name."""
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_TOP_LEVEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
_NOT_PUBLIC = frozenset(
    {"alt", "arpa", "corp", "home", "internal", "invalid", "lan", "local", "localhost", "onion", "test"}
)
"""IANA special-use domain names (RFC 6761, 6762, 7686, 8375, 9476), and what home and office networks call theirs."""
_WELL_FORMED = URLValidator(schemes=["https"])


def public_address(href: str) -> str:
    """The address, its scheme and host in small letters.

    No name or password stands in it, no port but https's own, no number instead of a host name, no host of a private
    network and none of ours, to which a scan would only come back. Raises AddressIsNotPublic.
    """
    href = href.strip()
    if len(href) > MOST_CHARACTERS or not _CHARACTERS.fullmatch(href) or _BROKEN_ESCAPE.search(href):
        raise AddressIsNotPublic
    try:
        _WELL_FORMED(href)
        parts = urlsplit(href)
        port = parts.port
    except (ValidationError, ValueError) as problem:
        raise AddressIsNotPublic from problem
    host = (parts.hostname or "").rstrip(".")
    if port not in (None, 443) or "@" in parts.netloc or not _is_public(host):
        raise AddressIsNotPublic
    return parts._replace(scheme="https", netloc=host).geturl()


def _is_public(host: str) -> bool:
    *labels, top = host.split(".")
    if not labels or top in _NOT_PUBLIC or not _TOP_LEVEL.fullmatch(top) or host == _own_host():
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False


def _own_host() -> str | None:
    return urlsplit(str(settings.PUBLIC_ORIGIN)).hostname
