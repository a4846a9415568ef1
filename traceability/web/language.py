"""In which language a page speaks."""

from collections.abc import Callable, Collection
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

GROWERS = "/field/"
SIGNED_IN = ("/desk/", "/import/")
"""Pages that know who reads them. Buyers' pages and the shell of the phone never look at a session."""
WORKING = (GROWERS, "/desk/", "/problems/")
"""Pages of those who work where the fruit grows, in settings.DESK_LANGUAGES alone. Buyers and importers read theirs."""
OWN_NAMES: dict[str, str] = dict(settings.LANGUAGES)
"""What each of our languages calls itself, by its code."""


class LanguageMiddleware:
    """The address (?lang=de), then the signed-in reader's own language, then what the browser asks for.

    No cookie holds the choice: the tag `keep_lang` carries it from page to page. Growers' pages speak Chinese to
    browsers that ask for nothing we have. Desks and phones in China speak fewer languages than the pages of buyers and
    importers: what they are not translated into counts as not asked for, wherever it was.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activates the language and says in the answer which it is and what it hung on."""
        with translation.override(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        if not request.chosen_language:  # type: ignore[attr-defined]
            patch_vary_headers(response, ("Accept-Language",))
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """The reader's own language, once authentication has said who reads."""
        if getattr(request, "chosen_language", "") or not request.path_info.startswith(SIGNED_IN):
            return
        own = supported(getattr(getattr(request, "user", None), "language", ""), request.path_info)
        if own:
            translation.activate(own)


def speak_to(request: HttpRequest, code: str) -> None:
    """Speak somebody's own language where the request asks for none: programs seldom say Accept-Language."""
    asked = getattr(request, "chosen_language", "") or request.headers.get("Accept-Language")
    if not asked and (own := supported(code, request.path_info)):
        translation.activate(own)


def own_name(chinese: str, latin: str) -> str:
    """The Chinese name to a reader of Chinese, the one in Latin letters to others. Whichever there is, if only one."""
    first, second = (chinese, latin) if (translation.get_language() or "").startswith("zh") else (latin, chinese)
    return first or second


def run_on(*sentences: str) -> str:
    """Sentences one behind the other; a Chinese full stop brings its own space."""
    return ("" if (translation.get_language() or "").startswith("zh") else " ").join(sentences)


def spoken_at(path: str) -> Collection[str]:
    """The codes of the languages that the page at a path is translated into, in the order of the switcher."""
    return settings.DESK_LANGUAGES if path.startswith(WORKING) else OWN_NAMES


def supported(code: str, path: str) -> str:
    """Our code for a language tag (zh-CN: zh-hans), or nothing when the page at the path does not speak it."""
    if not code or len(code) > 20:
        return ""
    try:
        found = translation.get_supported_language_variant(code.lower().replace("_", "-"))
    except LookupError:
        return ""
    return found if found in spoken_at(path) else ""


def language_of(request: HttpRequest) -> str:
    """The language that the address names, else what the browser asks for. `keep_lang` and error pages read the former
    from the request: those that answer before LanguageMiddleware ask here too."""
    chosen = supported(request.GET.get("lang", ""), request.path_info)
    request.chosen_language = chosen  # type: ignore[attr-defined]
    return chosen or asked_for(request)


def asked_for(request: HttpRequest) -> str:
    """The language of Accept-Language that is wished for most among those that we speak; else Chinese for growers,
    English for others. A weight of 0 is no wish (RFC 9110, section 12.4.2)."""
    for code, weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if weight and (found := supported(code, request.path_info)):
            return found
    return "zh-hans" if request.path_info.startswith(GROWERS) else settings.LANGUAGE_CODE
