"""What people fill in about papers: the facts of one kind, and what the buyer pays."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exports.documents.facts import CHANNEL, CONTAINER, SCHEME, Fact, facts_of
from exports.documents.words import carton, fruit
from exports.lists import each_of
from exports.models import Document, ExportBatch, PriceList
from traceability.lots.models import Product
from traceability.web.forms import PLAIN, DayInput, KilogramField, LookForm

Kind = Document.Kind
BY_OTHERS = (
    Kind.PHYTO,
    Kind.BILL_OF_LADING,
    Kind.RESIDUE_REPORT,
    Kind.CERTIFICATE,
    Kind.CONFORMITY,
    Kind.ORIGIN,
    Kind.INVOICE,
    Kind.PACKING_LIST,
    Kind.OTHER,
)
"""What an exporter adds by hand; the CHED-PP is the importer's, and the rest is made here."""


class ListField(forms.CharField):
    """Words with commas or line breaks between them, cleaned to a list."""

    def clean(self, value: Any) -> Any:
        """Without empty ones."""
        return each_of(super().clean(value))


def _field(fact: Fact) -> forms.Field:
    given: dict[str, Any] = {"label": fact.label, "required": False, "error_messages": PLAIN}
    if fact is CHANNEL:
        choices = [("", "—"), ("paper", _("on paper")), ("ephyto", _("ePhyto"))]
        return forms.ChoiceField(choices=choices, **given)
    if fact.name.endswith("_g"):
        return KilogramField(**given)
    if fact.name == "packages":
        return forms.IntegerField(min_value=1, **given)
    if fact is CONTAINER or fact is SCHEME:
        return forms.CharField(max_length=120, **given)
    return ListField(max_length=20_000, help_text=_("Several with commas between"), **given)


class PaperForm(LookForm):
    """A paper of one kind: its number, its file, and what it says, as far as one wants to have it compared."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in BY_OTHERS], widget=forms.HiddenInput)
    number = forms.CharField(label=_("Number"), max_length=60)
    issuer = forms.CharField(label=_("From"), max_length=120, help_text=_("Who issued it"))
    issued_on = forms.DateField(label=_("Dated"), widget=DayInput())
    file = forms.FileField(label=_("Scan"), required=False, help_text=_("PDF, PNG or JPEG, up to 10 MB"))

    def __init__(self, *args: Any, batch: ExportBatch, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind_, self.facts = Kind(kind), facts_of(kind)
        if kind == Kind.PHYTO:
            self._as_certificate()
        for fact in self.facts:
            self.fields[fact.name] = _field(fact)
        if kind not in Document.SINGLE:
            standing = batch.documents.in_force().filter(kind=kind)
            self.fields["replaces"] = forms.ModelChoiceField(
                standing, label=_("Replaces"), required=False, empty_label=_("none of these")
            )

    def _as_certificate(self) -> None:
        """Its XML says number, issuer and day by itself."""
        for name in ("number", "issuer", "issued_on"):
            self.fields[name].required = False
        self.fields["file"].label = _("Scan or XML")
        self.fields["file"].help_text = _("PDF, PNG or JPEG; of an ePhyto the XML, which fills in the rest")
        self.fields["additional_declaration"] = forms.CharField(
            label=_("Additional declaration"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("As printed, with its Annex VII position"),
        )

    @property
    def told(self) -> dict[str, Any]:
        """What the act takes: the facts that were filled in, under `facts`."""
        given = dict(self.cleaned_data)
        facts = {fact.name: given.pop(fact.name, None) for fact in self.facts}
        return given | {"facts": {name: value for name, value in facts.items() if value not in (None, "", [])}}

    def of_facts(self) -> Iterable[forms.BoundField]:
        """The fields of what the paper says."""
        return [self[fact.name] for fact in self.facts]


class PriceForm(LookForm):
    """A price for each product, in one currency."""

    currency = forms.ChoiceField(label=_("Currency"), choices=PriceList.Currency.choices)
    payment_terms = forms.CharField(
        label=_("Payment"), max_length=120, required=False, help_text=_("As agreed: 30 days after arrival")
    )

    def __init__(self, *args: Any, products: Iterable[Product], standing: PriceList | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.products = {f"price_{product.gtin}": product for product in products}
        prices = {one.product_id: one.per_kg for one in standing.prices.all()} if standing else {}
        if standing:
            self.fields["currency"].initial, self.fields["payment_terms"].initial = (
                standing.currency,
                standing.payment_terms,
            )
        for name, product in self.products.items():
            known = prices.get(product.pk)
            self.fields[name] = forms.DecimalField(
                label=_("%(fruit)s, %(carton)s") % {"fruit": fruit(product), "carton": carton(product)},
                help_text=_("For a kilogram net"),
                min_value=Decimal("0.0001"),
                max_digits=10,
                decimal_places=4,
                initial=known.normalize() if known else None,
                error_messages=PLAIN,
            )

    @property
    def told(self) -> dict[str, Any]:
        """What the act takes."""
        given = self.cleaned_data
        per_kg = {product: given[name] for name, product in self.products.items()}
        return {"currency": given["currency"], "payment_terms": given["payment_terms"], "per_kg": per_kg}
