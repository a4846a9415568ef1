"""A server that the world reaches never sends to itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def loopback_is_for_tests(app_configs: Any, **kwargs: Any) -> list[Error]:
    """WEBHOOK_LOOPBACK beside a public https origin stops every command."""
    if settings.WEBHOOK_LOOPBACK and settings.HTTPS:
        return [
            Error(
                "WEBHOOK_LOOPBACK lets importers' addresses lead to this machine. It is for tests.",
                hint="Take WEBHOOK_LOOPBACK out of the environment.",
                id="webhooks.E001",
            )
        ]
    return []
