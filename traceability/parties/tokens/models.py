"""What a machine comes with: a token of one person at one organisation, for named kinds of work, until a day."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, AuthTokenManager

from traceability.parties.models import Organisation, User
from traceability.web.scopes import Scope

ONE = "|".join(sorted(Scope.values))
KNOWN_SCOPES = rf"^({ONE})( ({ONE}))*$"
"""As RFC 6749 section 3.3 writes scopes: names with a blank between, each one of ours."""


class MachineTokenQuerySet(models.QuerySet["MachineToken"]):
    def visible_to(self, user: User) -> MachineTokenQuerySet:
        """Those of the organisations at whose desks somebody sits, colleagues' tokens too."""
        return self.filter(organisation__in=user.organisations())

    def in_force(self) -> MachineTokenQuerySet:
        """Those that have not ended."""
        return self.filter(expiry__gt=timezone.now())


class MachineToken(AbstractAuthToken):
    """A secret, kept as its hash, that lets a machine do some of what a person does for an organisation."""

    number = models.UUIDField(default=uuid4, unique=True, editable=False, help_text=_("Names the token; no secret"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60, help_text=_("Which machine has it"))
    scopes = models.CharField(max_length=200, help_text=_("Names with a blank between: read receive"))
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = AuthTokenManager.from_queryset(MachineTokenQuerySet)()  # type: ignore[misc] # the stub has another

    class Meta:
        ordering: ClassVar = ["-created", "number"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(scopes__regex=KNOWN_SCOPES), name="a_token_has_known_scopes"),
            models.CheckConstraint(condition=Q(expiry__isnull=False), name="a_token_ends"),
            models.CheckConstraint(condition=~Q(name=""), name="a_token_says_which_machine_has_it"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may(self) -> list[Scope]:
        """Its scopes, in the order in which we list them."""
        names = self.scopes.split()
        return [scope for scope in Scope if scope.value in names]

    @property
    def page(self) -> str:
        """The address at which another one is made."""
        return page_for(self.organisation)


def page_for(organisation: Organisation) -> str:
    """The address of the page of tokens: at the importer's desk or at that of all others."""
    room = "import-tokens" if organisation.kind == Organisation.Kind.IMPORTER else "tokens"
    return f"{settings.PUBLIC_ORIGIN}{reverse(f'{room}:tokens')}"
