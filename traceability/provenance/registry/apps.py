from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "traceability.provenance.registry"
    label = "registry"
    verbose_name = _("Registered links")

    def ready(self) -> None:
        """The lot's page shows what can be registered for it."""
        import_module("traceability.provenance.registry.panels")
