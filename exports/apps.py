from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    name = "exports"
    verbose_name = _("Exports")

    def ready(self) -> None:
        """Register what exports add to a lot's page."""
        import_module("exports.panels")
