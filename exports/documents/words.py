"""What all papers of ours say alike: parties, places, amounts and days, in the language of the paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exports.containers import spell
from exports.documents.consignment import Consignment
from exports.documents.sheet import Party, Signature
from exports.inviting.models import TradeNumbers
from exports.models import ExportBatch
from traceability.certification.models import Certificate
from traceability.labels.words import LANGUAGES, language_for
from traceability.lots.models import LotOrigin, Product, Variety
from traceability.parties.models import Organisation
from traceability.provenance.words import COUNTRIES, FRUITS
from traceability.web import dates, numbers

CHINESE = "zh-hans"


def languages_of(batch: ExportBatch) -> tuple[str, str]:
    """The buyer's language and the exporter's; the buyer's is English where nobody entered one for the country."""
    buyers = language_for(batch.importer.country, batch.leaves_on) or LANGUAGES[0]
    exporters = CHINESE if batch.exporter.country == "CN" else LANGUAGES[0]
    return buyers, exporters


def is_chinese() -> bool:
    """True while a paper is written in Chinese."""
    return (get_language() or "").startswith("zh")


def kg(grams: int) -> str:
    """Kilograms with one decimal, or with as many as the grams need: papers add up to the gram."""
    kilograms = Decimal(grams) / 1000
    return numbers.localised(kilograms.quantize(Decimal("0.1")) if grams % 100 == 0 else kilograms.normalize())


def kg_or_dash(grams: int | None) -> str:
    """Kilograms, or that nobody knows."""
    return "—" if grams is None else kg(grams)


def plain_kg(grams: int) -> str:
    """Kilograms for a machine: 240.000."""
    return f"{Decimal(grams) / 1000:.3f}"


def country(code: str) -> str:
    """A country in the language of the paper."""
    return str(COUNTRIES.get(code, code))


def fruit(product: Product) -> str:
    """Mangoes, Tainong No. 1."""
    species = str(FRUITS.get(product.variety.species_id, product.variety.species))
    return _(", ").join([species, str(product.variety)])


def carton(product: Product) -> str:
    """5.0 kg, class I."""
    size = _("%(weight)s kg") % {"weight": kg(product.unit_weight_g or 0)}
    if not product.quality_class:
        return size
    return _(", ").join([size, _("class %(class)s") % {"class": product.quality_class}])


def place_of(batch: ExportBatch, *, arrival: bool) -> str:
    """A port and its country."""
    port = batch.to_port if arrival else batch.from_port
    return _(", ").join([str(port), country(port.country)])


def container(batch: ExportBatch) -> str:
    """As it stands on the door."""
    return spell(batch.container) if batch.container else ""


def day(value: date) -> str:
    """With its month in words."""
    return dates.day(value)


def organisation(firm: Organisation, trade_numbers: TradeNumbers | None = None) -> list[str]:
    """Registered name (of a Chinese firm the one in Latin letters too), address with its country, and numbers."""
    address = address_of(firm)
    land = country(firm.country)
    with translation.override("en"):
        said = {land, country(firm.country)}
    credit_code = [_("Credit code %(code)s") % {"code": firm.uscc}] if firm.uscc else []
    trade = trade_numbers.lines if trade_numbers else []
    where = [address] if any(one in address for one in said) else [address, land]
    return [*names_of(firm), *where, *credit_code, *trade, f"GLN {firm.gln}"]


def names_of(firm: Organisation) -> list[str]:
    """What it is registered as; a Chinese firm in both scripts, the reader's first."""
    if firm.country != "CN":
        return [firm.name]
    return [firm.name, firm.name_latin] if is_chinese() else [firm.name_latin, firm.name]


def address_of(firm: Organisation) -> str:
    """In the reader's script where there is one."""
    own, other = (firm.address, firm.address_latin) if is_chinese() else (firm.address_latin, firm.address)
    return own or other


def importer(consignment: Consignment) -> list[str]:
    """Who takes it, with the numbers that customs and the tax office know."""
    return organisation(consignment.batch.importer, consignment.trade_numbers)


def parties(consignment: Consignment) -> list[Party]:
    """Who sends and who takes it."""
    return [
        Party(_("Exporter"), organisation(consignment.batch.exporter)),
        Party(_("Importer"), importer(consignment)),
    ]


def signature(batch: ExportBatch) -> Signature:
    """Where somebody signs for the exporter."""
    firm = names_of(batch.exporter)[0]
    return Signature(_("Place, day, name and signature, for %(firm)s") % {"firm": firm})


def voyage(consignment: Consignment) -> list[tuple[str, str]]:
    """How it travels, as far as that is known."""
    batch = consignment.batch
    return [
        (_("Export batch"), batch.code),
        (_("Loaded in"), place_of(batch, arrival=False)),
        (_("Landed in"), place_of(batch, arrival=True)),
        (_("Country of destination"), country(batch.destination)),
        (_("Leaves on"), day(batch.leaves_on)),
        (_("Arrives on"), day(batch.arrives_on)),
        (_("Vessel"), batch.vessel),
        (_("Container"), container(batch)),
        (_("Seal"), batch.seal),
    ]


def grown_in(origins: Iterable[LotOrigin]) -> str:
    """The towns and counties of pickings, each once: the finest place that leaves the house."""
    spots = dict.fromkeys(_spot(origin) for origin in origins)
    return (_("; ")).join(spots)


def _spot(origin: LotOrigin) -> str:
    town = str(origin.village.township) if origin.village else ""
    county = str(origin.county) if origin.county else ""
    if not (town or county):
        return _("not known")
    parts = [county, town] if is_chinese() else [town, county]
    return ("" if is_chinese() else ", ").join(part for part in parts if part)


def scheme(certificate: Certificate) -> str:
    """The protected name as the reader's language writes it."""
    names = certificate.scheme
    return str(names.name_zh if is_chinese() else names.name_latin)


def variety(found: Variety) -> str:
    """In both scripts: customs compares with a Chinese certificate."""
    return f"{found.name_en} {found.name_zh}" if not is_chinese() else f"{found.name_zh} {found.name_en}"
