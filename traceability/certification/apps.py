from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    name = "traceability.certification"
    verbose_name = _("Certification")

    def ready(self) -> None:
        """Put what certification knows of lots on their pages and the board, and of varieties wherever it is asked."""
        import_module("traceability.certification.panels")
        import_module("traceability.certification.recalls")
        import_module("traceability.certification.notices")
