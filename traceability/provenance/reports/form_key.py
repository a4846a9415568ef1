"""How a form without a cookie knows that it is ours.

Django's own protection ties a form to a cookie, and a buyer's page sets none. It guards what a browser's cookies allow;
a report is allowed to everybody and asks for no cookie, so nothing is gained by forging one from another site but the
visitors' addresses, which the limits count. Therefore: the browser says that the form was ours (Sec-Fetch-Site, or
Origin where it is older), and a signed key says that the form was loaded from here, for this carton, not long ago.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.http import HttpRequest

OPEN_FOR = timedelta(hours=12)
"""A form that is opened in the shop can be sent in the evening."""
_SIGNER = signing.TimestampSigner(salt="traceability.provenance.reports")


def key_for(path: str) -> str:
    """The key that stands in the form at a path."""
    return _SIGNER.sign(path).rpartition(path)[2].lstrip(":")


def is_ours(request: HttpRequest) -> bool:
    """True when the form was loaded from this address within OPEN_FOR, and no other site sends it."""
    site, origin = request.META.get("HTTP_SEC_FETCH_SITE"), request.META.get("HTTP_ORIGIN")
    if site is not None and site != "same-origin":
        return False
    if site is None and origin is not None and origin != f"{request.scheme}://{request.get_host()}":
        return False
    try:
        _SIGNER.unsign(f"{request.path}:{request.POST.get('key', '')}", max_age=OPEN_FOR)
    except signing.BadSignature:
        return False
    return True
