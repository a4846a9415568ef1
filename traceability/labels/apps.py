from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

OUTPUTS = ("pdf", "zpl", "tspl", "csv")
"""Modules of `outputs` that each register kinds of print file."""


class LabelsConfig(AppConfig):
    name = "traceability.labels"
    verbose_name = _("Labels")

    def ready(self) -> None:
        """Register the job that draws a run, the kinds of print file, and what labels add to other pages."""
        import_module("traceability.labels.acts.draw_run")
        import_module("traceability.labels.printers.sending")
        import_module("traceability.labels.panels")
        import_module("traceability.labels.recalls")
        for name in OUTPUTS:
            import_module(f"traceability.labels.outputs.{name}")
