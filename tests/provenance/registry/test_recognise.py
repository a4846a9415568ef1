"""An identifier once printed resolves for ever, also after a GTIN or a lot code was corrected."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.cast import Cast, at
from tests.exports.pages import text_of
from tests.provenance.scene import Blend
from traceability.epcis.acts.declare_error import declare_error
from traceability.epcis.models import Event
from traceability.gs1.keys import gtin14
from traceability.labels.acts.void_span import void_span
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation
from traceability.provenance.registry import refusals
from traceability.provenance.registry.acts.recognise import recognise
from traceability.provenance.registry.models import Alias

OTHER = gtin14("69712345", 9999)
"""A number under You'an's company prefix that no product has."""
REASON = "The carton maker printed another number."


def misprint(scene: Blend, printed: str, by: User, reason: str = REASON) -> Alias:
    return recognise(printed=printed, lot=scene.lot, reason=reason, by=by, at=at("2026-07-20"))


def test_a_misprinted_lot_code_leads_to_the_story_of_its_lot(client: Client, scene: Blend, wei: User) -> None:
    printed = f"/01/{scene.key[0]}/10/MISPRINT"
    before = client.get(printed, follow=True)
    assert before.status_code == 404
    alias = misprint(scene, printed, wei)
    page = client.get(printed, follow=True)
    told = text_of(page)
    assert "Grown in" in told
    assert f"The code MISPRINT was printed by mistake. This is lot {scene.lot.code}." in told
    assert REASON in told
    assert "printed by mistake" not in text_of(client.get(scene.link(), follow=True))
    event = alias.event.document["tyt:misprinted"]
    assert event == {"tyt:code": f"https://id.gs1.org{printed}", "tyt:reason": REASON}
    assert client.get(f"{printed}?linkType=linkset").json()["linkset"][0]["anchor"].endswith(printed)


def test_a_misprinted_gtin_of_one_s_own_prefix_leads_there_too(client: Client, scene: Blend, wei: User) -> None:
    printed = f"/01/{OTHER}/10/A1"
    assert client.get(printed).status_code == 404
    misprint(scene, f"HTTPS://TRACE.EXAMPLE{printed}/21/XYZ?15=261231", wei)
    assert client.get(printed, follow=True).status_code == 200


def test_a_carton_with_a_misprinted_lot_code_is_the_one_that_was_issued(
    client: Client, scene: Blend, wei: User
) -> None:
    """The carton maker printed the lot wrong and the serial right."""
    serial, gtin = scene.serial(), scene.key[0]
    code = f"/01/{gtin}/10/MISPRINT/21/{serial}"
    misprint(scene, code, wei)
    page = client.get(code, follow=True)
    assert page.status_code == 200
    assert f"This is lot {scene.lot.code}." in text_of(page)
    verdict = client.get(f"{code}?linkType=verificationService", follow=True)
    assert (verdict.status_code, verdict.json()["carton"]["state"]) == (200, "waiting")
    assert client.get(f"/trace/{gtin}/MISPRINT/7K4M2QXP9DHV/").status_code == 404
    void_span(run=scene.run, first=5, last=5, reason="Torn", by=wei, at=scene.after(9))
    assert "This label is void." in text_of(client.get(code, follow=True))


def test_every_way_on_from_the_page_of_a_misprint_leads_somewhere(client: Client, scene: Blend, wei: User) -> None:
    code = f"/01/{scene.key[0]}/10/MISPRINT/21/{scene.serial()}"
    misprint(scene, code, wei)
    page = client.get(code, follow=True).content.decode()
    ways = {unescape(way).partition("#")[0] for way in re.findall(r'href="(/[^"]*|\?[^"]*)"', page)}
    here = f"/trace/{scene.key[0]}/MISPRINT/{scene.serial()}/"
    assert f"{here}report/" in ways
    for way in ways - {""}:
        assert (way, client.get(f"{here}{way}" if way.startswith("?") else way, follow=True).status_code) == (way, 200)


def test_a_label_of_a_lot_that_was_made_in_error_leads_to_the_right_one(
    client: Client, scene: Blend, cast: Cast, wei: User
) -> None:
    """A lot code never changes: what was recorded under the wrong one is declared wrong, its cartons are another's."""
    code = scene.link(scene.serial())
    for event in Event.objects.about(f"https://id.gs1.org{scene.link()}").filter(error_of=None):
        declare_error(
            event=event, reason="incorrect_data", recorded_by=cast.youan.organisation, by=wei, at=at("2026-07-19")
        )
    assert client.get(code, follow=True).status_code == 404
    recognise(printed=code, lot=scene.bulk, reason=REASON, by=wei, at=at("2026-07-20"))
    assert "Grown in" in text_of(client.get(code, follow=True))
    verdict = client.get(f"{code}?linkType=verificationService", follow=True)
    assert verdict.json()["carton"]["state"] == "waiting"


def test_a_code_with_a_story_of_its_own_means_no_other_lot(scene: Blend, wei: User) -> None:
    with pytest.raises(refusals.CodeIsInUse):
        recognise(printed=scene.link(), lot=scene.bulk, reason=REASON, by=wei, at=at("2026-07-20"))


@pytest.mark.parametrize(
    ("printed", "refusal"),
    [
        ("mango", refusals.NotAKey),
        (f"/01/{OTHER}", refusals.CodeIsNoLot),
        ("/00/106141412345678908", refusals.CodeIsNoLot),
        ("/01/09506000134352/10/A", refusals.CodeIsNotYours),
        (f"/01/{gtin14('69712346', 1)}/10/A", refusals.CodeIsNotYours),
    ],
)
def test_only_a_lot_code_of_one_s_own_is_recognised(
    scene: Blend, wei: User, printed: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        misprint(scene, printed, wei)
    assert not Alias.objects.exists()


def test_a_code_is_recognised_once_with_a_reason_and_by_its_own_people(scene: Blend, wei: User, huang: User) -> None:
    printed = f"/01/{scene.key[0]}/10/MISPRINT"
    with pytest.raises(NotYourOrganisation):
        misprint(scene, printed, huang)
    with pytest.raises(refusals.RecognitionNeedsAReason):
        misprint(scene, printed, wei, reason=" ")
    made = misprint(scene, printed, wei)
    with pytest.raises(refusals.CodeIsRecognised):
        misprint(scene, printed, wei)
    for attempt in (lambda: Alias.objects.filter(pk=made.pk).update(reason="x"), made.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
