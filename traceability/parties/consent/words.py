"""What buyers read of growers who agreed to be named: the same words on their page and in the grower's own preview."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def grown_by(names: str, *, named: int, growers: int, is_whole: bool) -> str:
    """`names` of so many of the `growers` who are recorded; `is_whole` when all of the fruit is theirs.

    The sentence has nothing in it that HTML would read otherwise, so that marked-up names give a marked-up sentence.
    """
    if not is_whole:
        sentence = _("Among those who grew it: %(names)s.")
    elif named == growers:
        sentence = _("Grown by %(names)s.")
    else:
        sentence = ngettext(
            "Grown by %(growers)s grower, among them %(names)s.",
            "Grown by %(growers)s growers, among them %(names)s.",
            growers,
        )
    return sentence % {"names": names, "growers": growers}
