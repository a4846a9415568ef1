"""Somebody with a browser: follows what a page offers, fills in its forms as they stand, and knows no address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.test import Client


@dataclass
class Form:
    """A form of a page: where it goes, what stands in it, and what its buttons are called."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """What a person finds on a page: words, links and forms."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__()
        self.address, self.words = address, ""
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self._open: list[tuple[str, dict[str, str], int]] = []
        self._select = ""
        self.feed(re.sub(r"<(script|style|svg|template)\b.*?</\1>", "", html, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"a", "button", "option", "label", "textarea"}:
            self._open.append((tag, given, len(self.words)))
        if tag == "form":
            self.forms.append(
                Form(urljoin(self.address, given.get("action") or self.address), given.get("method", "get"))
            )
        if tag == "select":
            self._select = given["name"]
            self.forms[-1].values[self._select] = ""
            self.forms[-1].choices[self._select] = {}
        if tag == "input" and self.forms and "name" in given:
            self._input(self.forms[-1], given)

    def _input(self, form: Form, given: dict[str, str]) -> None:
        name, value = given["name"], given.get("value", "")
        if given.get("type") not in {"radio", "checkbox"}:
            form.values[name] = value
        else:
            form.choices.setdefault(name, {})[given.get("id", value)] = value or "on"
            if "checked" in given:
                form.values[name] = value or "on"

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _, given, start = self._open.pop()
        said = " ".join(self.words[start:].split())
        if tag == "a":
            self.links.append((said or given.get("aria-label", ""), given.get("href", "")))
        elif tag == "button" and self.forms and given.get("type") == "submit":
            self.forms[-1].buttons.append((said, given.get("name", ""), given.get("value", "")))
        elif tag == "textarea":
            self.forms[-1].values[given["name"]] = said
        elif tag == "option" and self._select:
            self.forms[-1].choices[self._select][said] = given.get("value", said)
            if "selected" in given or not self.forms[-1].values[self._select]:
                self.forms[-1].values[self._select] = given.get("value", said)


class Visitor:
    """A person at a browser, on a page from the moment one is opened."""

    def __init__(self, **client: Any) -> None:
        self.client = Client(headers={"accept-language": "en"}, **client)
        self.page = Page("", "/")
        self.status = 200

    @property
    def words(self) -> str:
        """The text of the page, each blank a single one."""
        return " ".join(self.page.words.split())

    def open(self, address: str) -> Visitor:
        """Type an address: for the first page only, and for the wrong ones."""
        return self._arrive(self.client.get(address, follow=True))

    def follow(self, said: str, nth: int = 0) -> Visitor:
        """Tap the link that says so, or has these words in it: the first, or another where a list repeats them."""
        return self.open(self._address(said, nth))

    def download(self, said: str) -> bytes:
        """What a link gives to keep."""
        answer: Any = self.client.get(self._address(said))
        return b"".join(answer.streaming_content)

    def _address(self, said: str, nth: int = 0) -> str:
        exactly = [href for words, href in self.page.links if words == said]
        found = exactly or [href for words, href in self.page.links if said in words]
        assert len(found) > nth, f"no link “{said}” on {self.page.address}: {[link[0] for link in self.page.links]}"
        return urljoin(self.page.address, found[nth])

    def offered(self, name: str) -> list[str]:
        """Everything that may be ticked under a name."""
        return [value for form in self.page.forms for value in form.choices.get(name, {}).values()]

    def scan(self, text: str) -> Visitor:
        """Let the hand scanner type into the scan field, which ends with Enter."""
        form = next(form for form in self.page.forms if "q" in form.values)
        return self._arrive(self.client.get(form.action, {"q": text}, follow=True))

    def press(self, button: str, **typed: Any) -> Visitor:
        """Fill in the form with this button and press it; a choice is named by what it says, dashes as underscores."""
        form, pressed = next(
            ((form, each) for form in self.page.forms for each in form.buttons if each[0].startswith(button)),
            (None, None),
        )
        assert form is not None, f"no button “{button}” on {self.page.address}: {[f.buttons for f in self.page.forms]}"
        sent = dict(form.values)
        for name, value in typed.items():
            assert name in form.values or name in form.choices, f"no field {name} in {sorted(form.values)}"
            sent[name] = form.choices.get(name, {}).get(value, value) if isinstance(value, str) else value
        assert pressed is not None
        if pressed[1]:
            sent[pressed[1]] = pressed[2]
        send = self.client.post if form.method.lower() == "post" else self.client.get
        return self._arrive(send(form.action, sent, follow=True))

    def _arrive(self, answer: Any) -> Visitor:
        asked = answer.request
        last = f"{asked['PATH_INFO']}?{asked['QUERY_STRING']}" if asked["QUERY_STRING"] else asked["PATH_INFO"]
        self.status = answer.status_code
        self.page = Page(answer.content.decode(), last)
        return self
