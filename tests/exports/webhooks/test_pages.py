"""An importer's person connects a system, sees the secret once and every answer for good."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from exports.webhooks.acts.deliver import deliver
from exports.webhooks.acts.listen import Opened
from exports.webhooks.models import Delivery, Hook
from tests.exports.pages import text_of
from tests.exports.webhooks.listener import Listener
from traceability.parties.models import User

LIST = "imports:systems"


def test_an_address_is_added_and_its_secret_shown_once(importer: Client, listener: Listener) -> None:
    assert "No system of yours listens yet." in text_of(importer.get(reverse(LIST)))

    answer = importer.post(reverse(LIST), {"url": listener.url(), "kinds": ["batch.shipped"]})

    page = text_of(answer, 201)
    secret = re.search(r"whsec_[\w+/=]+", page)
    assert secret
    assert "no-store" in answer["Cache-Control"]
    hook = Hook.objects.get()
    for address in (reverse(LIST), hook.get_absolute_url()):
        assert secret[0] not in text_of(importer.get(address))


def test_a_trial_is_listed_with_its_answer(importer: Client, opened: Opened) -> None:
    importer.post(reverse("imports:hook-trial", args=[opened.hook.pk]))
    deliver(delivery_id=Delivery.objects.get().pk)

    page = text_of(importer.get(opened.hook.get_absolute_url()))

    assert "A trial" in page
    assert "HTTP 200" in page
    assert "taken &lt;b&gt;in&lt;/b&gt;" in page


def test_a_new_secret_and_a_removal(importer: Client, opened: Opened) -> None:
    assert "signs beside it until" in text_of(importer.post(reverse("imports:hook-secret", args=[opened.hook.pk])), 201)
    assert importer.post(reverse("imports:hook-remove", args=[opened.hook.pk])).status_code == 302
    assert importer.get(opened.hook.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://erp.example/", "begins with https://"),
        ("https://10.0.0.8/", "lies in a private network"),
        ("https://8.8.8.8:22/", "Port 22"),
        ("", "Fill this in."),
    ],
)
def test_a_wrong_address_is_refused_in_one_sentence(importer: Client, url: str, said: str) -> None:
    assert said in text_of(importer.post(reverse(LIST), {"url": url, "kinds": ["batch.shipped"]}), 422)


def test_who_is_no_importer_has_no_systems(opened: Opened, wei: User, huang: User) -> None:
    for person in (wei, huang):
        other = Client()
        other.force_login(person)
        assert other.get(reverse(LIST)).status_code == 404
        assert other.get(opened.hook.get_absolute_url()).status_code == 404
        for act in ("hook-secret", "hook-trial", "hook-remove"):
            assert other.post(reverse(f"imports:{act}", args=[opened.hook.pk])).status_code == 404
