"""Codes inside our own addresses: whatever GS1 allows in a lot code or serial, a slash included."""

from urllib.parse import quote, unquote


class Code:
    """A lot code or serial, percent-encoded once more than the address itself, so that no server can cut it."""

    regex = "[^/]{1,60}"

    def to_python(self, value: str) -> str:
        return unquote(value)

    def to_url(self, value: str) -> str:
        return quote(value, safe="")


class Digits:
    """A GS1 key: digits alone. Subclasses say how many."""

    regex = "[0-9]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Gtin(Digits):
    regex = "[0-9]{14}"


class Gln(Digits):
    regex = "[0-9]{13}"


class Gdti(Code):
    """A document: thirteen digits and its own serial."""

    regex = "[0-9]{13}[^/]{0,51}"


class Sscc(Digits):
    regex = "[0-9]{18}"
