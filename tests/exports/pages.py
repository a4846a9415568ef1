"""What the tests of both desks read pages with."""

from __future__ import annotations

from typing import Any

from tests.papers import a_pdf

PDF = a_pdf()


def text_of(page: Any, status: int = 200) -> str:
    """The page's source, when it came with this status."""
    assert page.status_code == status, page.content.decode()[:2000]
    return str(page.content.decode())
