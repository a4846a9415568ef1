"""Which pages belong to whose desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from traceability.parties.models import Membership, Organisation

Kind = Organisation.Kind

ROOTS = frozenset({"lots:board", "imports:coming"})
"""Pages whose address begins those of all others at the desk."""


@dataclass(frozen=True)
class Link:
    """One entry of a desk's navigation."""

    name: str
    label: str

    @property
    def url(self) -> str:
        return reverse(self.name)

    def is_current(self, path: str) -> bool:
        """True on the page itself and, but for those at the root of a desk, on the pages below it."""
        return path == self.url or (self.name not in ROOTS and path.startswith(self.url))


BOARD = Link("lots:board", _("Board"))
LOTS = Link("lots:lots", _("Lots"))
BOOKS = Link("books:books", _("Books"))
QUEUE = Link("certification:queue", _("Inspections"))
CERTIFICATES = Link("certification:certificates", _("Certificates"))
CONFORMITY = Link("conformity:certificates", _("Conformity"))
LABELS = Link("labels:runs", _("Labels"))
BUYERS = Link("buyers:buyers", _("Buyers"))
EXPORT = Link("exports:batches", _("Export"))
GROWERS = Link("orchards:growers", _("Growers"))
PLOTS = Link("orchards:plots", _("Plots"))
PAPER = Link("orchards:papers", _("Paper book"))
COMING = Link("imports:coming", _("Coming"))
SCAN = Link("imports:scan", _("Scan"))
LINKS = Link("registry:links", _("Links"))
SYSTEMS = Link("imports:systems", _("Your systems"))
TOKENS = Link("tokens:tokens", _("Tokens"))
IMPORTERS_TOKENS = Link("import-tokens:tokens", _("Tokens"))
FIRM = Link("imports:firm", _("Your firm"))

DESKS: dict[str, tuple[Link, ...]] = {
    Kind.COOPERATIVE: (
        BOARD,
        LOTS,
        BOOKS,
        CERTIFICATES,
        CONFORMITY,
        LABELS,
        BUYERS,
        EXPORT,
        GROWERS,
        PLOTS,
        PAPER,
        TOKENS,
    ),
    Kind.CONTROL_BODY: (QUEUE, CERTIFICATES, LOTS, LINKS, TOKENS),
    Kind.LABORATORY: (QUEUE, LOTS, LINKS, TOKENS),
    Kind.EXPORTER: (EXPORT, LINKS, TOKENS),
    Kind.IMPORTER: (COMING, SCAN, LINKS, SYSTEMS, IMPORTERS_TOKENS, FIRM),
    Kind.AUTHORITY: (CERTIFICATES, TOKENS),
}


def desks_of(memberships: Iterable[Membership]) -> list[Link]:
    """The links of all desks a person sits at, each once, in order."""
    kinds = {membership.organisation.kind for membership in memberships if membership.role != Membership.Role.GROWER}
    return list(dict.fromkeys(link for kind in Kind.values if kind in kinds for link in DESKS[kind]))
