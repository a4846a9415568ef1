"""Nothing is certified on what was not known, in force or fit on that day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import at
from tests.certification.way import Way
from traceability.certification.models import Certificate, GIScheme
from traceability.certification.refusals import NameNotEarned, SchemeIsNotInForce
from traceability.lots.holding.acts.recall import recall
from traceability.lots.holding.refusals import LotIsRecalled

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("day", "certified"), [("2026-07-01", False), ("2026-07-02", True)])
def test_no_certificate_is_older_than_its_inspection(way: Way, day: str, certified: bool) -> None:
    """DESIGN.md section 4: inspection passed on ripe fruit, then the certificate. Read on 2 July."""
    lot = way.earned()
    if certified:
        assert way.certify(lot, moment=at(day, "11:00"))
        return
    with pytest.raises(NameNotEarned, match="No inspection on ripe fruit"):
        way.certify(lot, moment=at(day, "11:00"))


@pytest.mark.parametrize(("ended", "certified"), [("2026-07-02", False), ("2026-07-03", True)])
def test_a_name_is_certified_up_to_the_last_day_of_its_protection(way: Way, ended: str, certified: bool) -> None:
    """gi_schemes.json: each system protects the name from and to a day. Certified on 3 July."""
    lot = way.earned()
    GIScheme.objects.filter(pk=way.scheme.pk).update(valid_to=date.fromisoformat(ended))
    if certified:
        assert way.certify(lot)
        return
    with pytest.raises(SchemeIsNotInForce, match="not protected on 3 July 2026"):
        way.certify(lot)


def test_nor_before_its_first_day(way: Way) -> None:
    lot, first = way.earned(), date(2026, 7, 3)
    GIScheme.objects.filter(pk=way.scheme.pk).update(valid_from=first + timedelta(1))
    with pytest.raises(SchemeIsNotInForce):
        way.certify(lot)
    GIScheme.objects.filter(pk=way.scheme.pk).update(valid_from=first)
    assert way.certify(lot)


def test_recalled_fruit_is_not_certified(way: Way) -> None:
    """Regulation (EC) No 178/2002, Article 19: what is called back is sold no more."""
    lot, wei = way.earned(), way.cast.youan.person
    recall(lots=[lot], started_from=lot.code, reason="Wire in the crate", by=wei, at=at("2026-07-02", "18:00"))
    with pytest.raises(LotIsRecalled, match="Wire in the crate"):
        way.certify(lot)
    assert not Certificate.objects.exists()
