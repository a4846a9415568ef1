"""What others ask of certification."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from traceability.certification.coverage import covering, family
from traceability.certification.findings import Finding
from traceability.certification.models import AuthorisedUser, Certificate, GIScheme, ResidueLimit
from traceability.certification.naming import judge_name
from traceability.certification.places import UNION
from traceability.certification.residues import judge_residues, limits_for, reports_covering
from traceability.certification.verdicts import Verdict
from traceability.lots.models import Lot, Species
from traceability.parties.dated import in_force
from traceability.parties.models import Organisation

__all__ = [
    "Finding",
    "Verdict",
    "certificate_for",
    "certificate_for_labels",
    "certificates_in_force",
    "destinations_with_limits",
    "judge_name",
    "judge_residues",
    "limits_for",
    "reports_covering",
    "scheme_for",
    "schemes_on_labels",
]


def certificates_in_force(on: date) -> QuerySet[Certificate]:
    """Certificates that may be drawn on on a day."""
    return Certificate.objects.filter(valid_from__lte=on, valid_to__gte=on, revocation=None)


def certificate_for(lot: Lot, *, on: date | None = None, scheme: GIScheme | None = None) -> Certificate | None:
    """The one certificate, not revoked, that covers all fruit of a lot: its own, or that of every lot it was made of.

    Fruit of two certificates in one lot has no single quota to draw on, so it has none. Without a day, run out or not;
    without a scheme, of whichever.
    """
    keys, parents = family(lot)
    standing = certificates_in_force(on) if on else Certificate.objects.filter(revocation=None)
    if scheme is not None:
        standing = standing.filter(scheme=scheme)
    found = {
        certificate.lot_id: certificate
        for certificate in standing.filter(lot__in=keys).select_related("scheme", "issued_by")
    }
    covers = covering(lot.pk, parents, found)
    return covers[0] if len(covers) == 1 else None


def certificate_for_labels(lot: Lot, *, on: date) -> Certificate | None:
    """The certificate on which cartons of a lot may carry the sign: one of the scheme whose sign stands on them.

    The four systems that know the name each have a sign of their own, and a certificate of one prints none of another.
    """
    scheme = GIScheme.objects.filter(on_cartons=True, species=lot.product.variety.species_id).first()
    return certificate_for(lot, on=on, scheme=scheme) if scheme else None


def schemes_on_labels(on: date) -> QuerySet[GIScheme]:
    """Schemes whose sign stands on cartons: those with authorised users on the day."""
    authorised = in_force(AuthorisedUser.objects.all(), on)
    return in_force(GIScheme.objects.all(), on).filter(authorised_users__in=authorised).distinct().order_by("code")


def scheme_for(owner: Organisation, species: Species, on: date) -> GIScheme | None:
    """The scheme under which an owner sells a species: one it is authorised for, else the one printed on cartons."""
    right = in_force(AuthorisedUser.objects.all(), on).filter(scheme=OuterRef("pk"), organisation=owner)
    schemes = in_force(GIScheme.objects.all(), on).filter(species=species).annotate(authorised=Exists(right))
    return schemes.order_by("-authorised", "-on_cartons", "code").first()


def destinations_with_limits(eu_product_code: str, on: date) -> list[str]:
    """The Union, then every country with limits of its own on the day."""
    rows = in_force(ResidueLimit.objects.all(), on).filter(eu_product_code=eu_product_code)
    places = set(rows.values_list("destination", flat=True))
    return sorted(places, key=lambda place: (place != UNION, place))
