"""Where a message may go: the one place that decides whether this server opens a connection because somebody typed one.

Who may add an address could otherwise make the server knock at doors that it can reach and they cannot: databases,
routers, the metadata of a cloud (server-side request forgery). So it is https to a port of WEBHOOK_PORTS, without name
and password; the name is looked up once, every address that it leads to must be public, and the connection goes to the
very address that was judged, so that a name which points elsewhere at the next look-up gains nothing.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from exports.webhooks.refusals import AddressIsNotSecure, AddressIsPrivate, AddressLeadsNowhere, PortIsClosed

LONGEST = 500
Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Target:
    """A server by its name, and the addresses that the name led to when they were judged."""

    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


def must_be_an_address(url: str) -> SplitResult:
    """The parts of an https address. Raises AddressIsNotSecure or PortIsClosed; nothing is looked up."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError) as problem:
        raise AddressIsNotSecure(url=url[:80]) from problem
    is_plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST
    if parts.scheme != "https" or not host or parts.username or parts.password or parts.fragment or not is_plain:
        raise AddressIsNotSecure(url=url[:80])
    allowed = [int(each) for each in settings.WEBHOOK_PORTS]
    if port not in allowed and not loopback_is_allowed():
        raise PortIsClosed(port=port, ports=", ".join(map(str, allowed)))
    return parts


def pinned(url: str) -> Target:
    """The server behind an address, looked up once. Raises what `must_be_an_address` does, AddressLeadsNowhere, or
    AddressIsPrivate when any address of the name is not public."""
    parts = must_be_an_address(url)
    host, port = parts.hostname or "", parts.port or 443
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as problem:
        raise AddressLeadsNowhere(host=host[:80]) from problem
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not all(is_public(address) for address in addresses):
        raise AddressIsPrivate(host=host[:80])
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(host, port, path, addresses)


def is_public(text: str) -> bool:
    """False for whatever is not reached over the open internet, however it is dressed: private, this machine itself,
    link-local, ULA, CGNAT, multicast, reserved, and such an IPv4 address inside an IPv6 one."""
    address = ip_address(text.partition("%")[0])
    if loopback_is_allowed() and address.is_loopback:
        return True
    return all(_is_open(each) for each in (address, *_inside(address)))


def loopback_is_allowed() -> bool:
    """For tests, which have a server of their own on this machine; never behind a public https origin."""
    return bool(settings.WEBHOOK_LOOPBACK) and not settings.HTTPS


def _is_open(address: Address) -> bool:
    site_local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or site_local)


def _inside(address: Address) -> list[Address]:
    """IPv4 addresses that an IPv6 address carries: mapped, 6to4, Teredo. Those of NAT64 are reserved already."""
    if isinstance(address, IPv4Address):
        return []
    carried: list[Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    return [each for each in carried if each is not None]
