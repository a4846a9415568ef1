"""Container numbers, by the examples of ISO 6346."""

import pytest

from exports.containers import compact, is_container_number, spell


@pytest.mark.parametrize("number", ["CSQU3054383", "MSCU6639870", "TYTU2607020"])
def test_known_numbers_are_right(number: str) -> None:
    assert is_container_number(number)


@pytest.mark.parametrize(
    "wrong", ["CSQU3054384", "CSQU305438", "CSQX3054383", "csqu3054383", "", "CSQU30543833", "СSQU3054383"]
)
def test_others_are_not(wrong: str) -> None:
    assert not is_container_number(wrong)


@pytest.mark.parametrize("place", range(4, 10))
def test_every_wrong_digit_of_the_serial_is_found(place: int) -> None:
    known = "CSQU3054383"
    for digit in set("0123456789") - {known[place]}:
        assert not is_container_number(known[:place] + digit + known[place + 1 :])


def test_typed_as_on_the_door_and_stored_without_spaces() -> None:
    assert compact(" tytu 260702-0 ") == "TYTU2607020"
    assert spell("TYTU2607020") == "TYTU 260702 0"
    assert spell("not yet") == "not yet"
