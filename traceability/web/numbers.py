"""Numbers as the reader's language writes them."""

from decimal import Decimal

from babel.numbers import format_percent
from django.utils.formats import get_format
from django.utils.numberformat import format as format_number
from django.utils.translation import get_language, to_locale


def localised(value: int | Decimal) -> str:
    """With the decimals it has, in groups of three.

    Django groups Chinese numbers by ten thousands (1,2000); Chinese scales, invoices and certificates group by
    thousands, with a comma.
    """
    text = str(value) if isinstance(value, int) else format(value, "f")
    decimals = len(text.partition(".")[2])
    return str(
        format_number(
            text,
            get_format("DECIMAL_SEPARATOR"),
            decimals,
            grouping=3,
            thousand_sep=get_format("THOUSAND_SEPARATOR") or ",",
            force_grouping=True,
            use_l10n=True,
        )
    )


def percent(hundredths: int) -> str:
    """A share as the CLDR writes it: 62% in English, 62 % in German; it does not break."""
    return str(format_percent(hundredths / 100, locale=to_locale(get_language() or "en")))
