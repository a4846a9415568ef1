"""What the database itself promises of the orchard's books, whoever writes to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orchards.models import Conflict, Correction, Harvest, OrchardRegistration, PaperBook, RegisteredPlot
from tests.cast import at, record_id
from traceability.epcis.acts.declare_error import declare_error

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def harvest(cast: Cast) -> Harvest:
    """What Lan logged on her plot 4."""
    return cast.harvest(cast.plot(cast.lan))


def corrected(cast: Cast, harvest: Harvest, /, **more: Any) -> Correction:
    """Lan declares the harvest wrong."""
    declaration = declare_error(
        event=harvest.event,
        reason="did_not_occur",
        recorded_by=cast.youan.organisation,
        by=cast.lan.user,
        at=at("2026-06-24", "12:00"),
    )
    told = {"client_id": record_id("wrong"), "harvest": harvest, "logged_by": cast.lan.user} | more
    return Correction.objects.create(at=at("2026-06-24", "12:00"), event=declaration, **told)


def paper(cast: Cast, **more: Any) -> PaperBook:
    """A sheet of Wei's."""
    told = {"name": "6月.xlsx", "digest": "0" * 64, "uploaded_by": cast.youan.person}
    return PaperBook.objects.create(cooperative=cast.youan.organisation, **(told | more))


def test_a_harvest_that_was_declared_wrong_stands_no_more_and_stays_in_the_book(cast: Cast, harvest: Harvest) -> None:
    assert list(Harvest.objects.standing()) == [harvest]
    corrected(cast, harvest)
    assert list(Harvest.objects.standing()) == []
    assert list(Harvest.objects.waiting()) == []
    assert list(Harvest.objects.all()) == [harvest]


def test_a_correction_of_nothing_is_refused(cast: Cast, harvest: Harvest) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        corrected(cast, harvest, harvest=None)


def test_no_record_corrects_itself(cast: Cast, harvest: Harvest) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        corrected(cast, harvest, by_harvest=harvest)


def test_a_correction_is_never_taken_back(cast: Cast, harvest: Harvest) -> None:
    correction = corrected(cast, harvest)
    with pytest.raises(IntegrityError), transaction.atomic():
        correction.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.update(reason="no")


def test_another_version_of_a_record_is_kept_once_and_for_good(cast: Cast, harvest: Harvest) -> None:
    told = {"kind": "harvest", "body": {"weight_g": 1}, "digest": "a" * 64, "plot": harvest.plot}
    Conflict.objects.create(client_id=harvest.client_id, logged_by=cast.lan.user, **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conflict.objects.create(client_id=harvest.client_id, logged_by=cast.lan.user, **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conflict.objects.all().delete()


def test_another_version_is_seen_by_the_grower_and_the_cooperative_alone(cast: Cast, harvest: Harvest) -> None:
    kept = Conflict.objects.create(
        client_id=harvest.client_id,
        kind="harvest",
        body={},
        digest="a" * 64,
        plot=harvest.plot,
        logged_by=cast.lan.user,
    )
    assert list(Conflict.objects.visible_to(cast.lan.user)) == [kept]
    assert list(Conflict.objects.visible_to(cast.youan.person)) == [kept]
    assert list(Conflict.objects.visible_to(cast.other_cooperative.person)) == []
    assert list(Conflict.objects.visible_to(cast.guoqiang.user)) == []


def test_a_paper_book_is_read_as_often_as_one_likes_and_taken_in_once(cast: Cast) -> None:
    paper(cast)
    told = {"confirmed_by": cast.youan.person, "confirmed_at": timezone.now()}
    paper(cast, **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        paper(cast, **told)
    paper(cast, digest="1" * 64, **told)
    assert list(PaperBook.objects.visible_to(cast.other_cooperative.person)) == []


def test_somebody_confirmed_what_is_confirmed(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        paper(cast, confirmed_at=timezone.now())


def test_a_plot_leaves_a_registration_after_it_joined(cast: Cast, harvest: Harvest) -> None:
    registration = OrchardRegistration.objects.create(
        number="4500GY001", organisation=cast.youan.organisation, valid_from=date(2026, 1, 1)
    )
    told = {"registration": registration, "plot": harvest.plot, "valid_from": date(2026, 3, 1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisteredPlot.objects.create(**told, valid_to=date(2026, 2, 28))
    RegisteredPlot.objects.create(**told, valid_to=date(2026, 3, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisteredPlot.objects.create(**told)
