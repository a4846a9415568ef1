"""Take a token back."""

from __future__ import annotations

from traceability.parties.models import Organisation, User
from traceability.parties.permissions import may_act_for
from traceability.parties.tokens.models import MachineToken
from traceability.parties.tokens.refusals import TokenIsAnothers


def revoke(*, token: MachineToken, by: User) -> None:
    """From the next request on it opens nothing. One's own, or a manager anybody's; raises TokenIsAnothers."""
    if token.user_id != by.pk and not may_act_for(by, token.organisation):
        raise TokenIsAnothers(owner=token.user.name)
    MachineToken.objects.filter(pk=token.pk).delete()


def revoke_all(*, user: User, organisation: Organisation) -> None:
    """Every token by which machines act as `user` there; those for other organisations stay. The caller has asked."""
    MachineToken.objects.filter(user=user, organisation=organisation).delete()
