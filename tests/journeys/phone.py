"""A grower's phone as the app uses it: opened from the front page, signed in with the card, heard by the server."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from tests.journeys.visitor import Visitor


class Phone:
    """What the browser's app would send. Its screens are tested in Chromium (tests/browser/test_field.py)."""

    def __init__(self) -> None:
        assert "Your book opens." in Visitor().open("/").follow("Open the phone page").words
        self.client = Client()
        self.grower = ""

    def sign_in(self, number: str, pin: str) -> int:
        """The status of the answer."""
        card = {"number": number, "pin": pin}
        answer = self.client.post("/api/v1/field/session", card, content_type="application/json")
        self.grower = (answer.json().get("grower") or {}).get("pseudonym", "")
        return answer.status_code

    def book(self) -> dict[str, Any]:
        """The book as the phone keeps it."""
        book: dict[str, Any] = self.client.get("/api/v1/field/book?lang=en").json()
        return book

    def plot(self, number: str) -> str:
        """The key of the grower's plot of that number."""
        return str(next(plot["id"] for plot in self.book()["plots"] if plot["number"] == number))

    def log(self, kind: str, **said: Any) -> dict[str, Any]:
        """Log one record; its answer."""
        record = {"kind": kind, "client_id": str(uuid4()), "logged_at": _now().isoformat(), **said}
        body = {"sent_at": _now().isoformat(), "grower": self.grower, "records": [record]}
        answer = self.client.post("/api/v1/field/sync?lang=en", body, content_type="application/json")
        [told] = answer.json()["answers"]
        return dict(told)


def _now() -> datetime:
    return timezone.localtime()
