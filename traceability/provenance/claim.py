"""The protected name: whether this lot carries it, who vouches for that, and why not where it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from traceability.certification.models import GIScheme
from traceability.provenance.lineage import Lineage
from traceability.provenance.names import Name, name_of
from traceability.provenance.reading import Reading, in_grams


@dataclass(frozen=True)
class Grant:
    """A certificate as the event says it."""

    reading: Reading
    number: str
    scheme: str
    grams: int
    valid_from: date | None
    valid_to: date | None
    credit_code: str
    issuer: Name


@dataclass(frozen=True)
class Checked:
    """An inspection of ripe fruit for the name."""

    reading: Reading
    passed: bool
    fruits: int
    weight_g: tuple[str, str]
    brix: tuple[str, str, str]
    """Least, mean and most."""


@dataclass(frozen=True)
class NameClaim:
    """What may be said of the name.

    carried: a certificate covers all of the fruit, and the labels were printed with the name (`printed`).
    partial: certificates cover some of the fruit, which is not enough.
    none:    no certificate covers it.
    no_name: there is no protected name for this fruit from here.
    """

    state: str
    name: Name
    grants: tuple[Grant, ...]
    checks: tuple[Checked, ...]
    printed: bool | None
    """Whether this carton's label, or any label of the lot, shows the name; None before labels are printed."""
    labelled_g: int

    @property
    def main(self) -> Grant | None:
        return self.grants[0] if self.grants else None

    @property
    def check(self) -> Checked | None:
        """The last inspection."""
        return self.checks[-1] if self.checks else None


def claim_of(lineage: Lineage, species: str, run: int | None = None) -> NameClaim:
    """The claim of a lot; `run` is the label run of a scanned carton."""
    scheme = _scheme_of(species)
    grants = [grant_of(reading) for reading in lineage.readings if reading.says("certificate")]
    checks = tuple(_checked(reading) for reading in lineage.readings if reading.says("inspection"))
    name = Name(scheme.name_zh, scheme.name_en) if scheme else Name()
    if scheme is None:
        return NameClaim("no_name", name, (), checks, None, 0)
    standing = [grant for grant in grants if not _taken_back(grant, lineage)]
    covered = lineage.covered_by(uri for grant in standing for uri in grant.reading.amounts)
    state = "carried" if covered == 1 else "partial" if covered else "none"
    printed, labelled = _labels(lineage, run)
    return NameClaim(state, name, tuple(standing), checks, printed, labelled)


def _scheme_of(species: str) -> GIScheme | None:
    """The name's entry in the EU-China agreement, else whatever scheme knows the species."""
    schemes = list(GIScheme.objects.filter(species=species).order_by("code"))
    agreed = [scheme for scheme in schemes if scheme.code.lower().startswith("eu-")]
    return next(iter(agreed + schemes), None)


def grant_of(reading: Reading) -> Grant:
    """The certificate that an event grants."""
    said = reading.says("certificate")
    return Grant(
        reading=reading,
        number=str(said.get("number", "")),
        scheme=str(said.get("scheme", "")),
        grams=in_grams(said.get("kg", 0)),
        valid_from=_day(said.get("validFrom")),
        valid_to=_day(said.get("validTo")),
        credit_code=str(said.get("creditCode", "")),
        issuer=name_of(reading.recorder),
    )


def _taken_back(grant: Grant, lineage: Lineage) -> bool:
    """True when a later event revoked it."""
    return any(reading.says("revocation").get("number") == grant.number for reading in lineage.readings)


def _checked(reading: Reading) -> Checked:
    said = reading.says("inspection")
    return Checked(
        reading=reading,
        passed=str(said.get("passed")).lower() in {"true", "1"},
        fruits=int(said.get("fruits", 0)),
        weight_g=(str(said.get("weightMinG", "")), str(said.get("weightMaxG", ""))),
        brix=(str(said.get("brixMin", "")), str(said.get("brixMean", "")), str(said.get("brixMax", ""))),
    )


def _labels(lineage: Lineage, run: int | None) -> tuple[bool | None, int]:
    """Whether labels show the name, and the grams of all labels that do."""
    runs = [reading.says("labelRun") for reading in lineage.readings if reading.says("labelRun")]
    if run is not None:
        runs = [said for said in runs if said.get("firstIndex") == run] or runs
    named = [said for said in runs if said.get("certificate") or said.get("name")]
    printed = bool(named) if runs else None
    labelled = sum(
        sum(reading.amounts.values())
        for reading in lineage.readings
        if reading.says("labelRun").get("certificate") or reading.says("labelRun").get("name")
    )
    return printed, labelled


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
