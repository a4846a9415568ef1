"""The packing house's pages: what Wei sees and does, and what a stranger does not."""

from __future__ import annotations

import pytest
from django.urls import reverse

from orchards.acts.log_treatment import log_treatment
from tests.cast import at, record_id
from tests.stories import certified
from traceability.lots.acts.blend import blend
from traceability.lots.acts.pack import pack
from traceability.lots.acts.waste import waste
from traceability.lots.models import Loss, Lot, Product


@pytest.fixture
def desk(client, wei):
    """Wei's browser."""
    client.force_login(wei)
    return client


def text_of(page) -> str:
    return page.content.decode()


def url(name: str, lot: Lot) -> str:
    return reverse(f"lots:{name}", args=[lot.product.gtin, lot.code])


def test_the_board_opens_with_what_came_in(desk, napo, pohong):
    page = desk.get(reverse("lots:board"))
    assert page.context["day"].isoformat() == "2026-06-24"
    assert page.context["sentences"][0] == "Two harvests came in, 700.0\N{NO-BREAK SPACE}kg."
    assert page.context["sentences"][-1] == "Two lots may be packed, 700.0\N{NO-BREAK SPACE}kg."
    assert text_of(page).count("data-pack") == 2


def test_the_board_of_a_day_with_nothing_says_so(desk, napo):
    page = desk.get(reverse("lots:board"), {"day": "2026-07-01"})
    assert page.context["sentences"][0] == "Nothing came in on 1 July 2026."
    assert page.context["earlier"].isoformat() == "2026-06-24"


def test_the_board_before_the_first_lot_says_what_comes_next(desk, cast):
    page = desk.get(reverse("lots:board"))
    assert page.context["sentences"] == ["Nothing has come in yet today."]
    assert "No lot may be packed yet." in text_of(page)


@pytest.mark.parametrize("day", ["soon", "2026-13-40", "9999999999"])
def test_the_board_takes_a_day_that_is_none_as_no_day(desk, napo, day):
    assert desk.get(reverse("lots:board"), {"day": day}).context["day"].isoformat() == "2026-06-24"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_any_count(desk, grow, count, django_assert_num_queries):
    for number in range(count):
        grow(100 + number)
    with django_assert_num_queries(5):
        page = desk.get(reverse("lots:lots"))
    assert text_of(page).count("data-lot=") == count


def test_the_list_finds_by_code_and_by_variety(desk, grow, napo):
    guifei = grow(50, variety="guifei")
    found = lambda q: [lot.pk for lot in desk.get(reverse("lots:lots"), {"q": q}).context["page"]]  # noqa: E731
    assert found("guifei") == found("贵妃") == [guifei.pk]
    assert found(napo.code.lower()) == [napo.pk]
    assert found("nothing") == []


def test_a_lots_page_shows_a_family_that_adds_up(desk, cast, napo, pohong, carton):
    inputs = [(napo, 300_000), (pohong, 202_000)]
    mixed = blend(inputs=inputs, place=cast.youan.place, loss_g=2_000, by=cast.youan.person, at=at("2026-06-25"))
    pack(lot=mixed, product=carton, cartons=40, loss_g=1_000, by=cast.youan.person, at=at("2026-06-26"))
    waste(lot=mixed, weight_g=9_000, reason="Rot", by=cast.youan.person, at=at("2026-06-26", "10:00"))

    page = desk.get(mixed.get_absolute_url())

    family = page.context["family"]
    assert (family.in_g, family.out_g) == (502_000, 502_000)
    assert [line.weight_g for line in family.sources] == [300_000, 202_000]
    assert [line.weight_g for line in family.results] == [200_000, 12_000, 290_000]
    assert "Nothing missing" in text_of(page)
    assert napo.code in text_of(page)
    assert [step.event.act for step in page.context["steps"]] == ["blend", "pack", "waste"]


def test_a_lot_offers_one_loud_act(desk, napo):
    actions = desk.get(napo.get_absolute_url()).context["actions"]
    assert [action.label for action in actions if action.main] == ["Pack"]
    assert {"Split", "Blend", "Record a loss"} <= {action.label for action in actions}


def test_a_lot_that_is_set_aside_offers_neither_packing_nor_blending(desk, cast):
    plot = cast.plot(cast.lan)
    log_treatment(
        client_id=record_id("spray"),
        plot=plot,
        product="苯醚甲环唑 10% WG",
        registration_number="",
        substances=["difenoconazole"],
        dose="",
        target="",
        applied_on=at("2026-06-20").date(),
        interval_days=14,
        by=plot.grower.user,
        at=at("2026-06-20"),
    )
    page = desk.get(cast.lot(plot, "2026-06-24").get_absolute_url())
    labels = [action.label for action in page.context["actions"]]
    assert labels[:2] == ["Split", "Record a loss"]
    assert not {"Pack", "Blend"} & set(labels)
    assert "It is set aside" in text_of(page)


def test_pack_makes_cartons_and_says_so(desk, napo, carton):
    answer = desk.post(url("pack", napo), {"product": carton.gtin, "cartons": "60", "loss_g": "2.5"}, follow=True)
    packed = Lot.objects.get(units=60)
    assert answer.redirect_chain == [(packed.get_absolute_url(), 302)]
    assert f"Packed: 60 cartons, 300.0\N{NO-BREAK SPACE}kg, as lot {packed.code}." in text_of(answer)


def test_pack_says_beside_the_form_what_is_wrong(desk, napo, carton):
    answer = desk.post(url("pack", napo), {"product": carton.gtin, "cartons": "81"})
    assert answer.status_code == 422
    assert f"Lot {napo.code} has 400.0 kg left; 405.0 kg were asked for." in text_of(answer)
    assert not Lot.objects.filter(units__isnull=False).exists()


def test_where_no_carton_fits_yet_packing_begins_with_taking_its_number(desk, napo):
    assert f"There is no carton for {napo.code} yet." in text_of(desk.get(url("pack", napo), follow=True))
    answer = desk.post(url("carton", napo), {"unit_weight_g": "2.5", "quality_class": "Extra"}, follow=True)
    assert answer.redirect_chain[-1][0] == url("pack", napo)
    made = Product.objects.get(unit_weight_g=2_500)
    assert f"The carton has the number {made.gtin}." in text_of(answer)
    desk.post(url("carton", napo), {"unit_weight_g": "2.5", "quality_class": "Extra"})
    assert Product.objects.get(unit_weight_g=2_500) == made


@pytest.mark.parametrize("typed", ["", "0", "-1", "two", "1000.1"])
def test_a_carton_of_no_weight_gets_no_number(desk, napo, typed):
    answer = desk.post(url("carton", napo), {"unit_weight_g": typed, "quality_class": "I"})
    assert answer.status_code == 422
    assert f'value="{typed}"' in text_of(answer) or not typed
    assert not Product.objects.filter(unit_weight_g__isnull=False).exists()


def test_the_first_button_of_a_blend_looks(desk, napo, pohong):
    """Enter in a field presses the first button; a blend is for ever."""
    page = text_of(desk.get(chosen(napo, pohong)))
    form = page[page.index('id="blend"') :]
    assert form.index('value="look"') < form.index('value="blend"')


def test_looking_at_a_blend_already_says_what_is_too_much(desk, cast, napo, pohong):
    place = {"place": cast.youan.place.pk, "do": "look"}
    assert "300.1 kg were asked for" in text_of(
        desk.post(chosen(napo, pohong), amounts((napo, "400"), (pohong, "300.1")) | place)
    )
    sent = amounts((napo, "100"), (pohong, "100")) | place | {"loss_g": "200"}
    assert "The loss leaves nothing of the lot" in text_of(desk.post(chosen(napo, pohong), sent))


def test_split_makes_the_parts_that_were_typed(desk, napo):
    assert desk.post(url("split", napo), {"part_1": "150", "part_3": "49.5"}).status_code == 302
    assert sorted(use.weight_g for use in napo.uses.all()) == [49_500, 150_000]


def test_waste_records_the_loss(desk, napo):
    assert desk.post(url("waste", napo), {"weight_g": "3.5", "reason": "Fell"}).status_code == 302
    assert Loss.objects.get().weight_g == 3_500


def chosen(*lots: Lot) -> str:
    return reverse("lots:blend") + "?" + "&".join(f"lot={lot.product.gtin}/{lot.code}" for lot in lots)


def amounts(*pairs: tuple[Lot, str]) -> dict[str, str]:
    return {f"kg-{lot.product.gtin}-{lot.code}": kilograms for lot, kilograms in pairs}


def test_blend_offers_the_lots_of_a_variety(desk, grow, napo, pohong):
    grow(50, variety="guifei")
    page = desk.get(reverse("lots:blend"), {"variety": "tainong-1"})
    assert {lot.pk for lot in page.context["lots"]} == {napo.pk, pohong.pk}
    assert [(row["count"], row["grams"]) for row in page.context["varieties"]] == [(2, 700_000), (1, 50_000)]


def test_blend_shows_first_what_would_be_made(desk, napo, pohong):
    page = desk.get(chosen(napo, pohong))
    assert page.context["headline"] == "2 lots would be one of 700.0\N{NO-BREAK SPACE}kg."
    assert [(line.title, line.note) for line in page.context["family"].results] == [
        ("Napo", "57 %"),
        ("Pohong", "43 %"),
    ]
    assert Lot.objects.count() == 2


def test_blend_works_it_out_again_with_other_amounts(desk, cast, napo, pohong):
    sent = amounts((napo, "100"), (pohong, "50")) | {"place": cast.youan.place.pk, "loss_g": "1.5", "do": "look"}
    page = desk.post(chosen(napo, pohong), sent)
    assert page.context["made_g"] == 148_500
    assert Lot.objects.count() == 2


def test_blend_makes_the_lot(desk, cast, napo, pohong):
    sent = amounts((napo, "100"), (pohong, "50")) | {"place": cast.youan.place.pk, "do": "blend"}
    answer = desk.post(chosen(napo, pohong), sent)
    made = Lot.objects.latest("pk")
    assert answer.headers["Location"] == made.get_absolute_url()
    assert made.weight_g == 150_000


def test_blend_says_why_two_varieties_cannot_be_one(desk, grow, napo):
    page = desk.get(chosen(napo, grow(50, variety="guifei")))
    assert "One lot holds one variety" in text_of(page)
    assert 'value="blend"' not in text_of(page)


def test_blend_of_more_than_there_is_keeps_the_form(desk, cast, napo, pohong):
    sent = amounts((napo, "400"), (pohong, "300.1")) | {"place": cast.youan.place.pk, "do": "blend"}
    answer = desk.post(chosen(napo, pohong), sent)
    assert answer.status_code == 422
    assert "300.1 kg were asked for" in text_of(answer)


@pytest.mark.parametrize(
    "written",
    [
        "{code}",
        "L {code}",
        "https://id.gs1.org/01/{gtin}/10/{code}",
        "HTTPS://TRACE.EXAMPLE/01/{gtin}/10/{code}/21/7K4M2QXP9DHV",
        "(01) {gtin} (10) {code}",
        "(01){gtin}(10){code}(21)7K4M2QXP9DHV",
    ],
)
def test_find_leads_from_any_writing_to_the_lot(desk, napo, written):
    answer = desk.get(reverse("lots:find"), {"q": written.format(code=napo.code, gtin=napo.product.gtin)})
    assert answer.headers["Location"] == napo.get_absolute_url()


def test_find_says_what_was_not_found(desk, cast):
    answer = desk.get(reverse("lots:find"), {"q": "<b>TY99"})
    assert answer.status_code == 404
    assert "Nothing here is called “&lt;b&gt;TY99”." in text_of(answer)


def test_strangers_find_nothing(client, huang, napo, carton, pohong):
    client.force_login(huang)
    for name in ("lot", "pack", "split", "waste"):
        assert client.get(url(name, napo)).status_code == 404, name
    assert client.get(reverse("lots:find"), {"q": napo.code}).status_code == 404
    assert list(client.get(reverse("lots:lots")).context["page"]) == []
    assert client.get(chosen(napo, pohong)).context["lots"] == []


def test_a_lot_that_is_shown_is_read_and_not_used(client, meng, cast, napo):
    napo.shown_to.add(cast.control_body.organisation)
    client.force_login(meng)
    page = client.get(napo.get_absolute_url())
    assert page.status_code == 200
    assert "Pack" not in [action.label for action in page.context["actions"]]
    assert client.post(url("split", napo), {"part_1": "1"}).status_code == 404


def test_nobody_comes_in_without_signing_in(client, napo):
    for address in (reverse("lots:board"), reverse("lots:lots"), napo.get_absolute_url(), url("pack", napo)):
        assert client.get(address).status_code == 302


def test_whom_a_lot_was_shown_to_gets_no_link_to_its_relatives(client, cast, meng):
    lot = certified(cast)
    client.force_login(meng)
    page = client.get(lot.get_absolute_url()).content.decode()
    parents = [part.parent for part in lot.inputs.select_related("parent__product")]
    assert len(parents) == 2
    for parent in parents:
        assert parent.code in page
        assert parent.get_absolute_url() not in page


def test_the_board_of_a_cooperative_sends_others_to_their_own_desk(client, zhao):
    client.force_login(zhao)
    assert client.get("/desk/").headers["Location"] == "/"


def test_grading_makes_a_lot_of_each_class_and_says_so(desk, napo):
    answer = desk.post(url("grade", napo), {"class_I": "250", "class_II": "90", "loss_g": "10"}, follow=True)
    first, second = Lot.objects.filter(inputs__parent=napo).order_by("pk")
    assert f"Graded: {first.code} (I), {second.code} (II)." in text_of(answer)
    assert Lot.objects.get(pk=napo.pk).remaining_g == 50_000


def test_grading_of_nothing_says_what_to_write(desk, napo):
    answer = desk.post(url("grade", napo), {"loss_g": "1"})
    assert answer.status_code == 422
    assert "Grading makes at least one lot of a class." in text_of(answer)


def test_a_graded_lot_offers_no_better_cartons(desk, napo, carton):
    desk.post(url("grade", napo), {"class_II": "90"})
    second = Lot.objects.get(inputs__parent=napo)
    assert "class_I" not in desk.get(url("grade", second)).context["form"].fields
    assert desk.get(url("pack", second)).status_code == 302


def test_a_weight_typed_wrong_is_corrected_until_the_lot_is_used(desk, napo):
    labels = lambda: {action.label for action in desk.get(napo.get_absolute_url()).context["actions"]}  # noqa: E731
    assert "Correct the weight" in labels()
    answer = desk.post(url("correct", napo), {"weight_g": "40", "reason": "A nought too many"}, follow=True)
    assert "Corrected: 40.0\N{NO-BREAK SPACE}kg instead of 400.0\N{NO-BREAK SPACE}kg." in text_of(answer)
    desk.post(url("waste", napo), {"weight_g": "1", "reason": "Rot"})
    assert "Correct the weight" not in labels()
    answer = desk.post(url("correct", napo), {"weight_g": "41", "reason": "Again"})
    assert "its first weight stands" in text_of(answer)
