"""A line with TLS at its near end: what a proxy before the server does for phones, with a certificate of its own."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.browser.line import Line, pass_on


class TLSLine(Line):
    """Takes TLS for `host` on a port of the loopback and passes the bytes on to the server of `address`, unread."""

    def __init__(self, host: str, address: str, folder: Path) -> None:
        super().__init__(address)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate_of(host, folder))

    def _serve(self, phone: socket.socket) -> None:
        with (
            suppress(OSError),
            self.context.wrap_socket(phone, server_side=True) as plain,
            socket.create_connection(self.server) as server,
        ):
            down = threading.Thread(target=pass_on, args=(server, plain), daemon=True)
            down.start()
            pass_on(plain, server)
            down.join()


def certificate_of(host: str, folder: Path) -> Path:
    """A file with a fresh key and a certificate for the host that it signed itself, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    plain = serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file
