"""The phone app's own pages: the shell, its service worker and its manifest. Nobody's in particular, so kept by all."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_GET

from orchards import shell as files
from orchards.field_words import field_words


@require_GET
@conditional_page
@cache_control(no_cache=True)
def shell(request: HttpRequest) -> HttpResponse:
    """The one page of the app. What it shows is drawn on the phone from the book that is kept there.

    Its service worker asks for it again within the first visit, and is told that nothing has changed.
    """
    context = {
        "words": field_words(),
        "screens": [f"orchards/field/screens/{name}.html" for name in files.SCREENS],
        "modules": files.first_modules(),
        "start": files.START,
        "touch_icon": files.ICONS[0],
    }
    return render(request, "orchards/field/shell.html", context)


@require_GET
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the version and the list of what it keeps."""
    context = {
        "version": files.version(),
        "kept": json.dumps(files.files()),
    }
    return render(request, "orchards/field/sw.js", context, content_type="text/javascript; charset=utf-8")


@require_GET
@cache_control(max_age=86400)
def manifest(request: HttpRequest) -> HttpResponse:
    """How the phone shows the app among its others (W3C Web Application Manifest)."""
    language = request.GET.get("lang", files.LANGUAGES[0])
    told = {
        "name": _("Tianyang Trace"),
        "short_name": _("My orchard"),
        "lang": language,
        "start_url": f"{reverse('field:home')}?lang={language if language in files.LANGUAGES else files.LANGUAGES[0]}",
        "scope": reverse("field:home"),
        "display": "standalone",
        "background_color": "#faf5ea",
        "theme_color": "#faf5ea",
        "icons": [
            {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
            for name, size in zip(files.ICONS, (192, 512), strict=True)
        ],
    }
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")


@require_GET
def card(request: HttpRequest) -> HttpResponse:
    """Where cards of the first season lead. The browser takes the secret along: a fragment survives a redirect."""
    return HttpResponsePermanentRedirect(reverse("field:home"))
