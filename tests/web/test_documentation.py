"""The description of the programming interface, for programs and for people."""

from __future__ import annotations

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_page_needs_nothing_that_the_policy_forbids(client: Client) -> None:
    answer = client.get("/api/v1/")
    page = answer.content.decode()
    assert "'unsafe" not in answer.headers["Content-Security-Policy"]
    assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", page) == []
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) >= 5
    assert [address for address in addresses if not address.startswith("/")] == []


def test_its_script_is_served_as_a_script(client: Client) -> None:
    [script] = re.findall(r'<script src="([^"]*script=[^"]*)"', client.get("/api/v1/").content.decode())
    answer = client.get(script)
    assert answer.headers["Content-Type"].startswith("application/javascript")
    assert "/api/v1/schema/" in answer.content.decode()


def test_each_request_says_in_a_line_what_it_does(client: Client) -> None:
    paths = client.get("/api/v1/schema/?format=json").json()["paths"]
    operations = {f"{method} {path}": operation for path, item in paths.items() for method, operation in item.items()}
    assert len(operations) > 40
    assert [name for name, operation in operations.items() if not operation["summary"]] == []
    assert all("\n" not in operation["summary"] for operation in operations.values())
