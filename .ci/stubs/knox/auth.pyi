from typing import Any

from rest_framework.authentication import BaseAuthentication

class TokenAuthentication(BaseAuthentication):
    def validate_user(self, auth_token: Any) -> tuple[Any, Any]: ...
