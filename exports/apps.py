from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    name = "exports"
    verbose_name = _("Exports")

    def ready(self) -> None:
        """Register what exports add to the pages of lots, to their books and to a recall, and their long work."""
        import_module("exports.finders")
        import_module("exports.panels")
        import_module("exports.books")
        import_module("exports.recalls")
        import_module("exports.acts.make_documents")
        import_module("exports.acts.judge_again")
        import_module("exports.acts.notice_changes")
