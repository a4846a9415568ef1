"""Reference data into the database: every room's own, from the files in its `data/`."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.module_loading import module_has_submodule


class Command(BaseCommand):
    """Asks each installed room that has a `reference` module to load, one transaction a room."""

    help = "Load the reference data of every room. Run it again whenever the files change: it repeats nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        for config in apps.get_app_configs():
            if not config.module or not module_has_submodule(config.module, "reference"):
                continue
            load = import_module(f"{config.name}.reference").load
            with transaction.atomic():
                counts: dict[str, int] = load()
            if options["verbosity"]:
                for table, count in counts.items():
                    self.stdout.write(f"{config.label:>14}  {count:>6}  {table}")
