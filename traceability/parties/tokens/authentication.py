"""How a token is let in: the one place where its scope, its organisation and its owner's role are looked at."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from traceability.parties.models import User
from traceability.parties.tokens.models import MachineToken
from traceability.parties.tokens.refusals import NotForTokens, ScopeIsMissing
from traceability.web.language import speak_to
from traceability.web.scopes import Openness, Scope, need_of

NOTED_EVERY = timedelta(minutes=10)
"""When a token was last used is written no more often than that, so that reading does not become writing."""


class ScopedTokenAuthentication(TokenAuthentication):
    """`Authorization: Token …`: its owner, for the token's organisation alone, within the token's scope.

    No view can forget the scope: whoever is let in by a token came through here, and a view that declares no scope
    lets no token in.
    """

    def authenticate(self, request: Request) -> tuple[User, MachineToken] | None:
        """The owner and the token, or None without one. Raises AuthenticationFailed, ScopeIsMissing, NotForTokens."""
        try:
            let_in: tuple[User, MachineToken] | None = super().authenticate(request)
        except (AuthenticationFailed, UnicodeDecodeError) as problem:
            raise AuthenticationFailed(
                _("This token is not valid: it has ended, was revoked or was not copied whole. Make one at your desk.")
            ) from problem
        if let_in is not None:
            speak_to(request._request, let_in[0].language)
            must_be_within(let_in[1], request)
        return let_in

    def validate_user(self, auth_token: MachineToken) -> tuple[User, MachineToken]:
        """Its owner, who must still act for its organisation; only there do they act while the request lasts."""
        user, token = super().validate_user(auth_token)
        user.acts_for = token.organisation
        if not user.organisations().exists():
            raise AuthenticationFailed
        now = timezone.now()
        unnoted = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
        if token.last_used_at is None or token.last_used_at < now - NOTED_EVERY:
            MachineToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
        return user, token


def must_be_within(token: MachineToken, request: Request) -> None:
    """Raises ScopeIsMissing or NotForTokens unless the token may do what the request asks for.

    A method that the view does not have passes: the answer is 405, whoever asks.
    """
    view: Any = request.parser_context["view"]
    if not hasattr(view, (request.method or "").lower()):
        return
    need = need_of(view, request.method)
    if need is Openness.PEOPLE:
        raise NotForTokens(page=f"{settings.PUBLIC_ORIGIN}/")
    if isinstance(need, Scope) and need not in token.may:
        raise ScopeIsMissing(scope=need.value, work=need.label, page=token.page)
