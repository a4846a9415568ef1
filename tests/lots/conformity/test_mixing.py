"""Fruit of several producers needs a certificate of its own, in the same step."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast, at
from traceability.epcis.models import Event
from traceability.lots.acts.blend import blend
from traceability.lots.conformity.acts.issue import issue
from traceability.lots.conformity.acts.take_in import take_in
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.conformity.queries import standing_of
from traceability.lots.conformity.refusals import BasisIsUnknown, ContactIsMissing, SourceLacksCertificate
from traceability.lots.models import Lot

EVENING = at("2026-06-24", "18:00")


def mixed(cast: Cast, *lots: Lot, when: Any = EVENING, **more: Any) -> Lot:
    inputs = [(lot, lot.remaining_g) for lot in lots]
    return blend(inputs=inputs, place=cast.youan.place, by=cast.youan.person, at=when, **more)


def test_a_blend_of_two_growers_has_a_new_certificate_by_the_same_event(cast: Cast, napo: Lot, pohong: Lot) -> None:
    """Order 2025 No. 4: fruit of several producers that is mixed needs a new one (reportify …455680 [1])."""
    events = Event.objects.count()
    made = mixed(cast, napo, pohong)

    certificate = standing_of(made)
    assert certificate is not None
    assert (certificate.kind, certificate.weight_g, certificate.ticked) == ("mixture", 700_000, ["control"])
    assert certificate.event == made.making.event
    assert Event.objects.count() == events + 1
    assert made.making.event.document["certificationInfo"] == [certificate.uri]


def test_a_blend_of_one_growers_lots_needs_none(cast: Cast, grow: Any) -> None:
    """The Order speaks of several producers: Lan's two pickings are one producer's."""
    assert standing_of(mixed(cast, grow(400), grow(300))) is None


@pytest.mark.parametrize(("day", "owed"), [("2026-01-31", False), ("2026-02-01", True)])
def test_mixing_requires_a_new_one_from_the_day_the_order_is_in_force(
    cast: Cast, grow: Any, day: str, owed: bool
) -> None:
    """MARA Order 2025 No. 4, in force since 2026-02-01; the trial form of 2021 before it owed nothing."""
    lots = grow(400, day=day), grow(300, grower=cast.guoqiang, day=day)
    made = mixed(cast, *lots, when=at(day, "23:30"))
    assert (standing_of(made) is not None) is owed


def test_a_blend_of_blends_knows_the_growers_far_behind(cast: Cast, grow: Any) -> None:
    """Producers are counted through every blend before, not among the lots at hand."""
    first = mixed(cast, grow(100), grow(100))
    second = mixed(cast, grow(100, grower=cast.guoqiang), grow(100, grower=cast.guoqiang))
    made = mixed(cast, first, second, when=at("2026-06-24", "19:00"))
    assert standing_of(made) is not None


def test_a_blend_whose_certificate_cannot_be_issued_is_not_made(cast: Cast, napo: Lot, pohong: Lot) -> None:
    """No blend without its certificate: what the promise lacks, the blend lacks."""
    cast.youan.organisation.phone = ""
    cast.youan.organisation.save()
    lots = Lot.objects.count()
    with pytest.raises(ContactIsMissing):
        mixed(cast, Lot.objects.get(pk=napo.pk), Lot.objects.get(pk=pohong.pk))
    assert Lot.objects.count() == lots
    assert Lot.objects.get(pk=napo.pk).remaining_g == 400_000


def test_the_basis_of_a_blends_promise_is_one_of_the_form(cast: Cast, napo: Lot, pohong: Lot) -> None:
    """The form of 2026 names three bases; one's own word alone (自我承诺, form of 2021) is none of them."""
    with pytest.raises(BasisIsUnknown):
        mixed(cast, napo, pohong, bases=["self_promise"])


def test_the_cooperative_promises_as_producer_for_its_own_growers(cast: Cast, napo: Lot, pohong: Lot) -> None:
    """Form 1: cooperatives issue by production batch as producers."""
    certificate = standing_of(mixed(cast, napo, pohong))
    assert certificate is not None
    assert certificate.form_id == "2026-producer"


def test_where_a_certificate_came_with_fruit_the_mixture_is_a_collectors(cast: Cast, napo: Lot, pohong: Lot) -> None:
    """Form 2 promises that the certificates of the batch were collected and are kept."""
    take_in(lot=napo, number="HGZ-77", by=cast.youan.person, at=at("2026-06-24", "17:00"))
    issue(lot=pohong, bases=["control"], by=cast.youan.person, at=at("2026-06-24", "17:00"))
    certificate = standing_of(mixed(cast, napo, pohong))
    assert certificate is not None
    assert certificate.form_id == "2026-collector"


def test_a_collector_cannot_promise_to_keep_what_is_lacking(cast: Cast, napo: Lot, pohong: Lot) -> None:
    """Form 2, first promise: one of each batch is kept."""
    take_in(lot=napo, number="HGZ-77", by=cast.youan.person, at=at("2026-06-24", "17:00"))
    with pytest.raises(SourceLacksCertificate, match=pohong.code):
        mixed(cast, napo, pohong)
    assert ConformityCertificate.objects.count() == 1


def test_the_origin_of_a_mixture_names_every_town_and_nobodys_plot(cast: Cast, napo: Lot, pohong: Lot) -> None:
    """Origin (产地) is among what the Order asks for."""
    certificate = standing_of(mixed(cast, napo, pohong))
    assert certificate is not None
    assert certificate.origin_zh == "广西百色市田阳区那坡镇、坡洪镇"
