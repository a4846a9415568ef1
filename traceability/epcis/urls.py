from django.urls import path, register_converter

from traceability.epcis import views


class Digest:
    """The 64 hexadecimal digits of an event hash."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Digest, "event_digest")

app_name = "epcis"
urlpatterns = [
    path("events/<event_digest:digest>/", views.event, name="event"),
    path("events/<event_digest:digest>.json", views.event_bytes, name="event-bytes"),
]
