"""A certificate is a quota. Whatever runs at the same time, nobody overdraws it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.cast import at
from tests.certification.way import Way
from traceability.certification.acts.draw import draw
from traceability.certification.acts.revoke import revoke
from traceability.certification.models import Certificate
from traceability.certification.refusals import CertificateIsUsedUp, CertificateNotInForce, NothingIsDrawn
from traceability.parties.models import User

DAY = date(2026, 7, 8)


@pytest.mark.django_db
def test_labels_draw_the_quota_down_to_nothing_and_no_further(way: Way) -> None:
    certificate = way.certify(way.earned(), 20_000)
    for left in (15_000, 10_000, 5_000, 0):
        draw(certificate=certificate, grams=5_000, on=DAY)
        assert certificate.left_g == left
    with pytest.raises(CertificateIsUsedUp, match=r"has 0\.0 kg left; the labels are for 5\.0 kg"):
        draw(certificate=certificate, grams=5_000, on=DAY)


@pytest.mark.django_db
def test_more_than_is_left_draws_nothing(way: Way) -> None:
    certificate = way.certify(way.earned(), 20_000)
    with pytest.raises(CertificateIsUsedUp):
        draw(certificate=certificate, grams=20_001, on=DAY)
    assert Certificate.objects.get().drawn_g == 0


@pytest.mark.django_db
@pytest.mark.parametrize("grams", [0, -5_000])
def test_nothing_is_ever_given_back(way: Way, grams: int) -> None:
    certificate = way.certify(way.earned())
    with pytest.raises(NothingIsDrawn):
        draw(certificate=certificate, grams=grams, on=DAY)


@pytest.mark.django_db
def test_the_first_and_the_last_day_count_and_no_other(way: Way) -> None:
    certificate = way.certify(way.earned())
    for day in (certificate.valid_from, certificate.valid_to):
        draw(certificate=certificate, grams=1, on=day)
    for day in (certificate.valid_from - timedelta(1), certificate.valid_to + timedelta(1)):
        with pytest.raises(CertificateNotInForce):
            draw(certificate=certificate, grams=1, on=day)
    assert Certificate.objects.get().drawn_g == 2


@pytest.mark.django_db
def test_a_revoked_certificate_stops_the_next_label(way: Way, meng: User) -> None:
    certificate = way.certify(way.earned())
    revoke(certificate=certificate, reason="Another lot's fruit", by=meng, at=at("2026-07-07"))
    with pytest.raises(CertificateNotInForce):
        draw(certificate=certificate, grams=1, on=DAY)


@pytest.mark.django_db(transaction=True)
def test_eight_printers_at_once_cannot_overdraw(way: Way) -> None:
    """Eight threads want 30 x 5 kg each, 1,200 kg together; 400 kg are certified, and 400 kg are drawn."""
    certificate = way.certify(way.earned())

    def print_labels(_printer: int) -> int:
        mine, drawn = Certificate.objects.get(pk=certificate.pk), 0
        try:
            for _ in range(30):
                try:
                    draw(certificate=mine, grams=5_000, on=DAY)
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
