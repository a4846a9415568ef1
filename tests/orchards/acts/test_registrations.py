"""Plots come under a customs registration and leave it, by the day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from orchards.acts.add_registered_plots import add_registered_plots
from orchards.acts.edit_registration import edit_registration
from orchards.acts.register_orchards import register_orchards
from orchards.acts.release_plot import release_plot
from orchards.models import OrchardRegistration, Plot, RegisteredPlot
from orchards.refusals.registrations import (
    OutsideTheRegistration,
    PlotIsNotRegistered,
    PlotIsRegistered,
    PlotsOfAnother,
    RegistrationEndsEarly,
    RegistrationIsTaken,
    RegistrationNumberIsWrong,
)
from tests.cast import Cast
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation

BEGIN, END = date(2026, 1, 1), date(2028, 12, 31)


@pytest.fixture
def plots(cast: Cast) -> list[Plot]:
    return [cast.plot(cast.lan), cast.plot(cast.guoqiang)]


@pytest.fixture
def registration(cast: Cast, plots: list[Plot]) -> OrchardRegistration:
    """4500GY001 of You'an, three years long, with Lan's plot."""
    return register(cast, plots[:1])


def register(cast: Cast, plots: list[Plot], number: str = "4500GY001", **changes) -> OrchardRegistration:
    told = {"valid_from": BEGIN, "valid_to": END, "by": cast.youan.person} | changes
    return register_orchards(organisation=cast.youan.organisation, number=number, plots=plots, **told)


def test_a_plot_joins_leaves_and_comes_back(registration: OrchardRegistration, plots: list[Plot], wei: User) -> None:
    release_plot(registration=registration, plot=plots[0], last_day=date(2026, 5, 31), by=wei)
    add_registered_plots(registration=registration, plots=plots, valid_from=date(2026, 6, 1), by=wei)
    assert set(registration.covers.on(date(2026, 5, 31)).values_list("plot", flat=True)) == {plots[0].pk}
    assert set(registration.covers.on(date(2026, 6, 1)).values_list("plot", flat=True)) == {plots[0].pk, plots[1].pk}
    assert registration.covers.filter(valid_to=END).count() == 2


def test_a_plot_stands_under_several_registrations_and_under_one_once_at_a_time(
    cast: Cast, registration: OrchardRegistration, plots: list[Plot], wei: User
) -> None:
    register(cast, plots, "4500GY002")
    assert plots[0].registrations.count() == 2
    with pytest.raises(PlotIsRegistered):
        add_registered_plots(registration=registration, plots=plots, valid_from=END, by=wei)
    assert registration.covers.count() == 1


@pytest.mark.parametrize(
    ("first", "last"), [(BEGIN, END), (END, None), (date(2025, 1, 1), BEGIN), (date(2025, 1, 1), None)]
)
def test_the_database_itself_refuses_periods_that_meet(
    registration: OrchardRegistration, plots: list[Plot], first: date, last: date | None
) -> None:
    told = {"registration": registration, "plot": plots[0], "valid_from": first, "valid_to": last}
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisteredPlot.objects.create(**told)
    later = RegisteredPlot.objects.create(**told | {"valid_from": date(2029, 1, 1), "valid_to": None})
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisteredPlot.objects.filter(pk=later.pk).update(valid_from=END)
    RegisteredPlot.objects.filter(pk=later.pk).update(valid_from=date(2030, 1, 1))


def test_days_and_plots_of_another_are_refused(
    cast: Cast, registration: OrchardRegistration, plots: list[Plot], wei: User, huang: User
) -> None:
    told = {"registration": registration, "plots": plots[1:], "by": wei}
    with pytest.raises(OutsideTheRegistration):
        add_registered_plots(valid_from=date(2025, 12, 31), **told)
    with pytest.raises(OutsideTheRegistration):
        add_registered_plots(valid_from=BEGIN, valid_to=date(2029, 1, 1), **told)
    with pytest.raises(RegistrationEndsEarly):
        add_registered_plots(valid_from=END, valid_to=BEGIN, **told)
    with pytest.raises(PlotIsNotRegistered):
        release_plot(registration=registration, plot=plots[1], last_day=BEGIN, by=wei)
    for act in (
        lambda: add_registered_plots(valid_from=BEGIN, **told | {"by": huang}),
        lambda: release_plot(registration=registration, plot=plots[0], last_day=BEGIN, by=huang),
        lambda: edit_registration(registration=registration, number="1", valid_from=BEGIN, by=huang),
    ):
        with pytest.raises(NotYourOrganisation):
            act()
    foreign = OrchardRegistration.objects.create(
        organisation=cast.other_cooperative.organisation, number="4500GY009", valid_from=BEGIN
    )
    with pytest.raises(PlotsOfAnother):
        add_registered_plots(registration=foreign, plots=plots, valid_from=BEGIN, by=huang)
    assert list(OrchardRegistration.objects.visible_to(huang)) == [foreign]


def test_a_registration_is_prolonged_with_its_plots(
    registration: OrchardRegistration, plots: list[Plot], wei: User
) -> None:
    add_registered_plots(
        registration=registration, plots=plots[1:], valid_from=date(2026, 3, 1), valid_to=date(2026, 9, 30), by=wei
    )
    edit_registration(
        registration=registration, number="4500GY001A", valid_from=BEGIN, valid_to=date(2031, 12, 31), by=wei
    )
    rows = registration.covers.order_by("valid_from").values_list("valid_from", "valid_to")
    assert list(rows) == [(BEGIN, date(2031, 12, 31)), (date(2026, 3, 1), date(2026, 9, 30))]


def test_an_edit_that_is_refused_changes_nothing(
    cast: Cast, registration: OrchardRegistration, plots: list[Plot], wei: User
) -> None:
    other = register(cast, [], "4500GY002")
    add_registered_plots(registration=registration, plots=plots[1:], valid_from=date(2028, 1, 1), by=wei)
    told = {"registration": registration, "number": "4500GY001", "valid_from": BEGIN, "by": wei}
    for changes, refusal in (
        ({"number": other.number}, RegistrationIsTaken),
        ({"number": " "}, RegistrationNumberIsWrong),
        ({"valid_to": date(2025, 1, 1)}, RegistrationEndsEarly),
        ({"valid_to": date(2027, 1, 1)}, OutsideTheRegistration),
    ):
        with pytest.raises(refusal):
            edit_registration(**told | changes)
    registration.refresh_from_db()
    assert (registration.number, registration.valid_to) == ("4500GY001", END)
