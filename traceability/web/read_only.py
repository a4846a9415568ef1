"""Rows in the admin that are there to look at: what happened changes by acts."""

from __future__ import annotations

from typing import Any


class ReadOnly:
    """No door for writing, whoever asks. A mixin for admin classes and inlines."""

    def has_add_permission(self, *args: Any) -> bool:
        return False

    def has_change_permission(self, *args: Any) -> bool:
        return False

    def has_delete_permission(self, *args: Any) -> bool:
        return False
