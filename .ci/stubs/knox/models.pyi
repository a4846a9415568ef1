from datetime import timedelta
from typing import Any, TypeVar

from django.db import models

Token = TypeVar("Token", bound=models.Model)

class AuthTokenManager(models.Manager[Token]):
    def create(  # type: ignore[override]
        self, user: Any, expiry: timedelta | None = ..., prefix: str | None = ..., **kwargs: Any
    ) -> tuple[Token, str]: ...

class AbstractAuthToken(models.Model):
    digest = models.CharField(max_length=128, primary_key=True)
    token_key = models.CharField(max_length=25)
    user = models.ForeignKey("parties.User", on_delete=models.CASCADE, related_name="auth_token_set")
    created = models.DateTimeField(auto_now_add=True)
    expiry = models.DateTimeField(null=True, blank=True)
    class Meta:
        abstract = True
