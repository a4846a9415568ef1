"""What went wrong on the phone is put right on it: refused, in two versions, declared wrong without a network."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from orchards.acts.retire_plot import retire_plot
from orchards.models import Correction, Harvest, HarvestPhoto, Plot, Treatment
from tests.browser.test_field import open_book, type_weight
from tests.orchards.field import records

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

KEEP = """async (record) => {
  const { openStore } = await import("/static/orchards/field/store.js");
  const store = await openStore();
  const entry = { id: record.client_id, grower: "G7LAN", state: "waiting", skew: 0, record };
  await store.add(entry);
}"""
"""A record in the outbox, as the app puts it there."""


def show(phone: Page, screen: str) -> None:
    phone.evaluate("(address) => { location.hash = address; }", f"#/{screen}")


def treatment(plot: Plot, **more: Any) -> dict[str, Any]:
    """What the phone keeps of a spraying three days ago."""
    before = timezone.localtime() - timedelta(days=3)
    as_kept = {
        "registration_number": "",
        "applied_on": before.date().isoformat(),
        "logged_at": before.isoformat(timespec="milliseconds"),
        "card": None,
        "corrects": None,
        "reason": "",
    }
    return records.treatment(plot, **(as_kept | more))


def test_a_treatment_that_was_refused_is_mended_and_nothing_else_of_it_changes(
    phone: Page, live_server: Any, cast: Cast, plot: Plot
) -> None:
    open_book(phone, live_server, cast)
    said = treatment(plot, registration_number="PD1")
    phone.evaluate(KEEP, said)
    phone.reload()
    phone.get_by_role("link", name="One record needs a look.").click()
    phone.get_by_role("link", name="苯醚甲环唑").click()
    expect(phone.get_by_text("PD1 is no registration number")).to_be_visible()
    phone.get_by_role("link", name="Mend it and send it again").click()
    expect(phone.get_by_label("Number, PD…")).to_have_value("PD1")
    phone.get_by_label("Number, PD…").fill("PD20098123")
    phone.get_by_role("button", name="Save, pick from").click()
    expect(phone.get_by_text("At the cooperative")).to_be_visible()
    kept = Treatment.objects.get()
    assert kept.registration_number == "PD20098123"
    assert (kept.applied_on.isoformat(), kept.dose, kept.target) == (said["applied_on"], "1500×", "炭疽病")
    show(phone, "")
    expect(phone.get_by_text("needs a look")).to_have_count(0)


def test_a_photo_goes_with_the_record_that_was_mended(
    phone: Page, live_server: Any, cast: Cast, plot: Plot, tmp_path: Path
) -> None:
    Image.new("RGB", (64, 48), "orange").save(tmp_path / "basket.jpg")
    open_book(phone, live_server, cast)
    phone.get_by_role("link", name="Log a harvest").tap()
    type_weight(phone, "86.5")
    phone.locator("#photo").set_input_files(tmp_path / "basket.jpg")
    expect(phone.get_by_text("Photo taken")).to_be_visible()
    retire_plot(plot=plot, by=cast.youan.person, at=timezone.now() - timedelta(minutes=5))
    other = cast.plot(cast.lan, number="5")
    phone.get_by_role("button", name="Save 86.5 jin").tap()
    expect(phone.get_by_text("The cooperative could not take it")).to_be_visible()
    with phone.expect_response("**/api/v1/field/book*"):
        phone.reload()
    phone.get_by_role("link", name="Mend it and send it again").tap()
    expect(phone.get_by_text("plot 5")).to_be_visible()
    phone.get_by_role("button", name="Save 86.5 jin").tap()
    expect(phone.get_by_text("At the cooperative")).to_be_visible()
    for _attempt in range(50):
        if HarvestPhoto.objects.exists():
            break
        phone.wait_for_timeout(200)
    photo = HarvestPhoto.objects.get()
    assert (photo.harvest.plot, photo.harvest.weight_g) == (other, 43_250)


def test_a_spraying_of_last_week_is_corrected_and_keeps_its_day(
    phone: Page, live_server: Any, cast: Cast, plot: Plot
) -> None:
    open_book(phone, live_server, cast)
    said = treatment(plot, dose="30 g in 15 l", target="白粉病")
    phone.evaluate(KEEP, said)
    phone.reload()
    show(phone, f"saved/{said['client_id']}")
    phone.get_by_role("link", name="That was wrong").click()
    phone.get_by_role("link", name="Log it again, right").click()
    phone.get_by_label("Days to wait").fill("20")
    phone.get_by_role("button", name="Save, pick from").click()
    expect(phone.get_by_text("At the cooperative")).to_be_visible()
    right = Treatment.objects.get(interval_days=20)
    assert (right.applied_on.isoformat(), right.dose, right.target) == (said["applied_on"], "30 g in 15 l", "白粉病")
    assert Correction.objects.get().by_treatment == right


def test_what_cannot_be_taken_is_put_aside_and_stays_on_the_phone(
    phone: Page, live_server: Any, cast: Cast, plot: Plot
) -> None:
    open_book(phone, live_server, cast)
    retire_plot(plot=plot, by=cast.youan.person, at=timezone.now() - timedelta(minutes=5))
    phone.get_by_role("link", name="Log a harvest").tap()
    type_weight(phone, "86.5")
    phone.get_by_role("button", name="Save 86.5 jin").tap()
    expect(phone.get_by_text("The cooperative could not take it")).to_be_visible()
    phone.get_by_role("button", name="Seen: put it aside").tap()
    expect(phone.get_by_text("Put aside. It stays on this phone and is not sent.")).to_be_visible()
    phone.get_by_role("link", name="My records").tap()
    expect(phone.get_by_text("Put aside")).to_be_visible()
    show(phone, "")
    expect(phone.get_by_text("needs a look")).to_have_count(0)
    assert Harvest.objects.count() == 0


def test_of_two_versions_the_phone_shows_both(phone: Page, live_server: Any, cast: Cast, plot: Plot) -> None:
    kept = cast.harvest(plot, weight_g=50_000)
    open_book(phone, live_server, cast)
    told = {"kind": "harvest", "client_id": str(kept.client_id), "plot": plot.place.extension, "weight_g": 43_250}
    said = kept.picked_local.isoformat(timespec="milliseconds")
    phone.evaluate(KEEP, told | {"crates": 4, "picked_at": said, "logged_at": said})
    phone.reload()
    phone.get_by_role("link", name="One record needs a look.").click()
    phone.get_by_role("link", name="86.5 jin").click()
    expect(phone.get_by_text("Two versions")).to_be_visible()
    expect(phone.get_by_text("The cooperative has 100.0 jin")).to_be_visible()
    phone.get_by_role("button", name="Seen: put it aside").click()
    show(phone, "")
    expect(phone.get_by_text("needs a look")).to_have_count(0)


def test_without_a_network_a_wrong_record_counts_no_more_and_is_declared_wrong_once(
    phone: Page, live_server: Any, cast: Cast, plot: Plot
) -> None:
    open_book(phone, live_server, cast)
    phone.context.set_offline(True)
    phone.get_by_role("link", name="Log a harvest").tap()
    type_weight(phone, "865")
    phone.get_by_role("button", name="Save 865 jin").tap()
    phone.get_by_role("link", name="That was wrong").tap()
    phone.get_by_role("button", name="It never happened").dblclick()
    expect(phone.get_by_text("A record was declared wrong")).to_be_visible()
    show(phone, "")
    expect(phone.get_by_text("2 on this phone")).to_be_visible()
    expect(phone.get_by_text("This season 0 jin")).to_be_visible()
    expect(phone.get_by_text("Same as last time")).to_have_count(0)
    show(phone, "records")
    phone.get_by_role("link", name="865.0 jin").tap()
    expect(phone.get_by_text("Declared wrong, does not count.")).to_be_visible()
    expect(phone.get_by_role("link", name="That was wrong")).to_be_hidden()
    phone.context.set_offline(False)
    show(phone, "")
    expect(phone.get_by_text("Nothing is logged yet.")).to_be_visible()
    assert (Harvest.objects.count(), Harvest.objects.standing().count(), Correction.objects.count()) == (1, 0, 1)


def test_a_bottle_is_known_by_its_number_alone(phone: Page, live_server: Any, cast: Cast, plot: Plot) -> None:
    open_book(phone, live_server, cast)
    phone.get_by_role("link", name="Log a treatment").tap()
    phone.get_by_role("button", name="Save", exact=True).tap()
    expect(phone.get_by_text("Say what was sprayed")).to_be_visible()
    phone.get_by_label("Number, PD…").fill("pd20151234")
    phone.get_by_label("Days to wait").fill("7")
    phone.get_by_role("button", name="Save, pick from").tap()
    expect(phone.get_by_text("At the cooperative")).to_be_visible()
    kept = Treatment.objects.get()
    assert (kept.product, kept.registration_number, kept.interval_days) == ("PD20151234", "PD20151234", 7)

    phone.get_by_role("link", name="Log another").tap()
    phone.get_by_label("What was sprayed").select_option(label="difenoconazole 10% WG")
    expect(phone.get_by_label("Number, PD…")).to_have_value("")
    phone.get_by_label("Number, PD…").fill("PD20151234")
    phone.get_by_label("Number, PD…").blur()
    expect(phone.get_by_label("Name on the bottle")).to_have_value("PD20151234")
    expect(phone.get_by_label("Days to wait")).to_have_value("7")


def test_before_eight_in_the_morning_earlier_today_proposes_an_hour_that_has_been(
    phone: Page, live_server: Any, cast: Cast, plot: Plot
) -> None:
    open_book(phone, live_server, cast)
    now = timezone.localtime()
    phone.clock.set_system_time(now.replace(hour=6, minute=40))
    phone.get_by_role("link", name="Log a harvest").tap()
    phone.get_by_role("button", name="Change the time").tap()
    phone.get_by_text("Earlier today").tap()
    expect(phone.get_by_label("At about")).to_have_value("06:00")
    phone.get_by_text("Yesterday", exact=True).tap()
    phone.get_by_label("At about").fill("17:30")
    expect(phone.get_by_role("button", name="Change the time")).to_have_text("Yesterday 17:30")


def test_who_signs_out_without_a_network_is_signed_out_when_there_is_one(
    phone: Page, live_server: Any, cast: Cast, plot: Plot
) -> None:
    open_book(phone, live_server, cast)
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.wait_for_function("navigator.serviceWorker.controller !== null")
    phone.context.set_offline(True)
    show(phone, "plots")
    phone.get_by_role("button", name="Sign out of this phone").tap()
    expect(phone.get_by_label("Card number")).to_be_visible()
    phone.context.set_offline(False)
    with phone.expect_response(lambda answer: answer.request.method == "DELETE"):
        phone.reload()
    expect(phone.get_by_label("Card number")).to_be_visible()
    phone.reload()
    expect(phone.get_by_label("Card number")).to_be_visible()


def test_a_browser_that_may_clear_the_page_says_so_before_anything_is_logged(
    phone: Page, live_server: Any, cast: Cast, plot: Plot
) -> None:
    phone.add_init_script(
        "StorageManager.prototype.persist = StorageManager.prototype.persisted = () => Promise.resolve(window.stays);"
        "window.stays = false;"
    )
    open_book(phone, live_server, cast)
    phone.get_by_role("link", name="Keep it on this phone").tap()
    expect(phone.get_by_text("This browser may clear the page when the phone runs full.")).to_be_visible()
    expect(phone.get_by_text("Add to home screen")).to_be_visible()
    phone.get_by_role("link", name="Home").tap()
    expect(phone.get_by_role("link", name="Log a harvest")).to_be_visible()
    expect(phone.get_by_role("link", name="Keep it on this phone")).to_have_count(0)
