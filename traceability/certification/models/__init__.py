"""State of certification, one module to an aggregate."""

from traceability.certification.models.certificate import (
    Certificate,
    CertificateQuerySet,
    Decision,
    Revocation,
)
from traceability.certification.models.records import (
    Inspection,
    InspectionPhoto,
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
    PlotYield,
    QualityThreshold,
    ResidueLimit,
    SamplingPlan,
    SchemeArea,
    SchemeVariety,
)
from traceability.certification.models.signs import PlotSeason, SignEntry

__all__ = [
    "AuthorisedUser",
    "Certificate",
    "CertificateQuerySet",
    "Dated",
    "Decision",
    "GIScheme",
    "Inspection",
    "InspectionPhoto",
    "OpeningDay",
    "PlotSeason",
    "PlotYield",
    "QualityThreshold",
    "Reading",
    "ResidueLimit",
    "ResidueResult",
    "ResidueTest",
    "Revocation",
    "Sample",
    "SampleQuerySet",
    "SamplingPlan",
    "SchemeArea",
    "SchemeVariety",
    "SignEntry",
]
