from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BooksConfig(AppConfig):
    name = "traceability.lots.books"
    label = "books"
    verbose_name = _("Books and stocktakes")

    def ready(self) -> None:
        """The lot's page and the board show what is said here."""
        import_module("traceability.lots.books.panels")
