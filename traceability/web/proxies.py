"""Who is calling, when a proxy stands in front."""

import re
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

Address = IPv4Address | IPv6Address
COUNTRY = "VIEWER_COUNTRY"
"""Where in META the country of the caller stands (ISO 3166-1 alpha-2), when a trusted proxy told it."""
_COUNTRY_CODE = re.compile(r"(?!XX|T1)[A-Z]{2}")
"""Two capitals; XX and T1 are how proxies write an unknown country and Tor."""
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT")


class TrustedProxyMiddleware:
    """Believes X-Forwarded-For and X-Forwarded-Proto from TRUSTED_PROXIES alone, and takes them away from others.

    The client is the last address that no trusted proxy added: whatever stands left of it, the client wrote itself.
    COUNTRY_HEADER names the header in which a trusted proxy tells the caller's country; it is believed likewise.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.trusted = networks(settings.TRUSTED_PROXIES)
        self.country = "HTTP_" + settings.COUNTRY_HEADER.upper().replace("-", "_") if settings.COUNTRY_HEADER else ""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sets REMOTE_ADDR and the scheme from the headers of a trusted proxy, then drops the headers."""
        headers = {name: request.META.pop(name, "") for name in FORWARDED}
        country = request.META.pop(self.country, "") if self.country else ""
        if self.trusts(parsed(request.META.get("REMOTE_ADDR", ""))):
            if client := self.client(headers["HTTP_X_FORWARDED_FOR"]):
                request.META["REMOTE_ADDR"] = str(client)
            scheme = headers["HTTP_X_FORWARDED_PROTO"].rpartition(",")[2].strip().lower()
            if scheme in {"http", "https"}:
                request.META["wsgi.url_scheme"] = scheme
            if _COUNTRY_CODE.fullmatch(country):
                request.META[COUNTRY] = country
        return self.get_response(request)

    def trusts(self, address: Address | None) -> bool:
        """True when `address` lies in one of the trusted networks."""
        return address is not None and any(address in network for network in self.trusted)

    def client(self, forwarded_for: str) -> Address | None:
        """The right-most address that is not a trusted proxy; None when the chain holds none that can be read."""
        last = None
        for text in reversed(forwarded_for.split(",")):
            address = parsed(text)
            if address is None:
                return last
            if not self.trusts(address):
                return address
            last = address
        return last


def parsed(text: str) -> Address | None:
    """An address with or without port and brackets; IPv4 inside IPv6 (::ffff:10.0.0.1) as IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def networks(texts: Iterable[str]) -> list[IPv4Network | IPv6Network]:
    """TRUSTED_PROXIES as networks. Raises ImproperlyConfigured for what is neither address nor CIDR."""
    found = []
    for text in texts:
        try:
            found.append(ip_network(text.strip(), strict=False))
        except ValueError as problem:
            raise ImproperlyConfigured(
                f"TRUSTED_PROXIES holds {text!r}; write addresses or networks such as 10.0.0.0/8, separated by commas."
            ) from problem
    return found
