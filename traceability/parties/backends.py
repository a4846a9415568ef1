"""Who may sign in with a password."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from traceability.parties.models import User
from traceability.web.prepared import Prepared

_user = Prepared(lambda key: User._default_manager.filter(pk=key), -1)


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

    def get_user(self, user_id: int) -> User | None:
        """Who is signed in, asked at every request; None for who may not be any more."""
        found = _user(user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
