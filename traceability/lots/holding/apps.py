from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HoldingConfig(AppConfig):
    name = "traceability.lots.holding"
    label = "holding"
    verbose_name = _("Holds and recalls")

    def ready(self) -> None:
        """The lot's page and the board show what is said here."""
        import_module("traceability.lots.holding.panels")
