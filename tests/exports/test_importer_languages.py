"""The importer's desk in the language of whoever sits at it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from exports.models import ExportBatch
from tests.exports.pages import text_of
from traceability.parties.models import User

SPOKEN = [code for code, _name in settings.LANGUAGES]


def pages(batch: ExportBatch) -> list[str]:
    sscc = batch.pallets.order_by("sscc")[0].sscc
    return [
        *(reverse("imports:coming"), reverse("imports:scan"), reverse("imports:systems"), reverse("imports:choices")),
        *(reverse("imports:batch", args=[batch.code]), reverse("imports:pallet", args=[sscc])),
        *(reverse("imports:history-batch", args=[batch.code]), reverse("imports:history-pallet", args=[sscc])),
    ]


@pytest.mark.parametrize("own", SPOKEN)
def test_every_page_speaks_the_language_of_its_reader(
    importer: Client, rossi: User, shipped: ExportBatch, own: str
) -> None:
    rossi.language = own
    rossi.save()
    for page in pages(shipped):
        answer = importer.get(page, HTTP_ACCEPT_LANGUAGE="ja")
        assert (page, answer.status_code, answer["Content-Language"]) == (page, 200, own)


@pytest.mark.parametrize("asked", SPOKEN)
def test_every_page_speaks_as_the_browser_asks_until_its_reader_has_chosen(
    importer: Client, shipped: ExportBatch, asked: str
) -> None:
    for page in pages(shipped):
        assert (page, importer.get(page, HTTP_ACCEPT_LANGUAGE=f"ja,{asked};q=0.5")["Content-Language"]) == (page, asked)


def test_residues_are_told_in_the_readers_language_whatever_the_exporters_was(
    importer: Client, shipped: ExportBatch
) -> None:
    assert {report.language for report in shipped.reports.all()} == {"en"}
    page = reverse("imports:batch", args=[shipped.code])
    assert "Within limits, EU" in text_of(importer.get(page))
    with translation.override("zh-hans"):
        chinese = _("Within limits, %(destination)s, %(day)s").partition("%")[0]
    assert chinese in text_of(importer.get(page, HTTP_ACCEPT_LANGUAGE="zh"))
