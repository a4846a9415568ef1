"""What fruit comes in with: a certificate on paper, or the promise that the packing house makes for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File

from traceability.lots.conformity.acts.issue import issue
from traceability.lots.conformity.acts.take_in import take_in
from traceability.lots.conformity.drafting import CONTROL
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.models import Lot
from traceability.parties.models import User


@dataclass(frozen=True)
class Promise:
    """A certificate is issued here, resting on `bases`."""

    bases: Sequence[str] = (CONTROL,)

    def give_to(self, lot: Lot, *, by: User, at: datetime) -> ConformityCertificate:
        """Issue it for a lot; raises what `issue` raises."""
        return issue(lot=lot, bases=self.bases, by=by, at=at)


@dataclass(frozen=True)
class Paper:
    """A certificate came with the fruit: its number, who issued it (nobody named: the grower), its photo."""

    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    file: File[bytes] | None = None

    def give_to(self, lot: Lot, *, by: User, at: datetime) -> ConformityCertificate:
        """Keep it with a lot; raises what `take_in` raises."""
        return take_in(
            lot=lot,
            number=self.number,
            issuer=self.issuer,
            issued_on=self.issued_on,
            file=self.file,
            by=by,
            at=at,
        )
