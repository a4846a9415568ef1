"""What no page and no translation says of fruit or code, in any language that buyers read."""

from __future__ import annotations

import re

PROMISED = re.compile(
    r"auth?[eé]nti|genuin|legítim|legittim|véritable|verdader|\becht|"
    r"guarant|garan[dt]|gewährleist|\bgewähr\b|waarborg|"
    r"\boriginal|origineel|originel|"
    r"正品|真品|保真|正宗|原装|保证|担保",
    re.IGNORECASE,
)
"""That it is real, or that somebody stands surety: a code can be copied, and what was recorded is all that is known."""
IMITATED = re.compile(
    r"风味|风格|\bstyle|\bstil\b|\bnach\s+(?:\w+\s+)?art\b|\bfaçon\b|\bstijl\b|\bestilo\b|\bstile\b", re.IGNORECASE
)
"""“Baise-style” and its kin are infringements (EU-China agreement on geographical indications, art. 4.1(b))."""
