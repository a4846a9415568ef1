"""What is said of a batch to the systems of its importer. No person, no price, no position of a plot is in it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from exports.news import News, hearer
from exports.webhooks.acts.owe import owe
from exports.webhooks.models import Hook


@hearer(order=10)
def owe_messages(news: News) -> None:
    """One message for every address of the importer that wants to hear of this."""
    hooks = Hook.objects.filter(organisation=news.batch.importer_id, removed_at=None)
    for hook in hooks:
        if news.kind in hook.kinds:
            owe(hook=hook, kind=str(news.kind.value), data=message_of(news))


def message_of(news: News) -> dict[str, Any]:
    """The batch as its importer knows it, and what is new."""
    batch = news.batch
    return {
        "batch": batch.code,
        "state": batch.state,
        "exporter_gln": batch.exporter.gln,
        "importer_gln": batch.importer.gln,
        "container": batch.container,
        "leaves_on": batch.leaves_on.isoformat(),
        "arrives_on": batch.arrives_on.isoformat(),
        "page": settings.PUBLIC_ORIGIN + reverse("imports:batch", args=[batch.code]),
        **news.facts,
    }
