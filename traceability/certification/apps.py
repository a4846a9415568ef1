from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    name = "traceability.certification"
    verbose_name = _("Certification")

    def ready(self) -> None:
        """Put what certification knows of a lot on its page and on the board."""
        import_module("traceability.certification.panels")
