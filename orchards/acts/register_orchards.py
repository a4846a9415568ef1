"""Customs registers orchards for export: one registration covers many plots of one organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from orchards.acts.add_registered_plots import add_registered_plots
from orchards.models import OrchardRegistration, Plot
from orchards.refusals.registrations import RegistrationEndsEarly, RegistrationIsTaken, RegistrationNumberIsWrong
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for


@transaction.atomic
def register_orchards(
    *,
    organisation: Organisation,
    number: str,
    plots: Sequence[Plot],
    valid_from: date,
    by: User,
    valid_to: date | None = None,
) -> OrchardRegistration:
    """Enter a registration of exit-fruit orchards (出境水果果园注册登记) with the plots it covers.

    The number is kept as customs wrote it: its pattern differs between offices and is not checked.
    Raises NotYourOrganisation, RegistrationNumberIsWrong, RegistrationIsTaken, RegistrationEndsEarly or PlotsOfAnother.
    """
    must_act_for(by, organisation, Membership.Role.CLERK)
    registration = OrchardRegistration(
        organisation=organisation,
        number=checked_number(number),
        valid_from=valid_from,
        valid_to=checked_end(valid_from, valid_to),
    )
    registration.save()
    add_registered_plots(registration=registration, plots=plots, valid_from=valid_from, valid_to=valid_to, by=by)
    return registration


def checked_number(number: str, *, but: OrchardRegistration | None = None) -> str:
    """The number of a registration. Raises RegistrationNumberIsWrong or RegistrationIsTaken (by another than `but`)."""
    number = number.strip()
    if not 1 <= len(number) <= 40:
        raise RegistrationNumberIsWrong()
    others = OrchardRegistration.objects.exclude(pk=but.pk) if but else OrchardRegistration.objects.all()
    if others.filter(number=number).exists():
        raise RegistrationIsTaken(number=number)
    return number


def checked_end(valid_from: date, valid_to: date | None) -> date | None:
    """The last day, which is not before the first. Raises RegistrationEndsEarly."""
    if valid_to is not None and valid_to < valid_from:
        raise RegistrationEndsEarly(valid_from=valid_from, valid_to=valid_to)
    return valid_to
