"""What is registered with the resolver: partners' links for their own keys, and misprinted codes that were recognised.

State and its invariants; the verbs stand in acts/.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import Event
from traceability.lots.models import Lot
from traceability.parties.models import Organisation, User

MOST_CHARACTERS = 500
"""Of an address: what any browser, proxy and header carries with our reader's query behind it."""


class PartnerLinkQuerySet(models.QuerySet["PartnerLink"]):
    def visible_to(self, user: User) -> PartnerLinkQuerySet:
        """The links of the user's own organisations, retired ones included."""
        return self.filter(owner__in=user.organisations())

    def in_use(self) -> PartnerLinkQuerySet:
        """Those that nobody has retired."""
        return self.filter(retired_at=None)


class PartnerLink(models.Model):
    """A page of a partner's own, for a key of its own. Never changed: it is retired, and another one registered."""

    identifier = models.CharField(max_length=200, help_text=_("Canonical Digital Link URI of the key"))
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partner_links")
    kind = models.CharField(max_length=40, help_text=_("Link type of the GS1 Web Vocabulary, without prefix"))
    href = models.CharField(max_length=MOST_CHARACTERS)
    title = models.CharField(max_length=120)
    media = models.CharField(max_length=60, default="text/html", help_text=_("IANA media type"))
    languages = models.CharField(max_length=60, blank=True, help_text=_("de,pt-BR; empty: not said"))
    context = models.CharField(max_length=40, blank=True)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PartnerLinkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["identifier", "kind", "href", "media", "languages", "context"],
                condition=Q(retired_at=None),
                name="a_link_is_registered_once",
            ),
            models.CheckConstraint(condition=Q(href__startswith="https://"), name="a_registered_link_is_https"),
            models.CheckConstraint(
                condition=Q(identifier__startswith="https://id.gs1.org/"), name="a_registered_link_is_of_a_gs1_key"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_registered_link_has_a_title"),
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_by=None) | Q(retired_at__isnull=False, retired_by__isnull=False),
                name="a_retired_link_says_by_whom",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["identifier"], condition=Q(retired_at=None), name="registered_links_in_use"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.href}"

    @property
    def tongues(self) -> tuple[str, ...]:
        """The languages, one by one."""
        return tuple(self.languages.split(",")) if self.languages else ()


class Alias(models.Model):
    """A code that stands on cartons and is no code of ours otherwise: the lot that it means, for ever."""

    identifier = models.CharField(max_length=200, unique=True, help_text=_("Canonical Digital Link URI as printed"))
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="aliases")
    reason = models.CharField(max_length=200)
    recognised_at = models.DateTimeField()
    recognised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = _("aliases")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(identifier__startswith="https://id.gs1.org/01/"), name="an_alias_is_of_a_trade_item"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_alias_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.identifier} → {self.lot}"
