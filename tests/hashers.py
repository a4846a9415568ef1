"""How passwords and PINs are hashed in tests: as ever, with fewer rounds, for a test proves no hardness."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickPBKDF2(PBKDF2PasswordHasher):
    """Django's own, in the same format, so that a process with the usual settings reads what it wrote."""

    iterations = 1_000
