"""News of a batch become letters to the people of its importer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from exports.letters import words
from exports.letters.post import Letter, send_later, writer
from exports.models import ExportBatch
from exports.news import Kind, News, hearer
from traceability.labels.words import language_for
from traceability.parties.models import Membership, Organisation, User

Role = Membership.Role


@hearer(order=20)
def write_letters(news: News) -> None:
    """One letter to each who looks after imports there; whoever wants none is written to about a recall alone."""
    readers = readers_of(news.batch.importer)
    if news.kind != Kind.RECALLED:
        readers = readers.filter(silence=None)
    for reader in readers:
        facts = {"user": reader.pk, "batch": news.batch.pk, "kind": str(news.kind.value), "facts": dict(news.facts)}
        send_later("news", language_of(reader, news.batch.importer), facts)


def readers_of(importer: Organisation) -> QuerySet[User]:
    """Its managers, buyers and clerks who have an e-mail address."""
    roles = Q(memberships__role__in=(Role.MANAGER, Role.BUYER, Role.CLERK), memberships__organisation=importer)
    reached = User.objects.filter(roles, is_active=True, email__isnull=False).exclude(email="")
    return reached.distinct().order_by("pk")


def language_of(reader: User, firm: Organisation) -> str:
    """The reader's own, else the first of the firm's country that we write, else English."""
    if reader.language in dict(settings.LANGUAGES):
        return reader.language
    native = language_for(firm.country, timezone.localdate())
    return native if native in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@writer("news")
def news_letter(given: dict[str, Any]) -> Letter | None:
    """About a batch; to nobody when the person or the address is gone."""
    batch = ExportBatch.objects.with_names().get(pk=given["batch"])
    reader = readers_of(batch.importer).filter(pk=given["user"]).first()
    if reader is None or not reader.email:
        return None
    left = given["kind"] != Kind.ANNOUNCED
    page = reverse("imports:batch", args=[batch.code]) if left else reverse("imports:coming")
    origin, choices = settings.PUBLIC_ORIGIN, reverse("imports:choices")
    said = words.body(given["kind"], batch, given["facts"], origin + page, origin + choices)
    return Letter(reader.email, words.subject(given["kind"], batch, given["facts"]), said)
