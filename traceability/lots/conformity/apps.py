from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConformityConfig(AppConfig):
    name = "traceability.lots.conformity"
    label = "conformity"
    verbose_name = _("Conformity certificates")

    def ready(self) -> None:
        """The lot's page and the board show what is said here."""
        import_module("traceability.lots.conformity.panels")
