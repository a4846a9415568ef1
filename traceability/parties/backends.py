"""Who may sign in with a password."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from traceability.parties.models import User


class PhoneOrEmailBackend(ModelBackend):
    """Staff sign in with phone number or e-mail address, and a password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """The person, or None; an unknown name takes as long as a wrong password."""
        if not username or password is None:
            return None
        try:
            user = User.objects.get_by_natural_key(username.strip())
        except User.DoesNotExist:
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
