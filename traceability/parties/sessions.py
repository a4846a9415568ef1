"""Sign-ins as Django keeps them in the database; the question of every request is put together once."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from traceability.web.prepared import Prepared

_open_session = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    "a key",
    datetime(1970, 1, 1, tzinfo=UTC),
)


class SessionStore(DatabaseSessions):
    """The settings' SESSION_ENGINE names this module."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table that Django's own store writes."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = _open_session(self.session_key, timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None
