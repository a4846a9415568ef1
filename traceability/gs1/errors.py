"""What gs1 refuses."""

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    # of a link
    "not-a-link": "A Digital Link begins with http://, https:// or /, and a key such as /01/.",
    "link-too-long": "A Digital Link of more than %(most)s characters is not read.",
    "no-primary-key": "There is no primary key such as GTIN (01) or SSCC (00), each followed by its value.",
    "key-not-first": "A Digital Link path begins with a primary key such as /01/ or /00/.",
    "key-in-words": "Keys stand in a Digital Link as numbers: /%(ai)s/ instead of /%(word)s/.",
    "epc-binary": "This is the binary text of a radio tag. Scan the printed code instead.",
    "no-key": "%(name)s is no primary key and cannot begin a Digital Link.",
    "nothing-may-follow": "Nothing may follow %(name)s in the path.",
    "wrong-order": "%(name)s may be followed only by %(allowed)s, each once and in that order.",
    "broken-escape": "The value of (%(ai)s) has a percent sign that is not followed by two hexadecimal digits.",
    "beyond-ascii": "The value of (%(ai)s) has a character beyond ASCII, which GS1 does not allow.",
    # of a bar code
    "no-element-string": "A GS1 element string begins with an application identifier such as 00 or 01.",
    # of its query
    "belongs-in-path": "(%(ai)s) belongs in the path of a Digital Link, not in its query.",
    "not-in-query": "(%(ai)s) may not stand in the query of a Digital Link.",
    "twice": "%(name)s stands in the link twice.",
    "needs-another": "%(name)s needs %(others)s beside it.",
    "excludes-another": "%(name)s cannot stand beside (%(other)s).",
    # of a label
    "no-origin": "“%(origin)s” is not a web origin such as https://example.com.",
    "not-for-labels": "Lot code (10) and serial (21) of a label hold only digits and capital letters.",
    "no-lot-code": "A lot code (10) has 1 to 20 digits and capital letters A to Z; “%(value)s” has not.",
    # of a value
    "unknown-ai": "GS1 has no application identifier (%(ai)s).",
    "too-long": "%(name)s is too long: at most %(most)s characters.",
    "too-short": "%(name)s is too short: %(needed)s characters are needed.",
    "empty": "%(name)s is empty.",
    "only-digits": "%(name)s may hold only digits.",
    "only-82": "%(name)s may hold only the 82 characters of GS1 (no space, no # $ @ [ ] ^ ` { | } ~ and nothing "
    "beyond ASCII).",
    "only-39": "%(name)s may hold only digits, capital letters, #, - and /.",
    "only-64": "%(name)s may hold only letters, digits, - and _.",
    # the checks that the dictionary names, by its own names
    "csum": "%(name)s has a wrong check digit.",
    "csumalpha": "%(name)s has wrong check characters.",
    "gcppos1": "%(name)s must begin with a GS1 company prefix.",
    "gcppos2": "%(name)s must hold a GS1 company prefix after its first digit.",
    "hasnondigit": "%(name)s must not be all digits.",
    "hh": "%(name)s has no such hour.",
    "hhmi": "%(name)s has no such time of day.",
    "hyphen": "%(name)s may end only with a minus sign.",
    "importeridx": "%(name)s has no such importer index.",
    "mi": "%(name)s has no such minute.",
    "nonzero": "%(name)s must not be zero.",
    "nozeroprefix": "%(name)s must not begin with 0.",
    "pieceoftotal": "%(name)s must say which piece of how many.",
    "ss": "%(name)s has no such second.",
    "yesno": "%(name)s must be 0 or 1.",
    "yymmd0": "%(name)s is not a date YYMMDD.",
    "yymmdd": "%(name)s is not a date YYMMDD.",
    "zero": "%(name)s must begin with 0.",
}
"""Why something is no GS1 identifier, by code: a sentence with facts. `web.identifiers` has other languages."""


class InvalidIdentifier(ValueError):
    """Something is no GS1 identifier.

    `code` is a key of REASONS, `facts` fill its sentence; `reason` is the sentence in English, which names the
    application identifier at fault.
    """

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = {name: str(fact) for name, fact in facts.items()}
        self.reason = REASONS[code] % self.facts
        super().__init__(self.reason)

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.code, self.facts)


def _again(code: str, facts: Mapping[str, str]) -> InvalidIdentifier:
    return InvalidIdentifier(code, **facts)
