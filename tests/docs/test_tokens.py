"""docs/tokens.md names every scope, and none that is not there."""

import re
from pathlib import Path

from traceability.web.scopes import Scope

PAGE = (Path(__file__).parents[2] / "docs" / "tokens.md").read_text()


def test_the_page_lists_the_scopes_there_are() -> None:
    table = PAGE.partition("## Scopes")[2].partition("##")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == Scope.values
