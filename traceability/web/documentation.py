"""The programming interface, described and tried out in the browser."""

from typing import Any

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from traceability.web.scopes import Openness


class Description(SpectacularAPIView):
    """The programming interface as OpenAPI 3.1."""

    to_read = Openness.ANYBODY


class Documentation(SpectacularSwaggerSplitView):
    """Swagger UI under the same content security policy as every page.

    The split view serves its script from an address of its own (`?script`), and our template has no inline style:
    so nothing is relaxed.
    """

    to_read = Openness.ANYBODY
    template_name = "web/api.html"
    url_name = "api-schema"


def say_in_a_line(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """A drf-spectacular hook: the first sentence of a docstring stands beside the address, the rest below it."""
    for path in result["paths"].values():
        for operation in path.values():
            first, _, rest = operation.pop("description", "").partition("\n\n")
            operation.setdefault("summary", " ".join(first.split()))
            if rest:
                operation["description"] = rest
    return result
