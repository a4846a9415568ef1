"""State of certification, one module to an aggregate."""

from traceability.certification.models.certificate import (
    Certificate,
    CertificateQuerySet,
    Decision,
    Revocation,
)
from traceability.certification.models.records import (
    Inspection,
    Reading,
    ResidueResult,
    ResidueTest,
    Sample,
    SampleQuerySet,
)
from traceability.certification.models.rules import (
    AuthorisedUser,
    Dated,
    GIScheme,
    OpeningDay,
    QualityThreshold,
    ResidueLimit,
    SchemeArea,
    SchemeVariety,
    in_force,
)

__all__ = [
    "AuthorisedUser",
    "Certificate",
    "CertificateQuerySet",
    "Dated",
    "Decision",
    "GIScheme",
    "Inspection",
    "OpeningDay",
    "QualityThreshold",
    "Reading",
    "ResidueLimit",
    "ResidueResult",
    "ResidueTest",
    "Revocation",
    "Sample",
    "SampleQuerySet",
    "SchemeArea",
    "SchemeVariety",
    "in_force",
]
