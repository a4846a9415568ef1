from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProvenanceConfig(AppConfig):
    name = "traceability.provenance"
    verbose_name = _("Provenance")

    def ready(self) -> None:
        """Makes the kinds of address known before any address is read."""
        from django.urls import register_converter

        from traceability.provenance import converters, panels  # noqa: F401 - registers what stands on the board

        register_converter(converters.Code, "gs1_code")
        register_converter(converters.Gtin, "gtin")
        register_converter(converters.Gln, "gln")
        register_converter(converters.Sscc, "sscc")
        register_converter(converters.Gdti, "gdti")
