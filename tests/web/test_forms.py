"""Weights as people type them, and refusals beside the form."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from traceability.web import weights
from traceability.web.failures import Refused
from traceability.web.forms import KilogramField, LookForm, answer_status, refused_into
from traceability.web.weights import parse_weight


class Full(Refused):
    sentence = "Crate %(number)s is full."


class WeighForm(LookForm):
    weight_g = KilogramField(label="Weight, kg", help_text="One decimal")
    how = forms.ChoiceField(choices=[("a", "Accept"), ("b", "Refuse")], widget=forms.RadioSelect, required=False)
    sure = forms.BooleanField(required=False)


@pytest.mark.parametrize(
    ("typed", "grams"),
    [
        ("43.25", 43_250), ("43,25", 43_250), ("４３．２５", 43_250), ("86.5 斤", 43_250),
        ("86.5斤", 43_250), ("86.5 jin", 43_250),
        ("43.25 kg", 43_250),
        ("43.25公斤", 43_250), ("500 g", 500), ("1.2 t", 1_200_000),
        ("12,000.5", 12_000_500),
        ("12.000,5", 12_000_500), ("12 000,5", 12_000_500), ("0,125", 125),
        ("12.000", 12_000), (" .5 ", 500), ("7", 7000),
    ],
)  # fmt: skip
def test_weight_is_understood(typed, grams):
    assert parse_weight(typed) == grams


@pytest.mark.parametrize(
    ("typed", "failure"),
    [
        ("", weights.NotAWeight), ("abc", weights.NotAWeight), ("NaN", weights.NotAWeight),
        ("Infinity", weights.NotAWeight),
        ("1e3", weights.NotAWeight), ("1,2,3", weights.NotAWeight), ("5.", weights.NotAWeight),
        ("5 lb", weights.NotAWeight),
        ("12,000", weights.WeightIsAmbiguous), ("0", weights.WeightIsNothing), ("-3", weights.WeightIsNothing),
        ("0.0001", weights.WeightIsTooFine), ("1 000 001", weights.WeightIsTooLarge), ("9" * 60, weights.NotAWeight),
        ("1\0", weights.NotAWeight), ("²", weights.NotAWeight), ("٤٣", weights.NotAWeight),
    ],
)  # fmt: skip
def test_weight_is_refused_in_clear_words(typed, failure):
    with pytest.raises(failure) as refused:
        parse_weight(typed)
    assert refused.value.message


def test_two_readings_are_both_named():
    with pytest.raises(weights.WeightIsAmbiguous) as refused:
        parse_weight("12,000")
    assert "12000" in refused.value.message
    assert "12.0" in refused.value.message


@given(st.text(max_size=30))
def test_any_text_is_a_weight_or_a_sentence(typed):
    try:
        grams = parse_weight(typed)
    except weights.Invalid as refused:
        said = str(refused)
        grams = len(said)
    assert 0 < grams <= weights.MAX_GRAMS


@given(st.integers(1, weights.MAX_GRAMS))
def test_a_weight_shown_and_sent_back_is_the_same_weight(grams):
    field = KilogramField()
    assert field.clean(field.prepare_value(grams)) == grams


def test_field_is_drawn_with_label_above_and_help_below():
    page = str(WeighForm())
    assert page.index("Weight, kg</label>") < page.index("<input") < page.index("One decimal")
    assert 'inputmode="decimal"' in page
    assert '<label class="pick"' in page


def test_wrong_field_says_so_in_its_place():
    page = str(WeighForm({"weight_g": "abc"}))
    assert 'class="field bad"' in page
    assert "is not a weight" in page
    assert "One decimal" not in page
    assert 'aria-invalid="true"' in page


def test_refusal_becomes_a_sentence_of_the_form():
    form = WeighForm({"weight_g": "5"})
    assert form.is_valid()
    with refused_into(form):
        raise Full(number=3, rule="R7")
    assert answer_status(form) == 422
    assert "Crate 3 is full." in str(form)
    assert "R7" in str(form)


def test_a_fault_is_not_taken_for_a_refusal():
    with pytest.raises(RuntimeError), refused_into(WeighForm({})):
        raise RuntimeError
