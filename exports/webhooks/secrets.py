"""Secrets that sign: shown once, kept sealed under the key of the installation."""

from __future__ import annotations

import base64
import secrets

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

PREFIX = "whsec_"
"""As Standard Webhooks writes a secret: the prefix, then base64."""


def new_secret() -> str:
    """32 random bytes, written as receivers' libraries expect them."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def seal(secret: str) -> str:
    """What is kept of a secret."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret again, to sign with it."""
    return _box().decrypt(sealed.encode()).decode()


def _box() -> MultiFernet:
    """Keys made of the installation's own; those before a change of it still open what they sealed."""
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str | bytes) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"exports.webhooks").derive(force_bytes(secret))
    return base64.urlsafe_b64encode(made)
