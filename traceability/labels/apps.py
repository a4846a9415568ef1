from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LabelsConfig(AppConfig):
    name = "traceability.labels"
    verbose_name = _("Labels")

    def ready(self) -> None:
        """Register the job that draws a run, and what labels add to a lot's page and the board."""
        import_module("traceability.labels.acts.draw_run")
        for kind in ("zpl", "tspl", "csv"):
            import_module(f"traceability.labels.outputs.{kind}")
        import_module("traceability.labels.printers.sending")
        import_module("traceability.labels.panels")
        import_module("traceability.labels.recalls")
