"""Each face of the house on a phone and on a desk's screen, as the browser lays it out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from exports.acts.open_batch import open_batch
from tests.browser.test_accessible import violations
from tests.cast import Cast, at
from tests.journeys.doors import Season
from traceability.parties.models import User

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = [360, 1440]
LEAST_TARGET = 44
"""CSS pixels, WCAG 2.2, 2.5.5 Target Size (Enhanced)."""
TAPPED = "main a[href], main button, main select, main input, main summary"
SMALL_TARGETS = """([tapped, least]) => [...document.querySelectorAll(tapped)]
    .map((part) => part.matches("[type=radio], [type=checkbox]") && part.labels.length ? part.labels[0] : part)
    .map((part) => [part.outerHTML.slice(0, 90), part.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height > 1 && box.height < least - 0.5)
    .map(([said, box]) => `${said} ${box.width} x ${box.height}`)"""


def faces(season: Season, cast: Cast) -> dict[str, tuple[User | None, list[str]]]:
    """Who sees which pages: every kind of screen once."""
    things = season.things[""]
    lot = f"{things['gtin']}/{things['code']}"
    wei, meng, qin = cast.youan.person, cast.control_body.person, cast.laboratory.person
    sample = season.things["desk/samples/"]["digest"]
    batch = season.things["desk/export/"]["code"]
    return {
        "nobody": (None, ["/", "/sign-in/", "/field/", "/api/v1/", "/problems/"]),
        "buyer": (
            None,
            [
                f"/01/{things['gtin']}/10/{things['lot']}/21/{things['serial']}",
                f"/trace/{lot}/",
                f"/trace/{lot}/events/",
            ],
        ),
        "cooperative": (
            wei,
            [
                *[
                    "/desk/",
                    "/desk/lots/",
                    f"/desk/lots/{lot}/",
                    "/desk/blend/",
                    "/desk/certificates/",
                    "/desk/labels/",
                ],
                *[f"/desk/lots/{lot}/print/", f"/desk/labels/{season.things['desk/labels/']['pk']}/"],
                *["/desk/growers/", f"/desk/growers/{things['pseudonym']}/", "/desk/growers/new/"],
                *[f"/desk/growers/{things['pseudonym']}/edit/", "/desk/questions/", "/desk/outbox/"],
                *[f"/desk/growers/{things['pseudonym']}/{page}/" for page in ("consents", "erase")],
                *["/desk/paper/", "/desk/paper/new/", f"/desk/paper/{season.things['desk/paper/']['digest']}/"],
                *["/desk/weigh-in/", f"/desk/weigh-in/{season.things['desk/weigh-in/']['client_id']}/"],
            ],
        ),
        "control body": (
            meng,
            ["/desk/inspections/", f"/desk/samples/{sample}/", f"/desk/certificates/{things['number']}/"],
        ),
        "laboratory": (qin, ["/desk/inspections/"]),
        "exporter": (
            cast.exporter.person,
            [
                *["/desk/export/", f"/desk/export/{batch}/", "/desk/export/new/"],
                *[f"/desk/export/{batch}/{page}/" for page in ("papers", "paper", "prices")],
                f"/desk/export/{batch}/papers/{season.things['desk/export/']['pk']}/",
            ],
        ),
        "importer": (cast.importer.person, ["/import/", f"/import/{batch}/", f"/import/pallet/{things['sscc']}/"]),
        "grower": (
            cast.lan.user,
            ["/field/"],
        ),
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_each_face_fits_its_screen(page_at: Callable[..., Page], live_server: Any, cast: Cast, width: int) -> None:
    season, faults = Season(cast), []
    for who, (user, paths) in faces(season, cast).items():
        page = page_at(width, user=user)
        for path in paths:
            # The documentation draws itself from the schema that it loads: the others are whole when they come.
            loaded = "networkidle" if path.startswith("/api/") else "load"
            answer = page.goto(f"{live_server.url}{path}", wait_until=loaded)
            if answer is None or answer.status != 200:
                faults.append(f"{who} {path}: {answer and answer.status}")
                continue
            if "/sign-in/" in page.url and path != "/sign-in/":
                faults.append(f"{who} {path}: asked to sign in")
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                faults.append(f"{who} {path}: {wide} pixels wide on {width}")
            if who == "grower" and width == 360 and (small := page.evaluate(SMALL_TARGETS, [TAPPED, LEAST_TARGET])):
                faults.append(f"{who} {path}: too small for a thumb: {small}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("width", "scheme", "locale"), [(360, "dark", "zh-CN"), (1440, "light", "de-DE")])
def test_axe_finds_nothing_where_fruit_is_exported_and_where_buyers_write(
    page_at: Callable[..., Page], live_server: Any, cast: Cast, width: int, scheme: str, locale: str
) -> None:
    """By night in Chinese and by day in German, whichever of them a face speaks."""
    season = Season(cast)
    things, batch = season.things[""], season.things["desk/export/"]["code"]
    lot, carton = f"trace/{things['gtin']}/{things['lot']}", things["serial"]
    zhao, rossi = cast.exporter, cast.importer
    draft = open_batch(
        code="EU2",
        exporter=zhao.organisation,
        importer=rossi.organisation,
        destination="NL",
        from_port=zhao.place,
        to_port=rossi.place,
        vessel="",
        container="",
        seal="",
        leaves_on=date(2026, 8, 12),
        arrives_on=date(2026, 9, 10),
        by=zhao.person,
        at=at("2026-08-06"),
    )
    told = {
        None: [f"{lot}/{carton}/", f"{lot}/{carton}/report/", f"{lot}/laboratory/", f"trace/pallet/{things['sscc']}/"],
        cast.youan.person: ["desk/buyers/", "desk/links/"],
        zhao.person: [
            *(f"desk/export/{batch}/", f"desk/export/{draft.code}/scan/", "desk/export/importers/"),
            *(f"desk/export/{batch}/papers/", f"desk/export/{draft.code}/prices/"),
            f"desk/export/{batch}/papers/{season.things['desk/export/']['pk']}/",
            *(f"desk/export/{draft.code}/say/wood-packaging/", f"desk/export/{draft.code}/paper/"),
            *(f"desk/export/{batch}/history/", f"desk/export/{batch}/temperature/"),
        ],
        rossi.person: [
            *("import/", "import/scan/", "import/systems/", "import/choices/"),
            *(f"import/{batch}/", f"import/pallet/{things['sscc']}/", f"import/{batch}/history/"),
            *(f"import/firm/{rossi.organisation.gln}/", f"import/{batch}/temperature/"),
        ],
    }
    faults = []
    for user, paths in told.items():
        page = page_at(width, user=user, color_scheme=scheme, locale=locale)
        for path in paths:
            answer = page.goto(f"{live_server.url}/{path}")
            assert answer is not None
            found = [] if answer.status == 200 else [answer.status]
            found += violations(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append("wider than the screen")
            faults += [f"{path}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def test_a_buyer_reads_the_story_without_javascript(page_at: Callable[..., Page], live_server: Any, cast: Cast) -> None:
    things = Season(cast).things[""]
    page = page_at(360, java_script_enabled=False)
    page.goto(f"{live_server.url}/01/{things['gtin']}/10/{things['lot']}/21/{things['serial']}")
    story = page.inner_text("body")
    for said in ("Napo", "Pohong", "BM-2026-1", "Rotterdam"):
        assert said in story
    assert page.context.cookies() == []
