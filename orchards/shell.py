"""What the phone app is made of: the files of its shell, and a version that changes when one of them does."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import translation

from orchards.field_words import field_words

LANGUAGES = ("zh-hans", "en")
"""The app speaks the grower's languages: Chinese first, English complete."""
SCREENS = (
    *("home", "card", "log", "shut", "saved", "wrong", "records", "plots", "seen", "treat", "waiting"),
    *("keep", "halted"),
)
_PARTS = ("api", "barcode", "clock", "dom", "keeping", "orchard", "outbox", "photo", "place", "plot_map", "sender")
_DRAWN = ("card", "home", "keep", "log", "plots", "records", "saved", "seen", "treat", "waiting", "wrong")
MODULES = (*_PARTS, "store", "uuid7", "words", *(f"screens/{name}" for name in _DRAWN))
_FIRST = ("api", "clock", "dom", "keeping", "outbox", "place", "sender", "store", "uuid7", "words", "screens/card")
"""What must be there before a grower sees anything; the other screens come while the first is read."""
START = "orchards/field/app.js"
SHARED = ("web/camera.js",)
SHEETS = ("web/look.css", "orchards/field.css")
ICONS = ("orchards/field/icon-192.png", "orchards/field/icon-512.png")


def first_modules() -> list[str]:
    """What the first screen needs behind the first module, to be fetched all at once."""
    return [static(f"orchards/field/{name}.js") for name in _FIRST]


def files() -> list[str]:
    """Everything that the app needs without a network, but the page itself."""
    return [static(name) for name in (START, *_module_names(), *SHEETS)]


def _module_names() -> list[str]:
    return [*(f"orchards/field/{name}.js" for name in MODULES), *SHARED]


@lru_cache(maxsize=1)
def version() -> str:
    """Sixteen hexadecimal digits over the content of all files, the page's templates and its words."""
    sum_ = hashlib.sha256()
    names = [START, *_module_names(), *SHEETS]
    for name in names:
        sum_.update(Path(str(finders.find(name))).read_bytes())
    for name in ("shell.html", *(f"screens/{screen}.html" for screen in SCREENS), "sw.js"):
        template = get_template(f"orchards/field/{name}")
        sum_.update(Path(template.origin.name).read_bytes())  # type: ignore[attr-defined]
    for language in LANGUAGES:
        with translation.override(language):
            sum_.update(repr(field_words()).encode())
    return sum_.hexdigest()[:16]
