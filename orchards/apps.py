from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrchardsConfig(AppConfig):
    name = "orchards"
    verbose_name = _("Orchards")

    def ready(self) -> None:
        """The board shows the orchard's panels, and a recall may begin with a treatment."""
        import_module("orchards.finders")
        import_module("orchards.panels")
        import_module("orchards.recalls")
