from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvitingConfig(AppConfig):
    name = "exports.inviting"
    label = "inviting"
    verbose_name = _("Invitations")

    def ready(self) -> None:
        """Register the letter that carries the link."""
        import_module("exports.inviting.letter")
