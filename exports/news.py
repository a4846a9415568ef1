"""What becomes of a batch, told to whoever wants to hear it: rooms beside answer without being imported.

    @hearer(order=10)
    def write_letters(news: News) -> None: ...

An act tells inside its transaction, so a hearer only writes rows: what was rolled back was never told, and what was
told is sent by jobs that outlive a crash. Before it leaves, a batch is its exporter's business; that it is ready, its
importer hears.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from exports.models import ExportBatch
from exports.models.batch import BEFORE_LEAVING
from traceability.lots.panels import Registry


class Kind(TextChoices):
    """What an importer may be told of."""

    ANNOUNCED = "batch.announced", _("A batch is ready to be loaded")
    SHIPPED = "batch.shipped", _("A batch has left its port")
    ARRIVED = "batch.arrived", _("A batch has arrived")
    DOCUMENTS = "batch.documents", _("A paper was added")
    WITHDRAWN = "batch.documents_withdrawn", _("A paper was withdrawn")
    RECALLED = "fruit.recalled", _("Fruit of a batch is recalled")


@dataclass(frozen=True)
class News:
    """Something that happened to a batch; `facts` are plain JSON and name no person."""

    kind: Kind
    batch: ExportBatch
    facts: Mapping[str, Any] = field(default_factory=dict)


hearer: Registry[None] = Registry()
"""(news) -> nothing."""


def tell(kind: Kind, batch: ExportBatch, **facts: Any) -> None:
    """Let everybody who listens write down what they owe the importer of a batch."""
    if kind == Kind.ANNOUNCED or batch.state not in BEFORE_LEAVING:
        hearer.results(News(kind, batch, facts))
