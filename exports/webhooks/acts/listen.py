"""An importer's system begins to listen, gets another secret, or listens no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from exports.news import Kind
from exports.webhooks.addresses import pinned
from exports.webhooks.models import Hook
from exports.webhooks.refusals import HookStandsAlready, NothingToHear, TooManyHooks
from exports.webhooks.secrets import new_secret, seal
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for

MOST_HOOKS = 10
OLD_SECRET_SIGNS_FOR = timedelta(hours=24)
Role = Membership.Role


@dataclass(frozen=True)
class Opened:
    """An address with its secret, in the clear for the only time."""

    hook: Hook
    secret: str


@transaction.atomic
def listen(*, organisation: Organisation, url: str, kinds: Sequence[str], by: User) -> Opened:
    """Send these kinds of news about the batches of `organisation` to an https address from now on.

    Raises NotYourOrganisation, NothingToHear, TooManyHooks, HookStandsAlready, AddressIsNotSecure, PortIsClosed,
    AddressLeadsNowhere or AddressIsPrivate.
    """
    must_act_for(by, organisation, Role.BUYER)
    wanted = [kind for kind in Kind.values if kind in kinds]
    if not wanted:
        raise NothingToHear
    url = url.strip()
    pinned(url)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    standing = Hook.objects.filter(organisation=organisation, removed_at=None)
    if standing.filter(url=url).exists():
        raise HookStandsAlready(url=url)
    if standing.count() >= MOST_HOOKS:
        raise TooManyHooks(most=MOST_HOOKS)
    secret = new_secret()
    hook = Hook.objects.create(organisation=organisation, url=url, kinds=wanted, secret=seal(secret), made_by=by)
    return Opened(hook, secret)


@transaction.atomic
def rotate_secret(*, hook: Hook, by: User) -> Opened:
    """Another secret; the one before signs beside it for a day, so that no message is lost meanwhile.

    Raises NotYourOrganisation.
    """
    must_act_for(by, hook.organisation, Role.BUYER)
    secret = new_secret()
    locked = Hook.objects.select_for_update().get(pk=hook.pk)
    locked.old_secret, locked.old_until = locked.secret, timezone.now() + OLD_SECRET_SIGNS_FOR
    locked.secret = seal(secret)
    locked.save(update_fields=["secret", "old_secret", "old_until"])
    return Opened(locked, secret)


@transaction.atomic
def stop_listening(*, hook: Hook, by: User) -> Hook:
    """Nothing more is sent there; what was sent stays listed. Twice is once. Raises NotYourOrganisation."""
    must_act_for(by, hook.organisation, Role.BUYER)
    Hook.objects.filter(pk=hook.pk, removed_at=None).update(removed_at=timezone.now())
    hook.refresh_from_db()
    return hook
