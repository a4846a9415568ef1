"""A certificate that came with the fruit is collected and kept."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.base import ContentFile

from orchards.acts.weigh_in import weigh_in
from orchards.models import WeighIn
from tests.cast import Cast, at
from tests.stories import smallest_photo
from traceability.lots.conformity.acts.issue import issue
from traceability.lots.conformity.acts.take_in import take_in
from traceability.lots.conformity.coming_in import Paper, Promise
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.conformity.queries import lots_that_lack, standing_of
from traceability.lots.conformity.refusals import CertificateOfTheFuture, ConformityCertificateStands, NothingReceived
from traceability.lots.models import Lot
from traceability.web.file_types import FileIsUnknown

LATER = at("2026-06-24", "17:00")
PHOTO = smallest_photo()


def kept(cast: Cast, lot: Lot, **more: Any) -> ConformityCertificate:
    return take_in(**{"lot": lot, "number": "HGZ-77", "by": cast.youan.person, "at": LATER} | more)


def test_the_photo_is_kept_as_it_came_under_its_hash(cast: Cast, napo: Lot) -> None:
    """Order 2025 No. 4: whoever buys collects it and keeps it six months; a photo is a way to."""
    certificate = kept(cast, napo, file=ContentFile(PHOTO, name="whatever.exe"))
    assert certificate.sha256 == sha256(PHOTO).hexdigest()
    assert certificate.file.read() == PHOTO
    assert certificate.content_type == "image/jpeg"
    assert certificate.event.document["tyt:conformity"]["tyt:sha256"] == certificate.sha256
    assert certificate.keep_until == date(2026, 12, 24)


def test_a_file_is_what_its_content_says(cast: Cast, napo: Lot) -> None:
    """Nobody believes a name or a browser."""
    with pytest.raises(FileIsUnknown):
        kept(cast, napo, file=ContentFile(b"MZ program", name="certificate.jpg"))


def test_the_growers_own_stands_here_by_the_pseudonym(cast: Cast, napo: Lot) -> None:
    """A grower's name is personal data: it is on the paper, not in the row or the event."""
    certificate = kept(cast, napo)
    assert (certificate.kind, certificate.issuer_name, certificate.issuer_number) == ("grower", "G7LAN", "HGZ-77")


def test_one_from_outside_names_its_issuer(cast: Cast, napo: Lot) -> None:
    """Who promises is kept as it stands on the paper, and enters no event."""
    certificate = kept(cast, napo, issuer="那满芒果合作社", issued_on=date(2026, 6, 23))
    assert (certificate.kind, certificate.issued_on) == ("received", date(2026, 6, 23))
    assert "那满" not in bytes(certificate.event.canonical).decode()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"number": " "}, NothingReceived),
        ({"issued_on": date(2026, 6, 25)}, CertificateOfTheFuture),
    ],
)
def test_what_cannot_be_kept_is_refused(cast: Cast, napo: Lot, change: dict[str, Any], refusal: type) -> None:
    """Nothing at all, and a day that has not come."""
    with pytest.raises(refusal):
        kept(cast, napo, **change)


def test_a_second_one_must_replace_the_first(cast: Cast, napo: Lot) -> None:
    """One stands, whoever issued it."""
    first = kept(cast, napo)
    with pytest.raises(ConformityCertificateStands):
        issue(lot=napo, bases=["control"], by=cast.youan.person, at=LATER)
    second = issue(lot=napo, bases=["control"], by=cast.youan.person, at=LATER, replaces=first, reason="Repacked")
    assert standing_of(napo) == second


@pytest.mark.parametrize(
    ("conformity", "kind"), [(Promise(), "house"), (Paper(number="HGZ-77"), "grower"), (None, None)]
)
def test_fruit_comes_over_the_scale_with_one_or_lacks_it(
    cast: Cast, conformity: Promise | Paper | None, kind: str | None
) -> None:
    """Issue 5, Receive: one comes with it or is issued here; without it the lot is shown as lacking."""
    lot = weigh_in(
        harvest=cast.harvest(cast.plot(cast.lan)),
        weight_g=400_000,
        place=cast.youan.place,
        by=cast.youan.person,
        at=at("2026-06-24", "16:20"),
        conformity=conformity,
    )
    standing = standing_of(lot)
    assert (standing.kind if standing else None) == kind
    assert (lot in lots_that_lack(cast.youan.organisation)) is (kind is None)


def test_fruit_whose_promise_is_refused_does_not_come_in(cast: Cast) -> None:
    """One transaction: the weight and the promise, or neither."""
    with pytest.raises(NothingReceived):
        weigh_in(
            harvest=cast.harvest(cast.plot(cast.lan)),
            weight_g=400_000,
            place=cast.youan.place,
            by=cast.youan.person,
            at=at("2026-06-24", "16:20"),
            conformity=Paper(),
        )
    assert not WeighIn.objects.exists()
    assert not Lot.objects.exists()
