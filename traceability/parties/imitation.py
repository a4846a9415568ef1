"""No text of ours imitates a protected name: "Baise-style", 百色风味 and the like are infringements.

EU-China Agreement on GIs (OJ L 408I, 4.12.2020, p. 3), Article 4.1(b): protected also in translation, transcription or
transliteration, and with "kind", "type", "style", "imitation" or the like, even where the true origin is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from traceability.parties.refusals import TextImitatesTheName

_NAME = r"(百色|bai[\W_]*se)"
_FRUIT = r"([\W_]*(芒果|杧果|mang[\W_]*guo|mango(e?s)?))?"
_LIKE = (
    r"([风風][\W_]*味|口味|味道|味|[风風][\W_]*格|同款|款|式|型|类|類|仿|"
    r"(style[ds]?|types?|kinds?|like|imitations?|flavou?r(ed)?|stil|stijl|typ|tipo|estilo|facon|aroma)\b)"
)
_BEFORE_ZH = r"(仿|类似|類似|冒)"
_BEFORE = (
    r"\b(style|type|kind|imitation|imitating|flavou?r|stil|stijl|typ|tipo|estilo|facon|imitazione)"
    r"([\s-]+(of|from|the|de|di|du|da|del|von|van))*[\s-]+"
)
_IMITATION = re.compile(f"{_NAME}{_FRUIT}[\\W_]*{_LIKE}|({_BEFORE_ZH}|{_BEFORE}){_NAME}")


def imitates(text: str) -> bool:
    """True when a text speaks of something like the name. Spelling does not matter: width, accents, capitals, gaps."""
    if text.isascii() and "bai" not in text.casefold():
        return False
    apart = unicodedata.normalize("NFKD", text).casefold()
    return bool(_IMITATION.search("".join(sign for sign in apart if unicodedata.category(sign) not in {"Mn", "Cf"})))


def must_not_imitate(texts: Iterable[str]) -> None:
    """Raises TextImitatesTheName for the first text that does."""
    for text in texts:
        if imitates(text):
            raise TextImitatesTheName(text=text)
