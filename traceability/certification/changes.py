"""Whom to call when limits or opening days have changed, without asking the rooms above by name.

    @rules_changed(order=10)
    def judge_again() -> None: ...

A room registers in a module that its AppConfig imports in `ready()`. Called inside the transaction of the change.
"""

from __future__ import annotations

from traceability.lots.panels import Registry

rules_changed: Registry[object] = Registry()
