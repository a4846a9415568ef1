"""The request's path as it was sent, still percent-encoded: %2F inside a lot code is not a slash."""

from urllib.parse import quote, unquote

from django.http import HttpRequest

_AS_SENT = ("RAW_URI", "REQUEST_URI")
"""What gunicorn and uWSGI call it. Granian hands on only the decoded path; then a slash inside a code is a slash."""


def raw_path(request: HttpRequest) -> str:
    """The raw path; encoded anew from the decoded one where the server does not say it, or says another."""
    for name in _AS_SENT:
        sent = str(request.META.get(name, "")).partition("?")[0]
        if sent.startswith("/") and unquote(sent) == request.path_info:
            return sent
    return quote(request.path_info, safe="/!$&'()*+,;=:@-._~")


def raw_query(request: HttpRequest) -> str:
    """The query as it was sent, fit for a header: whatever is no ASCII or not printable is percent-encoded."""
    return quote(str(request.META.get("QUERY_STRING", "")), safe="/?:@!$&'()*+,;=-._~%[]|{}^\\`")
