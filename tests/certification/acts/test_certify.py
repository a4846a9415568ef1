from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from tests.cast import at
from tests.certification.way import Way
from traceability.certification.acts.authorise import authorise
from traceability.certification.acts.certify import certify
from traceability.certification.acts.revoke import revoke
from traceability.certification.models import AuthorisedUser, Certificate, Decision, ResidueLimit
from traceability.certification.queries import certificate_for
from traceability.certification.refusals import (
    CertificateEndsTooEarly,
    CertificateIsRevoked,
    CertificateIsTooLarge,
    CertificateNumberIsTaken,
    CertificateNumberIsWrong,
    CreditCodeIsMissing,
    LotIsCertified,
    MayNotAuthorise,
    NameNotEarned,
    NotAControlBody,
    RevocationNeedsAReason,
)
from traceability.parties.models import Organisation, User
from traceability.parties.refusals import CreditCodeIsWrong, NotYourOrganisation

pytestmark = pytest.mark.django_db


def test_a_lot_that_passed_is_certified_for_so_many_kilograms(way: Way) -> None:
    lot = way.earned()
    certificate = way.certify(lot, 300_000)
    assert (certificate.left_g, certificate.valid_from, certificate.valid_to) == (
        300_000,
        date(2026, 7, 3),
        date(2026, 10, 1),
    )
    assert certificate_for(lot) == certificate
    document = certificate.event.document
    assert (certificate.event.act, document["disposition"]) == ("certify", "conformant")
    assert document["tyt:certificate"]["tyt:creditCode"] == "93451021MA5K7C2T49"
    assert document["tyt:certificate"]["tyt:kg"] == "300.000"


def test_the_refusal_is_one_sentence_with_the_fact_the_rule_and_its_source(way: Way) -> None:
    way.authorise()
    lot = way.lot("2026-06-14", number="12")
    way.inspect(lot)
    with pytest.raises(NameNotEarned) as refused:
        way.certify(lot)
    assert refused.value.message == (
        "Plot 12 of Napo was picked on 14 June 2026; Tainong No. 1 may be sold as 百色芒果 from 25 June 2026 "
        "(provisional, follows 2025). The lot is marketable, without the name."
    )
    assert "百色市芒果产业发展条例" in refused.value.rule
    assert refused.value.source == "南国早报 2025-06-25 (event report)"


def test_every_decision_is_kept_with_the_versions_of_the_rules_it_used(way: Way) -> None:
    lot = way.lot("2026-06-14")
    with pytest.raises(NameNotEarned):
        way.certify(lot)
    earned = way.earned("2026-06-27")
    way.certify(earned)
    refused, granted = Decision.objects.order_by("pk")
    assert [refused.carried, granted.carried] == [False, True]
    assert granted.claim == "name:CN-GIP-baise-mango"
    assert all(finding.row for finding in granted.told())


def test_a_decision_that_was_kept_is_read_in_the_language_of_the_reader(way: Way) -> None:
    way.authorise()
    lot = way.lot("2026-06-14", number="12")
    with pytest.raises(NameNotEarned):
        way.certify(lot)
    decision = Decision.objects.get()
    early = next(finding for finding in decision.told() if finding.step == "opening")
    assert early.said.slug == "opening.early"
    assert early.words.startswith("Plot 12 of Napo was picked on 14 June 2026; Tainong No. 1 may be sold as")
    with override("zh-hans"):
        assert "2026年6月14日" in early.words
        assert "台农1号" in early.words
        assert "Tainong" not in early.words


def test_an_orange_is_never_certified(way: Way) -> None:
    way.authorise()
    with pytest.raises(NameNotEarned, match="is for mango only"):
        way.certify(way.lot("2026-11-12", variety="newhall-navel"))
    assert not Certificate.objects.exists()


def test_a_lot_that_nobody_inspected_is_not_certified(way: Way) -> None:
    way.authorise()
    with pytest.raises(NameNotEarned, match="No inspection on ripe fruit"):
        way.certify(way.lot())


@pytest.mark.parametrize("who", ["youan", "other_cooperative", "laboratory", "exporter"])
def test_only_a_control_body_certifies(way: Way, who: str) -> None:
    lot = way.earned()
    with pytest.raises(NotAControlBody):
        certify(
            lot=lot,
            scheme=way.scheme,
            certified_g=1,
            number="X",
            valid_to=date(2026, 12, 31),
            packer=lot.owner,
            by=getattr(way.cast, who).person,
            at=at("2026-07-03"),
        )


def test_a_certificate_covers_no_more_than_the_lot(way: Way) -> None:
    lot = way.earned()
    for grams in (0, lot.weight_g + 1):
        with pytest.raises(CertificateIsTooLarge):
            way.certify(lot, grams)


def test_a_number_is_given_once_and_fits_an_address(way: Way) -> None:
    first, second = way.earned("2026-06-26"), way.earned("2026-06-27")
    way.certify(first)
    with pytest.raises(LotIsCertified):
        way.certify(first, number="BM-2026-0418")
    with pytest.raises(CertificateNumberIsTaken):
        way.certify(second)
    with pytest.raises(CertificateNumberIsWrong):
        way.certify(second, number="BM/2026?")


def test_a_certificate_ends_after_it_begins(way: Way) -> None:
    lot = way.earned()
    with pytest.raises(CertificateEndsTooEarly):
        certify(
            lot=lot,
            scheme=way.scheme,
            certified_g=1000,
            number="BM-1",
            valid_to=date(2026, 7, 3),
            packer=lot.owner,
            by=way.cast.control_body.person,
            at=at("2026-07-03"),
        )


def test_revoking_says_why_and_is_done_once(way: Way, meng: User, wei: User) -> None:
    certificate = way.certify(way.earned())
    with pytest.raises(NotYourOrganisation):
        revoke(certificate=certificate, reason="No", by=wei, at=at("2026-07-04"))
    with pytest.raises(RevocationNeedsAReason):
        revoke(certificate=certificate, reason=" ", by=meng, at=at("2026-07-04"))
    made = revoke(certificate=certificate, reason="Sample of another lot", by=meng, at=at("2026-07-04"))
    assert certificate_for(certificate.lot) is None
    with pytest.raises(CertificateIsRevoked):
        revoke(certificate=certificate, reason="Again", by=meng, at=at("2026-07-05"))
    assert made.certificate.is_revoked


def test_a_packed_or_blended_lot_has_the_certificate_of_everything_it_was_made_of(way: Way) -> None:
    first, second = way.earned("2026-06-26"), way.earned("2026-06-27")
    certificate = way.certify(first)
    assert certificate_for(way.blend(first, second)) is None
    assert certificate_for(first) == certificate


def test_an_authorised_user_has_a_credit_code_that_checks(way: Way, meng: User, wei: User) -> None:
    """GB 32100-2015: the 18th character checks the others; it stands at the fixed place of the sign."""
    youan = way.cast.youan.organisation
    facts = {"scheme": way.scheme, "number": "1", "valid_from": date(2026, 1, 1), "valid_to": None}
    with pytest.raises(MayNotAuthorise):
        authorise(organisation=youan, by=wei, **facts)
    for code, refusal in (("93451021MA5K7C2T48", CreditCodeIsWrong), ("", CreditCodeIsMissing)):
        Organisation.objects.filter(pk=youan.pk).update(uscc=code)
        youan.refresh_from_db()
        with pytest.raises(refusal):
            authorise(organisation=youan, by=meng, **facts)
    assert not AuthorisedUser.objects.exists()


def test_reference_data_loaded_again_change_nothing(way: Way) -> None:
    from traceability.certification.reference import load

    before = list(ResidueLimit.objects.order_by("pk").values())
    load()
    assert list(ResidueLimit.objects.order_by("pk").values()) == before
