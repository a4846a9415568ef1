"""Where a scan is sent on to, remembered lot by lot.

An answer of the resolver hangs on path, query, Accept, Accept-Language and the database alone; one that leads to the
page of a carton of a known lot is the same for every serial of that lot, and stays so: what was printed resolves for
ever. What lies behind it is judged on the page.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from traceability.provenance.resolver import Onwards
from traceability.provenance.sheet import SERIAL

MOST = 20_000
"""Lots, languages and kinds of browser; a kilobyte each."""

Asked = tuple[str, str, str, str]
"""GTIN, lot code, Accept and the language of the answer."""


@dataclass(frozen=True)
class Onward:
    """An answer whose serial is left open."""

    headers: tuple[tuple[str, str], ...]
    learnt_at: float

    def answer(self, serial: str) -> Onwards:
        return Onwards(headers={name: value.replace(SERIAL, serial) for name, value in self.headers})


class KnownOnwards:
    """One for each process. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[Asked, Onward] = OrderedDict()

    def recall(self, asked: Asked) -> Onward | None:
        """What this was answered before, if that was lately."""
        known = self._known.get(asked)
        if known and time.monotonic() - known.learnt_at < settings.PAGE_KEPT_SECONDS:
            return known
        return None

    def learn(self, asked: Asked, serial: str, response: HttpResponse) -> None:
        """Keeps an answer that leads to the page of this carton, and no other.

        Nor that to a serial which stands in the number or code of its lot as well: anybody may ask for one, and every
        carton of the lot would be sent astray.
        """
        gtin, lot, _accept, _language = asked
        leads_to_page = response.headers.get("Location") == f"/trace/{gtin}/{lot}/{serial}/"
        if not (isinstance(response, Onwards) and leads_to_page) or response.cookies or serial in gtin or serial in lot:
            return
        headers = tuple((name, value.replace(serial, SERIAL)) for name, value in response.items())
        with self._lock:
            self._known[asked] = Onward(headers, time.monotonic())
            self._known.move_to_end(asked)
            while len(self._known) > MOST:
                self._known.popitem(last=False)

    def forget_everything(self) -> None:
        with self._lock:
            self._known.clear()


onwards = KnownOnwards()
