"""Signatures as Standard Webhooks 1.0 defines them (standardwebhooks.com), so that receivers check with a library.

    webhook-id: 0197…                     the same for every attempt: whoever has it already, forgets the second
    webhook-timestamp: 1783670400         seconds since 1970; older than five minutes: refuse it, it is a replay
    webhook-signature: v1,K5oZ… v1,Zm9v…  one for each secret in force, so that a secret can be changed without a gap

Signed is HMAC-SHA256 over `{id}.{timestamp}.{body}` under the bytes that follow `whsec_` in base64.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence

from exports.webhooks.secrets import PREFIX


def signed(message_id: str, timestamp: int, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The three headers of a message; `timestamp` in seconds since 1970."""
    content = f"{message_id}.{timestamp}.".encode() + body
    signatures = [f"v1,{_mac(secret, content)}" for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }


def _mac(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, content, "sha256")).decode()
