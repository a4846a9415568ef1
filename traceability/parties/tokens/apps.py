from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TokensConfig(AppConfig):
    name = "traceability.parties.tokens"
    label = "tokens"
    verbose_name = _("What machines may do")

    def ready(self) -> None:
        """The description of the interface learns what a token is."""
        from traceability.parties.tokens import description  # noqa: F401
