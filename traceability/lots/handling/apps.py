from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandlingConfig(AppConfig):
    name = "traceability.lots.handling"
    label = "handling"
    verbose_name = _("Handling after harvest")

    def ready(self) -> None:
        """The lot's page shows what was done to the fruit."""
        import_module("traceability.lots.handling.panels")
