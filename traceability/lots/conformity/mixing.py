"""Who promises for a lot: the producer of its own batch, or the collector who mixed batches of several producers.

MARA Order 2025 No. 4: whoever mixes fruit collected from several producers issues a new certificate. A cooperative that
answers for its growers' fruit itself is its producer and uses the first form; once a certificate of somebody else came
with any of the fruit, the second form is owed, which promises that every batch's certificate is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from traceability.lots.conformity.drafting import CONTROL, draft
from traceability.lots.conformity.models import ConformityCertificate, Form
from traceability.lots.conformity.queries import forms_in_force, standing_of
from traceability.lots.conformity.refusals import NoFormInForce, SourceLacksCertificate
from traceability.lots.facts import Picking
from traceability.lots.models import Lot, LotOrigin
from traceability.lots.queries import pickings_of, rows_about
from traceability.parties.models import User
from traceability.web.dates import day as in_words

Kind = ConformityCertificate.Kind
# The last of a lot's chain is the one that stands, and the one that a dictionary of these rows keeps.
_KINDS = "SELECT lot_id, kind FROM conformity_conformitycertificate WHERE lot_id IN ({keys}) ORDER BY id"


def are_of_several(pickings: Iterable[Picking | LotOrigin]) -> bool:
    """True when more than one producer stands behind the fruit."""
    return len({row.grower_pseudonym for row in pickings}) > 1


def owes_a_new_one(pickings: Iterable[Picking | LotOrigin], *, on: date) -> bool:
    """True when mixing these pickings on that day requires a new certificate."""
    return are_of_several(pickings) and _is_owed(forms_in_force(on))


def certificate_of_mixture(
    lot: Lot, pickings: Sequence[Picking], *, bases: Sequence[str], by: User, at: datetime
) -> ConformityCertificate | None:
    """The certificate that a new lot of these pickings must have, not kept yet; None where none is owed.

    Raises SourceLacksCertificate or what `draft` raises.
    """
    forms = forms_in_force(at.date())
    if not (are_of_several(pickings) and _is_owed(forms)):
        return None
    kind, form = _form_among(forms, pickings, at.date())
    return draft(lot=lot, kind=kind, form=form, pickings=pickings, bases=bases, by=by, at=at, chain=())


def certificate_of_batch(
    lot: Lot, *, bases: Sequence[str] = (CONTROL,), by: User, at: datetime
) -> ConformityCertificate | None:
    """The certificate that a lot leaves with: the one that stands, or a new one that is not kept yet.

    None where the form of that day is not owed. Raises SourceLacksCertificate or what `draft` raises.
    """
    if standing := standing_of(lot):
        return standing
    forms = forms_in_force(at.date())
    if not _is_owed(forms):
        return None
    pickings = pickings_of([lot])
    kind, form = _form_among(forms, pickings, at.date())
    return draft(lot=lot, kind=kind, form=form, pickings=pickings, bases=bases, by=by, at=at)


def form_for(pickings: Sequence[Picking], *, on: date) -> tuple[str, Form]:
    """Kind and form of the promise for fruit of these pickings. Raises NoFormInForce or SourceLacksCertificate."""
    return _form_among(forms_in_force(on), pickings, on)


def _is_owed(forms: Mapping[str, Form]) -> bool:
    form = forms.get(Form.Role.PRODUCER)
    return form is not None and form.is_owed


def _form_among(forms: Mapping[str, Form], pickings: Sequence[Picking], on: date) -> tuple[str, Form]:
    kind = Kind.MIXTURE if are_of_several(pickings) else Kind.HOUSE
    role = Form.Role.PRODUCER
    if kind == Kind.MIXTURE and Form.Role.COLLECTOR in forms:
        kinds = dict(rows_about(_KINDS, [row.lot_id for row in pickings]))
        if set(kinds.values()) & {Kind.GROWER, Kind.RECEIVED}:
            role = Form.Role.COLLECTOR
            for row in pickings:
                if row.lot_id not in kinds:
                    raise SourceLacksCertificate(code=row.lot_code)
    form = forms.get(role)
    if form is None:
        raise NoFormInForce(day=in_words(on))
    return kind, form
