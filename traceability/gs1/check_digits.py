"""The check digit of every numeric GS1 key: GS1 General Specifications, section 7.9.1."""


def check_digit(body: str) -> str:
    """The digit that follows `body`, a key of any length without its check digit.

    From the right the digits weigh 3, 1, 3, 1, …; the check digit fills their sum up to a multiple of ten.
    Raises ValueError unless `body` consists of ASCII digits.
    """
    if not (body.isascii() and body.isdigit()):
        raise ValueError(f"A GS1 key is made of digits; {body!r} is not.")
    total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def has_valid_check_digit(key: str) -> bool:
    """True when the last digit of `key` is the check digit of the others."""
    return len(key) > 1 and key.isascii() and key.isdigit() and check_digit(key[:-1]) == key[-1]
