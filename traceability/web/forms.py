"""Forms as the look draws them, and the two things that most of ours need.

    class ReceiveForm(LookForm):
        weight_g = KilogramField(label=_("Weight, kg"), help_text=_("What the scale shows"))

    def receive_page(request, harvest):
        form = ReceiveForm(request.POST or None)
        if form.is_valid():
            with refused_into(form):
                return redirect(receive(harvest=harvest, by=request.user, **form.cleaned_data))
        return render(request, "lots/receive.html", {"form": form}, status=answer_status(form))

In the template: `{{ form }}` draws every field, `{{ form.weight_g.as_field_group }}` one; label above, help below, what
is wrong in its place. `{% include "web/ui/refusal.html" %}` draws what concerns the form as a whole, when fields are
drawn one by one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django import forms
from django.db import IntegrityError
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Failure
from traceability.web.problems import failure_of
from traceability.web.weights import MAX_GRAMS, parse_weight


class LookRenderer(DjangoTemplates):
    """Draws forms with web/ui/form.html and fields with web/ui/field.html."""

    form_template_name = "web/ui/form.html"
    field_template_name = "web/ui/field.html"


PLAIN: dict[str, Any] = {
    "required": _("Fill this in."),
    "min_value": _("It cannot be less than %(limit_value)s."),
    "max_value": _("It cannot be more than %(limit_value)s."),
}
"""What a form says where Django would speak like a program."""
STIFF = forms.Field.default_error_messages["required"]


class LookMixin:
    """For forms and model forms alike."""

    default_renderer: Any = LookRenderer
    refusal: Failure | None = None
    """What an act answered; set by refused_into, drawn above the fields."""
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            for code, sentence in PLAIN.items():
                if field.error_messages.get(code, STIFF) == STIFF:
                    field.error_messages[code] = sentence


class LookForm(LookMixin, forms.Form):
    """A form drawn as the look draws forms."""


class LookModelForm(LookMixin, forms.ModelForm):
    """A model form drawn as the look draws forms."""


@contextmanager
def refused_into(form: forms.BaseForm) -> Iterator[None]:
    """A failure of the act inside becomes a sentence of the form, and the page answers 422 (`answer_status`)."""
    try:
        yield
    except (Failure, IntegrityError) as problem:
        failure = failure_of(problem)
        if failure is None:
            raise
        form.refusal = failure  # type: ignore[attr-defined]
        form.add_error(None, forms.ValidationError(failure.message, code=failure.slug))


def answer_status(form: forms.BaseForm) -> int:
    """200 for a form not yet sent, 422 for one that was sent and not understood or refused."""
    return 422 if form.is_bound and form.errors else 200


class DayInput(forms.DateInput):
    """A day in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PhotosInput(forms.FileInput):
    """Several photos at once."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "image/jpeg,image/png,image/webp"})


class PhotosField(forms.FileField):
    """Cleans to a list of files."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each as a FileField would; none is an empty list."""
        return [super(PhotosField, self).clean(one, initial) for one in data or []]


class KilogramField(forms.Field):
    """A weight, typed in kilograms (or 斤, with its sign), cleaned to integer grams. See `weights.parse_weight`."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"required": _("Write a weight.")}

    def __init__(self, *, limit: int = MAX_GRAMS, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        """Grams, or None for nothing. Raises ValidationError with the sentence of the Invalid."""
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return parse_weight(str(value), limit=self.limit)
        except Failure as problem:
            raise forms.ValidationError(problem.message, code=problem.slug) from problem

    def prepare_value(self, value: Any) -> Any:
        """Initial grams as kilograms; what was typed as it was typed."""
        if not isinstance(value, int):
            return value
        kilograms = Decimal(value) / 1000
        return f"{kilograms:.1f}" if value % 100 == 0 else f"{kilograms.normalize():f}"

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares grams with grams."""
        try:
            return bool(self.to_python(data) != initial)
        except forms.ValidationError:
            return True
