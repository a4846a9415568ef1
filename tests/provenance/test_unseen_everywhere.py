"""What a grower takes back is gone within two seconds in every process: two real servers and a third process."""

from __future__ import annotations

import re
import time
from contextlib import ExitStack
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.agreed import agree, portrait
from tests.benchmarks.load import serving
from tests.cast import Cast, at
from tests.other_process import database_url
from tests.provenance.scene import Blend
from tests.provenance.test_recall_everywhere import PROMISED_SECONDS, read
from traceability.parties.consent.acts.withdraw import withdraw

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_withdrawal_shows_in_every_process_within_two_seconds(cast: Cast, settings: Any) -> None:
    scene = Blend(cast)
    page = scene.page(scene.serial())
    environment = {"DATABASE_URL": database_url(), "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    with ExitStack() as servers:
        ports = [
            servers.enter_context(serving("traceability.wsgi:application", environment, workers=1)) for _ in range(2)
        ]
        assert not any("黄阿兰" in read(port, page) for port in ports)
        agree(cast, cast.lan, "name", "photo")
        portrait(cast, cast.lan)
        time.sleep(PROMISED_SECONDS)
        assert all("黄阿兰" in read(port, page) for port in [*ports, *ports])
        picture = re.findall(r'src="(/pictures/[^"]+)"', read(ports[0], page))[0]
        for kind in ("name", "photo"):
            withdraw(person=cast.lan.user, kind=kind, by=cast.lan.user, at=at("2026-08-01"))
        for port in ports:
            with pytest.raises(HTTPError, match="404"):
                read(port, picture)
        time.sleep(PROMISED_SECONDS)
        for port in ports:
            told = read(port, page)
            assert "黄阿兰" not in told
            assert "/pictures/" not in told
