"""Tokens in the OpenAPI description: what they are, and which scope each operation asks for."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from traceability.web.scopes import Openness, Scope, need_of

NAME = "token"


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The header, and per operation the scope, which OpenAPI 3.1 lets any scheme name as a role (section 4.8.30)."""

    target_class = "traceability.parties.tokens.authentication.ScopedTokenAuthentication"
    name = NAME

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """The header `Authorization: Token …`, and all scopes there are."""
        scopes = "\n".join(f"- `{scope.value}`: {scope.label}" for scope in Scope)
        words = "`Token ` and a token made at a desk or by POST /api/v1/token/. What it may do is its scope:"
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": f"{words}\n\n{scopes}"}

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[Any]] | list[dict[str, list[Any]]]:
        """The scope that the operation needs; nothing where no token may."""
        need = need_of(auto_schema.view, auto_schema.method)
        if need is Openness.PEOPLE:
            return []
        return {self.name: [need.value] if isinstance(need, Scope) else []}


def say_scopes(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """A drf-spectacular hook: below each operation, in words, the scope that a token needs."""
    for path in result["paths"].values():
        for operation in path.values():
            named = [scopes for each in operation.get("security", []) for name, scopes in each.items() if name == NAME]
            said = "Not for tokens: somebody does it in their own name." if operation.get("security") else ""
            if named:
                said = f"Scope: `{named[0][0]}`." if named[0] else "No scope is needed."
            operation["description"] = "\n\n".join(filter(None, [operation.get("description", ""), said]))
            if not operation["description"]:
                del operation["description"]
    return result
