"""Pictures of every face of the buyers' pages: seven languages, a phone and a desk, light and dark.

    python -m tests.browser.pictures /tmp/faces [--only carton,orange] [--languages de,fr] [--widths 360] [--keep]
    python -m tests.browser.pictures /tmp/faces --keep --widths 688 --schemes print

The pages are drawn by `tests/provenance/test_faces.py`; Chromium then takes each as it stands, without a network. A
page that is wider than its screen is told at the end, and the answer is 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STYLES = Path("traceability/web/static/web/look.css")
LINK = '<link rel="stylesheet" href="/static/web/look.css">'
DRAWN_BY = "tests/provenance/test_faces.py"
HEIGHT = {"360": 780, "1440": 900}


def main() -> int:
    """Draws, takes and judges. 0 when nothing runs over the side of its screen."""
    asked = _parser().parse_args()
    into: Path = asked.into
    pages = into / "html"
    if not asked.keep:
        shutil.rmtree(pages, ignore_errors=True)
        pages.mkdir(parents=True)
        drawing = [sys.executable, "-m", "pytest", DRAWN_BY, "-q", "-n0", "-k", "every_face"]
        subprocess.run(drawing, env={**os.environ, "FACES_TO": str(pages)}, check=True)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--headless", "--disable-quic"]
        )
        wide = [
            told for width in asked.widths for scheme in asked.schemes for told in _take(browser, asked, width, scheme)
        ]
        browser.close()
    for told in wide:
        sys.stdout.write(f"{told}\n")
    return 1 if wide else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Pictures of every face of the buyers' pages.")
    parser.add_argument("into", type=Path)
    parser.add_argument("--only", type=_listed, default=[], help="names of faces")
    parser.add_argument("--languages", type=_listed, default=[])
    parser.add_argument("--widths", type=_listed, default=["360", "1440"])
    parser.add_argument("--schemes", type=_listed, default=["light", "dark"], help="light, dark or print")
    parser.add_argument("--keep", action="store_true", help="pages as they were drawn the last time")
    return parser


def _listed(text: str) -> list[str]:
    return text.split(",")


def _take(browser: Browser, asked: argparse.Namespace, width: str, scheme: str) -> list[str]:
    """One picture of each page; what is wider than the screen."""
    wide = []
    styles = f"<style>{STYLES.read_text(encoding='utf-8')}</style>"
    context = browser.new_context(viewport={"width": int(width), "height": HEIGHT.get(width, 900)})
    page = context.new_page()
    if scheme == "print":
        page.emulate_media(media="print")
    else:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for file in sorted((asked.into / "html").glob("*.html")):
        name, language = file.stem.rsplit(".", 1)
        if (asked.only and name not in asked.only) or (asked.languages and language not in asked.languages):
            continue
        page.set_content(file.read_text(encoding="utf-8").replace(LINK, styles))
        folder = asked.into / f"{width}-{scheme}"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.{language}.png", full_page=True)
        across = page.evaluate("document.documentElement.scrollWidth")
        if across > int(width):
            wide.append(f"{file.stem} is {across} wide on a screen of {width}")
    context.close()
    return wide


if __name__ == "__main__":
    sys.exit(main())
