"""What the packing house types."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.lots.classes import CLASSES, may_be_called
from traceability.lots.models import Lot, Product
from traceability.lots.refusals import LossIsTooLarge, LotOverdrawn
from traceability.parties.models import Place
from traceability.web.forms import KilogramField, LookForm
from traceability.web.templatetags.look import kg

MOST_PARTS = 6
HEAVIEST_CARTON_G = 1_000_000


class ProductChoice(forms.ModelChoiceField):
    """Trade items by net weight and class."""

    def label_from_instance(self, obj: Any) -> str:
        quality = [_("class %(quality)s") % {"quality": obj.quality_class}] if obj.quality_class else []
        what = _(", ").join([kg(obj.unit_weight_g, "unit"), *quality])
        return f"{what} · {obj.gtin}"


class PackForm(LookForm):
    """Into which cartons, how many, and what was sorted out."""

    product = ProductChoice(label=_("Carton"), queryset=Product.objects.none(), empty_label=None, to_field_name="gtin")
    cartons = forms.IntegerField(
        label=_("Cartons"), min_value=1, max_value=10_000_000, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    loss_g = KilogramField(label=_("Sorted out, kg"), required=False, help_text=_("Recorded as loss"))

    def __init__(self, *args: Any, lot: Lot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.product_field.queryset = packings_of(lot)
        self.fields["cartons"].help_text = _("At most what %(left)s gives") % {"left": kg(lot.remaining_g, "unit")}

    @property
    def product_field(self) -> ProductChoice:
        """The choice of cartons."""
        return cast("ProductChoice", self.fields["product"])

    def clean_loss_g(self) -> int:
        """Nothing typed is nothing lost."""
        return self.cleaned_data["loss_g"] or 0


class CartonForm(LookForm):
    """A carton that does not exist yet: its net weight, and the class if one is claimed."""

    unit_weight_g = KilogramField(
        label=_("Net weight of one carton, kg"), limit=HEAVIEST_CARTON_G, help_text=_("Fruit alone, for example 5")
    )
    quality_class = forms.ChoiceField(
        label=_("Class"),
        choices=[("", _("none is claimed")), ("Extra", "Extra"), ("I", "I"), ("II", "II")],
        required=False,
        initial="I",
    )


def packings_of(lot: Lot) -> Any:
    """The owner's cartons for the lot's variety, small ones first, none of a better class than the lot has."""
    classes = ["", *(quality for quality in CLASSES if may_be_called(lot.product.quality_class, quality))]
    cartons = Product.objects.filter(
        owner=lot.owner, variety=lot.product.variety, unit_weight_g__isnull=False, quality_class__in=classes
    )
    return cartons.order_by("unit_weight_g", "quality_class")


class SplitForm(LookForm):
    """The weights of the new lots; what is not named stays."""

    def __init__(self, *args: Any, lot: Lot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_PARTS + 1):
            label = _("New lot %(number)s, kg") % {"number": number}
            self.fields[f"part_{number}"] = KilogramField(label=label, required=number == 1)

    @property
    def weights_g(self) -> list[int]:
        """The weights that were typed, in order."""
        parts = (self.cleaned_data.get(f"part_{number}") for number in range(1, MOST_PARTS + 1))
        return [grams for grams in parts if grams]


class GradeForm(LookForm):
    """How much of each class came off the line, and what was sorted out."""

    loss_g = KilogramField(label=_("Sorted out, kg"), required=False, help_text=_("Recorded as loss"))

    def __init__(self, *args: Any, lot: Lot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for quality in CLASSES:
            if may_be_called(lot.product.quality_class, quality):
                label = _("Class %(quality)s, kg") % {"quality": quality}
                self.fields[f"class_{quality}"] = KilogramField(label=label, required=False)
        self.order_fields([f"class_{quality}" for quality in CLASSES])

    @property
    def graded(self) -> dict[str, Any]:
        """What came off the line, as the act takes it."""
        given = self.cleaned_data
        parts = [(quality, given[f"class_{quality}"]) for quality in CLASSES if given.get(f"class_{quality}")]
        return {"parts": parts, "loss_g": given["loss_g"] or 0}


class CorrectForm(LookForm):
    """What the scale really showed."""

    weight_g = KilogramField(label=_("The scale showed, kg"))
    reason = forms.CharField(
        label=_("What went wrong"), max_length=200, help_text=_("Stays in the house, beside both weights")
    )


class WasteForm(LookForm):
    """How much was thrown away, and why."""

    weight_g = KilogramField(label=_("Weight, kg"))
    reason = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("Stays in the house: it is no part of what buyers read")
    )


class PlaceChoice(forms.ModelChoiceField):
    """Places by their name in Latin letters, if they have one."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class BlendForm(LookForm):
    """So many kilograms of each chosen lot, over one belt."""

    place = PlaceChoice(label=_("Where"), queryset=Place.objects.none(), empty_label=None)
    loss_g = KilogramField(label=_("Sorted out, kg"), required=False, help_text=_("Recorded as loss"))

    def __init__(self, *args: Any, lots: list[Lot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = lots
        houses = Place.objects.filter(owner=lots[0].owner).exclude(kind__in=(Place.Kind.PLOT, Place.Kind.PORT))
        cast("PlaceChoice", self.fields["place"]).queryset = houses.order_by("pk")
        self.initial.setdefault("place", lots[0].place_id)
        for lot in lots:
            name = self.amount_name(lot)
            self.fields[name] = KilogramField(
                label=_("%(code)s, kg") % {"code": lot.code},
                help_text=_("of %(left)s in stock") % {"left": kg(lot.remaining_g, "unit")},
            )
            self.initial.setdefault(name, lot.remaining_g)

    def clean(self) -> dict[str, Any]:
        """Says beside the field what the act would refuse, so that looking already tells."""
        cleaned: dict[str, Any] = super().clean() or {}
        amounts = {lot: cleaned.get(self.amount_name(lot)) or 0 for lot in self.lots}
        for lot, grams in amounts.items():
            if grams > lot.remaining_g:
                refusal = LotOverdrawn(code=lot.code, left_kg=kg(lot.remaining_g), wanted_kg=kg(grams))
                self.add_error(self.amount_name(lot), refusal.message)
        whole_g, loss_g = sum(amounts.values()), cleaned.get("loss_g") or 0
        if 0 < whole_g <= loss_g:
            self.add_error("loss_g", LossIsTooLarge(loss_kg=kg(loss_g), total_kg=kg(whole_g)).message)
        return cleaned

    @staticmethod
    def amount_name(lot: Lot) -> str:
        """The field that holds a lot's kilograms."""
        return f"kg-{lot.product.gtin}-{lot.code}"

    @property
    def amounts(self) -> list[Any]:
        """The fields of the lots, drawn apart from place and loss."""
        return [self[self.amount_name(lot)] for lot in self.lots]

    @property
    def inputs(self) -> list[tuple[Lot, int]]:
        """Lots with the grams that were typed, or all that is left while nothing was."""
        given = self.cleaned_data if self.is_bound and not self.errors else self.initial
        return [(lot, given[self.amount_name(lot)]) for lot in self.lots]

    @property
    def lost_g(self) -> int:
        """The recorded loss; nothing typed is nothing lost."""
        return (self.cleaned_data.get("loss_g") if self.is_bound and not self.errors else 0) or 0
