"""Where a printer may be: the one place that decides whether this server opens a connection because somebody typed one.

Who may add a printer could otherwise make the server knock at any door that it can reach and they cannot: the database,
Redis, a router's own page, the metadata of a cloud (server-side request forgery). So an address is digits, never a
name, which could point elsewhere at the next look-up; it lies in the operator's networks, by default the private ones
of RFC 1918 and RFC 4193 without this machine itself and link-local addresses; its port is the operator's, by default
9100 alone, on which a database does not listen. It is judged when it is typed and again before every connection, and
what a printer answers is read as a state and never shown. A server in a data centre that shares a private network with
others names the packing house's own network, or none.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings

from traceability.labels.printers.refusals import AddressIsNotAPrinters


def must_be_a_printers(host: str, port: int) -> None:
    """Raises AddressIsNotAPrinters for an address that LABEL_PRINTER_NETWORKS and LABEL_PRINTER_PORTS do not allow."""
    networks = [ip_network(network) for network in settings.LABEL_PRINTER_NETWORKS]
    ports = [int(allowed) for allowed in settings.LABEL_PRINTER_PORTS]
    try:
        address = ip_address(host.strip())
    except ValueError:
        address = None
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    if address is None or port not in ports or not any(address in network for network in networks):
        raise AddressIsNotAPrinters(
            host=host[:60], port=port, networks=", ".join(map(str, networks)) or "-", ports=", ".join(map(str, ports))
        )
