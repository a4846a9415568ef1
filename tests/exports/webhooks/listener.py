"""A real server behind TLS on this machine, with a certificate of a real authority, that behaves as a test wants."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Heard:
    """One request: its path, headers and body."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Listener:
    """Where it listens, and what it heard."""

    port: int
    heard: list[Heard] = field(default_factory=list)

    def url(self, path: str = "/ok", host: str = "localhost") -> str:
        return f"https://{host}:{self.port}{path}"


class _Handler(BaseHTTPRequestHandler):
    """/<status> answers with it; /drip never ends its head; /endless never ends its body; /nonsense speaks no HTTP."""

    listener: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.listener.heard.append(Heard(self.path, dict(self.headers), body))
        match self.path:
            case "/drip":
                self._forever(b"H")
            case "/nonsense":
                self.wfile.write(b"220 mail.example ESMTP\r\n")
            case "/endless":
                self.send_response(200)
                self.end_headers()
                self._forever(b"x" * 65_536, pause=0)
            case "/moved":
                self.send_response(302)
                self.send_header("Location", "/ok")
                self.end_headers()
            case path:
                self.send_response(int(path[1:]) if path[1:].isdigit() else 200)
                self.end_headers()
                self.wfile.write(b"taken <b>in</b>\n")

    def _forever(self, piece: bytes, pause: float = 0.1) -> None:
        try:
            for _ in range(300):
                self.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Tests read what was heard."""


@contextmanager
def listening(folder: Path, *names: str) -> Iterator[Listener]:
    """A server on 127.0.0.1 whose certificate has these names; its authority lies in `folder`/authority.pem."""
    certificate, key, authority = _certificate(names)
    (folder / "authority.pem").write_bytes(authority)
    (folder / "server.pem").write_bytes(certificate + key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    handler.listener = listener = Listener(server.server_address[1])  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()


def _certificate(names: tuple[str, ...]) -> tuple[bytes, bytes, bytes]:
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _build("Test authority", "Test authority", root_key.public_key()).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    own = _build(names[0], "Test authority", key.public_key()).add_extension(
        x509.SubjectAlternativeName([_name(name) for name in names]), critical=False
    )
    signed_root, signed = root.sign(root_key, hashes.SHA256()), own.sign(root_key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signed.public_bytes(pem), private, signed_root.public_bytes(pem)


def _build(subject: str, issuer: str, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
