from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "exports.letters"
    label = "letters"
    verbose_name = _("Letters")

    def ready(self) -> None:
        """Listen for news; letters are sent as jobs."""
        import_module("exports.letters.listening")
        import_module("exports.letters.post")
