"""A treatment starts an interval. It is logged once, by those who write in the book, and names no person."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orchards.acts.log_treatment import log_treatment
from orchards.models import Plot, Treatment
from orchards.queries import interval_running
from orchards.refusals.land import PlotIsRetired
from orchards.refusals.records import (
    IntervalIsWrong,
    PickedInTheFuture,
    ProductIsMissing,
    RecordDiffers,
    RegistrationIsNone,
    SprayedInTheFuture,
)
from tests.cast import Cast, at, record_id
from traceability.epcis.models import Event
from traceability.epcis.queries import events_about
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation


@pytest.fixture
def plot(cast: Cast) -> Plot:
    return cast.plot(cast.lan)


def spray(plot: Plot, **changes) -> Treatment:
    body = {
        "client_id": record_id("spray"),
        "plot": plot,
        "product": "苯醚甲环唑 10% WG",
        "registration_number": "pd20098123",
        "substances": ["difenoconazole"],
        "dose": "1500×",
        "target": "炭疽病",
        "applied_on": at("2026-06-19").date(),
        "interval_days": 14,
        "by": plot.grower.user,
        "at": at("2026-06-19", "16:40"),
    }
    return log_treatment(**body | changes)


def test_log_treatment_starts_an_interval_that_ends_on_the_label_s_day(plot: Plot) -> None:
    treatment = spray(plot)
    assert treatment.allowed_from.isoformat() == "2026-07-03"
    running = interval_running(plot, at("2026-06-23").date())
    assert running is not None
    assert (running.days_gone, running.days_left) == (4, 10)
    assert interval_running(plot, at("2026-06-18").date()) is None
    assert interval_running(plot, at("2026-07-02").date()) is not None
    assert interval_running(plot, at("2026-07-03").date()) is None


def test_the_interval_that_ends_last_counts(plot: Plot) -> None:
    spray(plot)
    spray(plot, client_id=record_id("short"), applied_on=at("2026-06-21").date(), interval_days=3)
    running = interval_running(plot, at("2026-06-22").date())
    assert running is not None
    assert running.allowed_from.isoformat() == "2026-07-03"


def test_log_treatment_records_one_event_about_the_plot(plot: Plot) -> None:
    spray(plot)
    (event,) = events_about(plot.place.uri)
    document = event.document
    assert (event.act, document["action"], document["disposition"]) == ("treat", "OBSERVE", "in_progress")
    assert document["bizLocation"] == {"id": plot.place.uri}
    assert document["tyt:treatment"] == {
        "tyt:product": "苯醚甲环唑 10% WG",
        "tyt:registrationNumber": "PD20098123",
        "tyt:substances": ["difenoconazole"],
        "tyt:appliedOn": "2026-06-19",
        "tyt:intervalDays": 14,
    }
    canonical = bytes(event.canonical).decode()
    assert plot.grower.user.name not in canonical
    assert plot.grower.user.phone not in canonical


def test_log_treatment_twice_is_one_and_another_content_is_refused(plot: Plot) -> None:
    assert spray(plot) == spray(plot)
    with pytest.raises(RecordDiffers):
        spray(plot, interval_days=7)
    assert (Treatment.objects.get().interval_days, Event.objects.filter(act="treat").count()) == (14, 1)


@pytest.mark.parametrize("days", [-1, 366])
def test_log_treatment_refuses_an_interval_that_no_label_has(plot: Plot, days: int) -> None:
    with pytest.raises(IntervalIsWrong):
        spray(plot, interval_days=days)


def test_log_treatment_wants_to_know_what_was_sprayed(plot: Plot) -> None:
    with pytest.raises(ProductIsMissing):
        spray(plot, product="  ")


def test_log_treatment_refuses_the_future(plot: Plot) -> None:
    now = timezone.localtime()
    with pytest.raises(SprayedInTheFuture):
        spray(plot, applied_on=now.date() + timedelta(days=1))
    with pytest.raises(PickedInTheFuture):
        spray(plot, at=now + timedelta(hours=1))


def test_log_treatment_refuses_a_plot_that_was_given_up(plot: Plot) -> None:
    plot.retired_at = at("2026-06-01")
    with pytest.raises(PlotIsRetired):
        spray(plot)


def test_log_treatment_is_not_for_strangers(plot: Plot, huang: User) -> None:
    with pytest.raises(NotYourOrganisation):
        spray(plot, by=huang)


def test_a_treatment_is_never_changed(plot: Plot) -> None:
    spray(plot)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Treatment.objects.update(interval_days=0)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ｐｄ 2009 8123", "PD20098123"),
        ("PD85131-3", "PD85131-3"),
        ("PDN12-91", "PDN12-91"),
        ("wp20080123", "WP20080123"),
        ("PD20081234F110011", "PD20081234F110011"),
        ("", ""),
    ],
)
def test_a_registration_number_is_kept_as_certificates_write_it(plot: Plot, typed: str, kept: str) -> None:
    assert spray(plot, registration_number=typed).registration_number == kept


@pytest.mark.parametrize("typed", ["20098123", "PD", "PD2009812345", "QD20098123", "see bottle"])
def test_what_is_no_registration_number_is_refused_in_words(plot: Plot, typed: str) -> None:
    with pytest.raises(RegistrationIsNone, match="leave it empty"):
        spray(plot, registration_number=typed)
    assert not Treatment.objects.exists()
