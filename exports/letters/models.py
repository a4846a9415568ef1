"""Who wants no letters."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Silence(models.Model):
    """A person who reads the desk and wants no e-mail about it. A recall is written all the same."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="silence")
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.user)
