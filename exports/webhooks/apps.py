from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    name = "exports.webhooks"
    label = "webhooks"
    verbose_name = _("Webhooks")

    def ready(self) -> None:
        """Listen for news, do deliveries as jobs, and refuse settings that no production may have."""
        import_module("exports.webhooks.listening")
        import_module("exports.webhooks.jobs")
        import_module("exports.webhooks.checks")
