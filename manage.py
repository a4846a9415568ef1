#!/usr/bin/env python3
"""The command line of Tianyang Trace: `python manage.py demo` shows all of it."""

import os
import sys


def main() -> None:
    """Run a management command, or say in one sentence why this Python cannot."""
    if sys.version_info < (3, 11):
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Tianyang Trace needs Python 3.11 or newer; this is {found}. Install Python 3.11 and try again.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traceability.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
