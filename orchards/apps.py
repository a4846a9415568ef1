from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrchardsConfig(AppConfig):
    name = "orchards"
    verbose_name = _("Orchards")

    def ready(self) -> None:
        """Hang the orchard's panels on the board."""
        from orchards import panels  # noqa: F401  (registers itself; needs the models loaded)
