"""A partner registers pages of its own for keys of its own, and for nobody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.cast import Cast, at
from tests.provenance.registry.conftest import Register
from tests.provenance.resolver.schemas import VOC, levels_in
from tests.provenance.scene import Blend
from traceability.epcis.models import Event
from traceability.gs1.keys import gdti, grai
from traceability.parties.imitation import TextImitatesTheName
from traceability.parties.models import User
from traceability.parties.refusals import NotYourOrganisation
from traceability.provenance.registry import refusals
from traceability.provenance.registry.acts.retire_link import retire_link
from traceability.provenance.registry.models import PartnerLink


def test_a_registered_link_is_followed_at_once_and_stands_in_the_linkset(
    client: Client, scene: Blend, register: Register
) -> None:
    made = register(languages="de, pt-BR")
    events = Event.objects.count()
    answer = client.get(f"{scene.link(scene.serial())}?linkType=gs1:recipeInfo&15=261231")
    assert (answer.status_code, answer["Location"]) == (307, f"{made.href}?linkType=gs1:recipeInfo&15=261231")
    product = levels_in(client.get(f"{scene.link()}?linkType=linkset"))[-1]
    assert product[f"{VOC}recipeInfo"] == [
        {"href": made.href, "title": "Recipes with mango", "type": "text/html", "hreflang": ["de", "pt-BR"]}
    ]
    assert Event.objects.count() >= events  # the scene's own; registering records none
    assert not Event.objects.filter(act="register_link").exists()


def test_a_retired_link_leads_nowhere_and_is_kept(
    client: Client, scene: Blend, register: Register, wei: User, huang: User
) -> None:
    made = register()
    with pytest.raises(NotYourOrganisation):
        retire_link(link=made, by=huang, at=at("2026-07-21"))
    retire_link(link=made, by=wei, at=at("2026-07-21"))
    assert client.get(f"{scene.link()}?linkType=gs1:recipeInfo").status_code == 404
    kept = PartnerLink.objects.get()
    assert (kept.retired_by, kept.retired_at) == (wei, at("2026-07-21"))
    with pytest.raises(refusals.LinkIsRetired):
        retire_link(link=made, by=wei, at=at("2026-07-22"))
    assert register().pk != made.pk


Key = Callable[[Blend, Cast], str]
OWN: dict[str, tuple[str, Key]] = {
    "product": ("youan", lambda scene, cast: f"/01/{scene.key[0]}"),
    "lot": ("youan", lambda scene, cast: scene.link()),
    "carton": ("youan", lambda scene, cast: f"/01/{scene.key[0]}/21/{scene.serial()}"),
    "pallet": ("exporter", lambda scene, cast: f"/00/{scene.ready.pallets.earliest('pk').sscc}"),
    "place": ("youan", lambda scene, cast: f"/414/{cast.youan.organisation.gln}/254/0001"),
    "site": ("importer", lambda scene, cast: f"/414/{cast.importer.organisation.gln}"),
    "party": ("laboratory", lambda scene, cast: f"/417/{cast.laboratory.organisation.gln}"),
    "document": (
        "control_body",
        lambda scene, cast: f"/253/{gdti(cast.control_body.organisation.gln, scene.certificate.number)}",
    ),
    "crate": ("youan", lambda scene, cast: f"/8003/{grai(cast.youan.organisation.gs1_prefix, 1, '0012')}"),
}


@pytest.mark.parametrize("key", OWN)
def test_each_kind_of_key_is_registered_for_by_its_owner_alone(
    client: Client, scene: Blend, cast: Cast, register: Register, huang: User, key: str
) -> None:
    firm, identifier = OWN[key][0], OWN[key][1](scene, cast)
    with pytest.raises(NotYourOrganisation):
        register(identifier=identifier, by=huang)
    made = register(identifier=f"https://id.gs1.org{identifier}", by=getattr(cast, firm).person)
    answer = client.get(f"{identifier}?linkType=recipeInfo")
    assert (answer.status_code, answer["Location"]) == (307, f"{made.href}?linkType=recipeInfo")


def test_what_is_not_known_is_nobody_s_to_register_for(scene: Blend, register: Register) -> None:
    gtin = scene.key[0]
    for unknown in ("/01/09506000134352", f"/01/{gtin}/10/NONE", f"/01/{gtin}/21/NONE", "/00/106141412345678908",
                    "/414/9506000134352", "/253/9506000134352A", "/8003/09506000134352A"):  # fmt: skip
        with pytest.raises(refusals.KeyIsNotKnown):
            register(identifier=unknown)


def test_below_a_key_that_is_walked_up_from_no_link_would_be_found(
    scene: Blend, cast: Cast, register: Register
) -> None:
    """A variant, a serial of a third party, a facility: of none of them is anything recorded."""
    gtin, gln = scene.key[0], cast.youan.organisation.gln
    for code in (f"/01/{gtin}/22/2A", f"/01/{gtin}/235/TPX1", f"/414/{gln}/7040/1ABC", f"/417/{gln}/7040/1ABC"):
        with pytest.raises(refusals.KeyIsNotKnown):
            register(identifier=code)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"identifier": "/01/09506000134353"}, refusals.NotAKey),
        ({"identifier": "mango"}, refusals.NotAKey),
        ({"kind": "gs1:nonsense"}, refusals.LinkTypeIsWrong),
        ({"kind": "productSustainabilityInfo"}, refusals.LinkTypeIsWrong),
        ({"kind": "defaultLink"}, refusals.LinkTypeIsOurs),
        ({"kind": "gs1:verificationService"}, refusals.LinkTypeIsOurs),
        ({"kind": f"{VOC}recallStatus"}, refusals.LinkTypeIsOurs),
        ({"href": "http://youan.example.com"}, refusals.AddressIsNotPublic),
        ({"title": "  "}, refusals.LinkNeedsATitle),
        ({"title": "Baise-style mango"}, TextImitatesTheName),
        ({"languages": "zh-Hans"}, refusals.LanguageTagIsWrong),
        ({"languages": "deutsch"}, refusals.LanguageTagIsWrong),
        ({"media": "html"}, refusals.MediaTypeIsWrong),
        ({"context": "a b"}, refusals.ContextIsWrong),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    register: Register, told: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        register(**told)
    assert not PartnerLink.objects.exists()


def test_a_link_on_a_serial_names_no_lot(scene: Blend, register: Register) -> None:
    """Resolver 1.2, section 2.5.9."""
    with pytest.raises(refusals.KeyNamesTooMuch):
        register(identifier=scene.link(scene.serial()))


def test_the_page_that_verifies_stays_ours(client: Client, scene: Blend, register: Register) -> None:
    for verified in (scene.link(), f"/01/{scene.key[0]}/21/{scene.serial()}"):
        with pytest.raises(refusals.DefaultIsOurs):
            register(identifier=verified, kind="gs1:defaultLinkMulti", languages="pl")
    register(kind="gs1:defaultLinkMulti", languages="pl")
    for code in (scene.link(), scene.link(scene.serial())):
        assert client.get(code, headers={"Accept-Language": "pl"})["Location"].startswith("/trace/")


def test_a_product_has_default_pages_in_languages_that_ours_does_not_speak(
    client: Client, scene: Blend, register: Register
) -> None:
    """Resolver 1.2, section 2.5.8: gs1:defaultLinkMulti."""
    polish = register(kind="gs1:defaultLinkMulti", languages="pl", href="https://youan.example.com/pl")
    product, ours = f"/01/{scene.key[0]}", f"/trace/{scene.key[0]}/"
    led = {
        language: client.get(product, headers={"Accept-Language": language})["Location"]
        for language in ("pl", "pl-PL,en;q=0.5", "de,pl;q=0.5", "ja", "")
    }
    assert led == {"pl": polish.href, "pl-PL,en;q=0.5": polish.href, "de,pl;q=0.5": ours, "ja": ours, "": ours}
    (level,) = levels_in(client.get(f"{product}?linkType=linkset"))
    assert [link["href"] for link in level[f"{VOC}defaultLinkMulti"]] == [polish.href]


def test_several_links_of_a_kind_are_chosen_by_language_and_else_offered(
    client: Client, scene: Blend, register: Register
) -> None:
    german, english = (register(languages=tag, href=f"https://youan.example.com/{tag}") for tag in ("de", "en"))
    asked = f"/01/{scene.key[0]}?linkType=recipeInfo"
    for language, link in (("de-AT", german), ("fr,en;q=0.2", english)):
        assert client.get(asked, headers={"Accept-Language": language})["Location"].startswith(link.href)
    for language in ("", "ja", "de,en"):
        answer = client.get(asked, headers={"Accept-Language": language})
        assert (answer.status_code, len(levels_in(answer)[0][f"{VOC}recipeInfo"])) == (300, 2)


def test_the_same_link_is_registered_once_and_a_code_holds_so_many(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    register()
    with pytest.raises(refusals.LinkIsRegistered):
        register()
    monkeypatch.setattr("traceability.provenance.registry.acts.register_link.MOST", 1)
    with pytest.raises(refusals.TooManyLinks):
        register(languages="de")


@pytest.mark.parametrize("change", [{"href": "https://evil.example.org"}, {"kind": "pip"}, {"identifier": "x"}])
def test_the_database_keeps_what_was_registered(register: Register, change: dict[str, str]) -> None:
    made = register()
    for attempt in (PartnerLink.objects.filter(pk=made.pk).update, lambda **_: made.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt(**change)
