"""An importer whose system listens on this machine, which settings allow here alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exports.news import Kind
from exports.webhooks.acts.listen import Opened, listen
from tests.cast import Cast
from tests.exports.webhooks.listener import Listener, listening


@pytest.fixture
def listener(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    """A server whose certificate is valid for localhost, by an authority that this test trusts."""
    settings.WEBHOOK_LOOPBACK = True
    with listening(tmp_path, "localhost") as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        yield server


@pytest.fixture
def opened(listener: Listener, cast: Cast) -> Opened:
    """Rossi's system listens to everything."""
    return listen(
        organisation=cast.importer.organisation, url=listener.url(), kinds=Kind.values, by=cast.importer.person
    )
