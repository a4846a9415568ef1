"""A process says whether it can do its work, also where it is asked without TLS."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_health_answers_when_the_database_does(client: Client, settings: object) -> None:
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert client.get("/sign-in/").status_code == 301
