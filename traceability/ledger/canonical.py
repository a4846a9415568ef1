"""The one way in which we write JSON that is hashed, signed or sealed: RFC 8785, the JSON Canonicalization Scheme."""

from typing import Any

import rfc8785


def canonical_json(value: Any) -> bytes:
    """`value` as canonical UTF-8 JSON. Whoever wrote these bytes keeps them; nobody writes them a second time.

    Raises ValueError for what has no canonical form: integers beyond 2**53 - 1, NaN and infinity, lone surrogates,
    keys that are no text, types that are no JSON, and nesting too deep to follow.
    """
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as error:
        raise ValueError(f"This has no canonical JSON form: {error}.") from error
    except (UnicodeEncodeError, RecursionError) as error:
        raise ValueError(f"This has no canonical JSON form: {type(error).__name__}.") from error
