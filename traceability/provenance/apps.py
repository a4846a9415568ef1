from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProvenanceConfig(AppConfig):
    name = "traceability.provenance"
    verbose_name = _("Provenance")

    def ready(self) -> None:
        """Makes the kinds of address known before any address is read; registers what stands on the board, and what is
        done every hour."""
        from django.urls import register_converter

        from traceability.provenance import converters

        import_module("traceability.provenance.panels")
        import_module("traceability.provenance.acts.forget")
        register_converter(converters.Code, "gs1_code")
        register_converter(converters.Gtin, "gtin")
        register_converter(converters.Gln, "gln")
        register_converter(converters.Sscc, "sscc")
        register_converter(converters.Gdti, "gdti")
