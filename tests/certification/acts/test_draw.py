"""A certificate is a quota. Whatever runs at the same time, nobody overdraws it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import at
from tests.certification.way import Way
from traceability.certification.acts.draw import draw
from traceability.certification.acts.revoke import revoke
from traceability.certification.models import AuthorisedUser, Certificate, SignEntry
from traceability.certification.refusals import (
    CertificateIsUsedUp,
    CertificateNotInForce,
    NotAnAuthorisedUser,
    NothingIsDrawn,
)
from traceability.parties.models import User

DAY = date(2026, 7, 8)


def take(way: Way, certificate: Certificate, grams: int, on: date = DAY) -> None:
    """Wei prints one label of so many grams."""
    draw(certificate=certificate, labels=1, grams=grams, by=way.cast.youan.person, at=at(on.isoformat(), "16:30"))


@pytest.mark.django_db
def test_labels_draw_the_quota_down_to_nothing_and_no_further(way: Way) -> None:
    certificate = way.certify(way.earned(), 20_000)
    for left in (15_000, 10_000, 5_000, 0):
        take(way, certificate, 5_000)
        assert certificate.left_g == left
    with pytest.raises(CertificateIsUsedUp, match=r"has 0\.0 kg left; the labels are for 5\.0 kg"):
        take(way, certificate, 5_000)


@pytest.mark.django_db
def test_more_than_is_left_draws_nothing(way: Way) -> None:
    certificate = way.certify(way.earned(), 20_000)
    with pytest.raises(CertificateIsUsedUp):
        take(way, certificate, 20_001)
    assert Certificate.objects.get().drawn_g == 0


@pytest.mark.django_db
@pytest.mark.parametrize("grams", [0, -5_000])
def test_nothing_is_ever_given_back(way: Way, grams: int) -> None:
    certificate = way.certify(way.earned())
    with pytest.raises(NothingIsDrawn):
        take(way, certificate, grams)


@pytest.mark.django_db
def test_the_first_and_the_last_day_count_and_no_other(way: Way) -> None:
    certificate = way.certify(way.earned())
    for day in (certificate.valid_from, certificate.valid_to):
        take(way, certificate, 1, day)
    for day in (certificate.valid_from - timedelta(1), certificate.valid_to + timedelta(1)):
        with pytest.raises(CertificateNotInForce):
            take(way, certificate, 1, day)
    assert Certificate.objects.get().drawn_g == 2


@pytest.mark.django_db
def test_a_revoked_certificate_stops_the_next_label(way: Way, meng: User) -> None:
    certificate = way.certify(way.earned())
    revoke(certificate=certificate, reason="Another lot's fruit", by=meng, at=at("2026-07-07"))
    with pytest.raises(CertificateNotInForce):
        take(way, certificate, 1)


@pytest.mark.django_db(transaction=True)
def test_eight_printers_at_once_cannot_overdraw(way: Way) -> None:
    """Eight threads want 30 x 5 kg each, 1,200 kg together; 400 kg are certified, and 400 kg are drawn."""
    certificate = way.certify(way.earned())

    def print_labels(_printer: int) -> int:
        mine, drawn = Certificate.objects.get(pk=certificate.pk), 0
        try:
            for _ in range(30):
                try:
                    take(way, mine, 5_000)
                    drawn += 5_000
                except CertificateIsUsedUp:
                    break
        finally:
            connection.close()
        return drawn

    with ThreadPoolExecutor(max_workers=8) as printers:
        drawn = list(printers.map(print_labels, range(8)))
    certificate.refresh_from_db()
    assert sum(drawn) == certificate.drawn_g == certificate.certified_g == 400_000


@pytest.mark.django_db
def test_every_print_stands_in_the_ledger_of_signs(way: Way) -> None:
    """地理标志专用标志使用管理办法: users keep and report the use of the sign; the credit code stands at it."""
    certificate = way.certify(way.earned())
    wei = way.cast.youan.person
    draw(certificate=certificate, labels=80, grams=200_000, by=wei, at=at("2026-07-08", "16:30"))
    entry = SignEntry.objects.get()
    assert (entry.certificate, entry.labels, entry.weight_g, entry.printed_by) == (certificate, 80, 200_000, wei)
    assert (entry.printed_for, entry.credit_code) == (certificate.lot.owner, "93451021MA5K7C2T49")
    assert entry.printed_at == at("2026-07-08", "16:30")


@pytest.mark.django_db
def test_what_is_refused_enters_no_sign(way: Way) -> None:
    certificate = way.certify(way.earned(), 20_000)
    with pytest.raises(CertificateIsUsedUp):
        take(way, certificate, 20_001)
    assert not SignEntry.objects.exists()


@pytest.mark.django_db
def test_the_ledger_of_signs_is_only_added_to(way: Way) -> None:
    take(way, way.certify(way.earned()), 5_000)
    for act in (lambda: SignEntry.objects.update(labels=2), lambda: SignEntry.objects.all()._raw_delete("default")):
        with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
            act()


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "prints"), [("2026-07-07", True), ("2026-07-08", False)])
def test_only_an_authorised_user_prints_the_sign_on_its_last_day_and_not_after(
    way: Way, day: str, prints: bool
) -> None:
    """地理标志专用标志使用管理办法 (2020): authorised users alone, within their term."""
    way.authorise(last="2026-07-07")
    certificate = way.certify(way.earned())
    if prints:
        take(way, certificate, 5_000, date.fromisoformat(day))
        assert certificate.drawn_g == 5_000
        return
    with pytest.raises(NotAnAuthorisedUser, match="no authorised user of the sign on 8 July 2026"):
        take(way, certificate, 5_000, date.fromisoformat(day))
    assert Certificate.objects.get().drawn_g == 0


@pytest.mark.django_db
def test_a_right_under_one_scheme_prints_no_sign_of_another(way: Way) -> None:
    """domain.md 1.2: the schemes of one name stand side by side, and an authorised user belongs to one of them."""
    certificate = way.certify(way.earned())
    AuthorisedUser.objects.update(scheme="CN-MOA-AGI01634")
    with pytest.raises(NotAnAuthorisedUser):
        take(way, certificate, 5_000)
