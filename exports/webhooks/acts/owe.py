"""A message is owed to an address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from exports.webhooks.jobs import try_at
from exports.webhooks.models import Delivery, Hook, new_id
from traceability.parties.models import Membership, User
from traceability.parties.permissions import must_act_for

TRIAL = "trial"
"""Not about any batch: sent by hand, to see whether an address takes what is sent."""


@transaction.atomic
def owe(*, hook: Hook, kind: str, data: Mapping[str, Any]) -> Delivery:
    """Write a message down for good and ask for its first attempt once the surrounding transaction stands."""
    identifier = new_id()
    message = {"id": str(identifier), "type": kind, "timestamp": timezone.now().isoformat(), "data": dict(data)}
    body = json.dumps(message, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    delivery = Delivery.objects.create(pk=identifier, hook=hook, kind=kind, body=body)
    try_at(delivery)
    return delivery


def owe_a_trial(*, hook: Hook, by: User) -> Delivery:
    """A message about nothing. Raises NotYourOrganisation."""
    must_act_for(by, hook.organisation, Membership.Role.BUYER)
    return owe(hook=hook, kind=TRIAL, data={})
