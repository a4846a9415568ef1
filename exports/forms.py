"""What people fill in at the exporter's and the importer's desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exports.acts.open_batch import EXPORTERS
from exports.acts.open_pallet import MOST_AT_ONCE
from exports.acts.scan import Way
from exports.destinations import countries, country_name
from exports.models import ExportBatch, Pallet
from exports.queries import exporters_for
from traceability.labels.models import LabelRun
from traceability.lots.models import Lot
from traceability.parties.models import Organisation, Place, User
from traceability.web.forms import DayInput, KilogramField, LookForm

Kind = Organisation.Kind
REMARKS_ARE_NEEDED = _("needed unless you accept without remarks")
"""Said beside the field of remarks, of a pallet as of a whole batch."""


class PlaceChoice(forms.ModelChoiceField):
    """A port by name and country."""

    def label_from_instance(self, obj: Place) -> str:
        return _(", ").join([str(obj), obj.country])


def destinations() -> list[tuple[str, str]]:
    """The countries whose rules we know, by name in the reader's language."""
    return [("", ""), *sorted(((code, country_name(code)) for code in countries()), key=lambda choice: choice[1])]


class BatchForm(LookForm):
    """A new batch."""

    code = forms.CharField(label=_("Number of the batch"), max_length=20, help_text=_("For example EX26-014"))
    exporter = forms.ModelChoiceField(Organisation.objects.none(), label=_("Exporter"))
    importer = forms.ModelChoiceField(
        Organisation.objects.filter(kind=Kind.IMPORTER).order_by("name_latin"), label=_("Importer")
    )
    destination = forms.ChoiceField(
        label=_("Country where it is eaten"), choices=destinations, help_text=_("Its limits are applied")
    )
    ports = Place.objects.filter(kind=Place.Kind.PORT).order_by("country", "name_latin")
    from_port = PlaceChoice(ports.filter(country="CN"), label=_("Loaded in"))
    to_port = PlaceChoice(ports.exclude(country="CN"), label=_("Landed in"))
    leaves_on = forms.DateField(label=_("Leaves on"), widget=DayInput())
    arrives_on = forms.DateField(
        label=_("Arrives on"), widget=DayInput(), help_text=_("Limits are judged as they stand on this day")
    )
    mode = forms.ChoiceField(label=_("Goes"), choices=ExportBatch.Mode.choices, initial=ExportBatch.Mode.SEA)
    incoterm = forms.ChoiceField(
        label=_("Terms"), choices=[("", ""), *ExportBatch.Incoterm.choices], required=False, help_text="Incoterms 2020"
    )
    buyer_order = forms.CharField(label=_("The buyer’s order"), max_length=60, required=False)
    carton_tare_g = KilogramField(
        label=_("An empty carton, kg"), required=False, help_text=_("Gross weights are reckoned with it")
    )
    pallet_tare_g = KilogramField(
        label=_("An empty pallet, kg"), required=False, help_text=_("With straps and corners")
    )
    vessel = forms.CharField(label=_("Ship, flight, train or lorry"), max_length=60, required=False)
    container = forms.CharField(
        label=_("Container"), max_length=14, required=False, help_text=_("As on its door: TYTU 260702 0")
    )
    seal = forms.CharField(label=_("Seal"), max_length=60, required=False, help_text=_("Several with commas between"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = user.organisations().filter(kind__in=EXPORTERS).distinct().order_by("pk")
        self.fields["exporter"].queryset = mine  # type: ignore[attr-defined]
        self.fields["exporter"].initial = mine.first()

    def clean_code(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["code"]).upper()


class DoorsForm(LookForm):
    """What stands on the doors of a container that was just shut."""

    container = forms.CharField(
        label=_("Container"), max_length=14, required=False, help_text=_("As on its door: TYTU 260702 0")
    )
    seal = forms.CharField(label=_("Seal"), max_length=60, required=False, help_text=_("Several with commas between"))
    payload_g = KilogramField(
        label=_("Payload, kg"), required=False, help_text=_("What the container may carry, as on its door")
    )


class ScanForm(LookForm):
    """What a hand scanner typed, and what is to be done with it."""

    WAYS = (
        (Way.ON, _("Each carton")),
        (Way.ROLL, _("First and last of a roll")),
        (Way.RUN, _("The whole run")),
        (Way.MOVE, _("Move here")),
        (Way.OFF, _("Take off")),
    )
    text = forms.CharField(label=_("Scan a pallet or a carton"), max_length=400, strip=False)
    way = forms.ChoiceField(label=_("A scanned carton"), choices=WAYS, widget=forms.RadioSelect, initial=Way.ON)
    pallet = forms.CharField(required=False, max_length=18, widget=forms.HiddenInput)
    waiting = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)


class OpenForm(LookForm):
    """How many pallets to open."""

    count = forms.IntegerField(label=_("Pallets"), min_value=1, max_value=MOST_AT_ONCE, initial=1)


class SplitForm(LookForm):
    """How many cartons go to a new pallet."""

    cartons = forms.IntegerField(label=_("Cartons that go"), min_value=1)


class WeighForm(LookForm):
    """What a scale shows of a pallet, and what is burnt into its wood."""

    gross_g = KilogramField(
        label=_("Gross weight, kg"), required=False, help_text=_("What the scale shows, pallet and all")
    )
    base = forms.ChoiceField(label=_("Made of"), choices=[("", ""), *Pallet.Base.choices], required=False)
    wood_mark = forms.CharField(
        label=_("Mark in the wood"), max_length=30, required=False, help_text=_("ISPM 15: CN-45 0321 HT")
    )


class ReasonForm(LookForm):
    """Why somebody does what is not usual."""

    reason = forms.CharField(label=_("Why"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class OfferForm(LookForm):
    """To whom a lot is offered."""

    exporter = forms.ModelChoiceField(Organisation.objects.none(), label=_("Exporter"), empty_label=None)

    def __init__(self, *args: Any, lot: Lot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exporter"].queryset = exporters_for(lot)  # type: ignore[attr-defined]


class RunChoice(forms.ModelChoiceField):
    """A label run by its lot, fruit and number of labels."""

    def label_from_instance(self, obj: LabelRun) -> str:
        return _("Run %(run)s · lot %(lot)s · %(variety)s · %(count)s labels") % {
            "run": obj.pk,
            "lot": obj.lot.code,
            "variety": obj.lot.product.variety.name_en,
            "count": obj.count,
        }


class PalletForm(LookForm):
    """Cartons for one pallet: a run, and from which label to which."""

    run = RunChoice(
        LabelRun.objects.none(), label=_("Label run"), help_text=_("Lots that are yours or were offered to you")
    )
    first = forms.IntegerField(label=_("First label"), min_value=1)
    last = forms.IntegerField(label=_("Last label"), min_value=1)

    def __init__(self, *args: Any, runs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["run"].queryset = runs  # type: ignore[attr-defined]


class ChedForm(LookForm):
    """The importer's announcement in TRACES."""

    number = forms.CharField(
        label=_("Number of the CHED-PP"), max_length=60, help_text=_("As TRACES gives it: CHEDPP.NL.2026.…")
    )
    issued_on = forms.DateField(label=_("Filed on"), widget=DayInput())


class DecisionForm(LookForm):
    """What an importer decides about a consignment."""

    ACCEPT, REMARKS, REFUSE = "accept", "remarks", "refuse"
    decision = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        choices=[(ACCEPT, _("Accept")), (REMARKS, _("Accept with remarks")), (REFUSE, _("Refuse"))],
    )
    remarks = forms.CharField(
        label=_("Remarks"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remarks"].when = REMARKS_ARE_NEEDED  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Remarks are written down where the decision has some."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") in (self.REMARKS, self.REFUSE) and not cleaned.get("remarks"):
            self.add_error("remarks", _("Write down what you found, so that the exporter can mend it."))
        return cleaned
