"""What every room's tests share: reference data, the standing cast, and files that vanish."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from hypothesis import settings

from tests.append_only import allow_flush

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from tests.cast import Cast
    from traceability.parties.models import User

# A test says what holds, never how long it took: speed belongs in benchmarks.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_configure() -> None:
    """A thousand sign-ins take the time of one."""
    from django.conf import settings as django_settings

    django_settings.PASSWORD_HASHERS = ["tests.hashers.QuickPBKDF2"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The reference data stand in the test database once, before any test."""
    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0)
    with allow_flush():
        yield


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _pages_of_this_test(settings: Any) -> None:
    """Nothing is remembered from a test whose rows are gone; within one, what was recorded is asked for at once."""
    from traceability.provenance.memory import memory
    from traceability.provenance.news import news
    from traceability.provenance.onwards import onwards

    news.begin_again()
    memory.forget_everything()
    onwards.forget_everything()
    settings.PAGE_FRESH_SECONDS = 0


@pytest.fixture(autouse=True)
def _queue_of_this_process(settings: Any) -> None:
    """Tests that run side by side have databases of their own, so their workers must not take each other's messages."""
    settings.CELERY_TASK_DEFAULT_QUEUE = f"jobs-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


@pytest.fixture(autouse=True)
def _crowds_of_this_test(settings: Any) -> None:
    """Whoever asked in another test asks for the first time in this one."""
    settings.CROWD_KEYS = f"crowd-{uuid4().hex}"


@pytest.fixture(autouse=True)
def _scans_wait_for_the_test(settings: Any) -> Iterator[None]:
    """Notes of scans are taken away when a test says so (`tests.provenance.scans.counted`), by no thread meanwhile."""
    from traceability.provenance.counting.buffer import buffer

    settings.SCANS_IN_BACKGROUND = False
    settings.SCAN_QUEUE = f"scans-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    yield
    buffer.clear()


@pytest.fixture
def reference(db: None) -> None:
    """The reference data, loaded again where a transactional test has flushed them."""
    from traceability.lots.models import Species

    if not Species.objects.exists():
        call_command("load_reference", verbosity=0)


@pytest.fixture
def cast(reference: None) -> Cast:
    """The people and firms of `tests/cast.py`, each made when first mentioned."""
    from tests.cast import Cast

    return Cast()


@pytest.fixture
def wei(cast: Cast) -> User:
    """Runs the desk of You'an."""
    return cast.youan.person


@pytest.fixture
def huang(cast: Cast) -> User:
    """Runs another cooperative: must see nothing of You'an's."""
    return cast.other_cooperative.person


@pytest.fixture
def meng(cast: Cast) -> User:
    """Inspects for the control body."""
    return cast.control_body.person


@pytest.fixture
def qin(cast: Cast) -> User:
    """Analyses residues."""
    return cast.laboratory.person


@pytest.fixture
def zhao(cast: Cast) -> User:
    """Exports."""
    return cast.exporter.person


@pytest.fixture
def rossi(cast: Cast) -> User:
    """Imports."""
    return cast.importer.person
