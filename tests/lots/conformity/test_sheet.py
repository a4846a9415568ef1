"""The certificate on paper, read back as an inspector reads it: words and square code."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from tests.cast import Cast, at
from traceability.lots.acts.blend import blend
from traceability.lots.conformity.acts.issue import issue
from traceability.lots.conformity.acts.take_in import take_in
from traceability.lots.conformity.models import ConformityCertificate
from traceability.lots.conformity.queries import standing_of
from traceability.lots.conformity.refusals import CertificateIsNotOurs, ConformityCertificateIsReplaced
from traceability.lots.conformity.sheet import sheet_of
from traceability.lots.models import Lot

LATER = at("2026-06-24", "17:00")


@pytest.fixture
def certificate(cast: Cast, napo: Lot) -> ConformityCertificate:
    return issue(lot=napo, bases=["control"], by=cast.youan.person, at=LATER)


def words_of(pdf: bytes) -> str:
    [page] = pypdfium2.PdfDocument(pdf)
    return str(page.get_textpage().get_text_bounded()).replace("\r", "").replace("\n", "")


def test_every_particular_that_the_order_asks_for_is_printed(certificate: ConformityCertificate) -> None:
    """Product, amount, origin, day, who promises, contact: reportify 1215483745520455680 [2]."""
    words = words_of(sheet_of(certificate))
    for said in (
        "我承诺生产销售的食用农产品：未使用禁用农药、兽药及其他化合物；使用的常规农药、兽药残留不超标。",
        "■ 质量安全控制符合要求",
        "□ 自行检测合格",
        "□ 委托检测合格",
        "台农1号芒果",
        "400.0 公斤",
        "广西百色市田阳区那坡镇",
        "2026年6月24日",
        "右岸芒果专业合作社",
        "0776-3210001",
        certificate.number,
    ):
        assert said in words, said


def test_the_words_stand_out_beside_the_code(certificate: ConformityCertificate) -> None:
    """With a square code the words 承诺达标合格证 stand out next to it (export_checklist C3): as title and above it."""
    assert words_of(sheet_of(certificate)).count("承诺达标合格证") == 2


def test_the_code_reads_back_at_a_label_printers_resolution(certificate: ConformityCertificate) -> None:
    """203 dpi; the address is the lot's Digital Link with the link type."""
    [page] = pypdfium2.PdfDocument(sheet_of(certificate))
    [code] = zxingcpp.read_barcodes(page.render(scale=203 / 72).to_pil())
    assert code.text == certificate.scan_uri
    lot = certificate.lot
    assert f"/01/{lot.product.gtin}/10/{lot.code}?linkType=gs1:certificationInfo" in code.text
    assert code.text.endswith(f"&number={certificate.number}")


def test_it_is_100_millimetres_square_and_the_same_again(certificate: ConformityCertificate) -> None:
    """The roll of the carton labels; the same certificate is the same file."""
    [page] = pypdfium2.PdfDocument(sheet_of(certificate))
    assert [round(side / 72 * 25.4, 2) for side in page.get_size()] == [100, 100]
    assert sheet_of(certificate) == sheet_of(certificate)


def test_a_collectors_words_fit_too(cast: Cast, napo: Lot, pohong: Lot, tmp_path: Path) -> None:
    """Form 2, with two towns of origin: nothing runs off the paper."""
    take_in(lot=napo, number="HGZ-77", by=cast.youan.person, at=LATER)
    issue(lot=pohong, bases=["control"], by=cast.youan.person, at=LATER)
    inputs = [(napo, 400_000), (pohong, 300_000)]
    made = blend(inputs=inputs, place=cast.youan.place, by=cast.youan.person, at=at("2026-06-24", "18:00"))
    certificate = standing_of(made)
    assert certificate is not None
    [page] = pypdfium2.PdfDocument(sheet_of(certificate))
    text = page.get_textpage()
    edge = 3 / 25.4 * 72
    for n in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(n)
        assert left > edge
        assert right < page.get_width() - edge
        assert bottom > edge
        assert top < page.get_height() - edge


def test_one_that_was_replaced_is_not_printed_again(cast: Cast, certificate: ConformityCertificate) -> None:
    """Two papers that contradict each other never leave the house."""
    issue(
        lot=certificate.lot,
        bases=["self_test"],
        by=cast.youan.person,
        at=LATER,
        replaces=certificate,
        reason="Tested since",
    )
    with pytest.raises(ConformityCertificateIsReplaced):
        sheet_of(ConformityCertificate.objects.get(pk=certificate.pk))


def test_what_somebody_else_issued_is_never_printed_here(cast: Cast, napo: Lot) -> None:
    """Issuing in another's name (冒用他人名义) is what the Order punishes."""
    with pytest.raises(CertificateIsNotOurs):
        sheet_of(take_in(lot=napo, number="HGZ-77", by=cast.youan.person, at=LATER))
