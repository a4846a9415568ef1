"""Numbers, days and components in the reader's language."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation


def draw(source, **context):
    return engines["django"].from_string(source).render(context).strip()


@pytest.mark.parametrize(
    ("grams", "language", "shown"),
    [
        (12_000_000, "en", "12,000.0"), (12_000_000, "zh-hans", "12,000.0"), (12_000_000, "de", "12.000,0"),
        (12_000_000, "fr", "12\N{NO-BREAK SPACE}000,0"), (12_000_000, "nl", "12.000,0"),
        (12_000_000, "es", "12\N{NO-BREAK SPACE}000,0"), (12_000_000, "it", "12.000,0"),
        (43_250, "en", "43.3"),
        (0, "en", "0.0"), (49, "en", "0.0"), (50, "en", "0.1"), (-1500, "en", "-1.5"), (None, "en", ""),
    ],
)  # fmt: skip
def test_kg(grams, language, shown):
    with translation.override(language):
        assert draw("{{ g|kg }}", g=grams) == shown


def test_kg_with_its_unit_does_not_break():
    assert draw('{{ g|kg:"unit" }}', g=1500) == "1.5\N{NO-BREAK SPACE}kg"


@pytest.mark.parametrize(
    ("language", "first", "last", "shown"),
    [
        ("en", date(2026, 6, 21), date(2026, 6, 24), "21–24 June 2026"),
        ("en", date(2026, 6, 28), date(2026, 7, 2), "28 June – 2 July 2026"),
        ("en", date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 – 2 January 2026"),
        ("en", date(2026, 6, 21), date(2026, 6, 21), "21 June 2026"),
        ("zh-hans", date(2026, 6, 21), date(2026, 6, 24), "2026年6月21—24日"),
        ("zh-hans", date(2026, 6, 28), date(2026, 7, 2), "2026年6月28日—7月2日"),
        ("de", date(2026, 6, 21), date(2026, 6, 24), "21.–24. Juni 2026"),
        ("fr", date(2026, 6, 21), date(2026, 6, 24), "21–24 juin 2026"),
        ("fr", date(2026, 7, 1), date(2026, 7, 3), "1er–3 juillet 2026"),
        ("fr", date(2026, 6, 28), date(2026, 7, 1), "28 juin – 1er juillet 2026"),
        ("nl", date(2026, 6, 28), date(2026, 7, 2), "28 juni – 2 juli 2026"),
        ("es", date(2026, 6, 21), date(2026, 6, 24), "21–24 de junio de 2026"),
        ("es", date(2025, 12, 30), date(2026, 1, 1), "30 de diciembre de 2025 – 1 de enero de 2026"),
        ("it", date(2026, 6, 21), date(2026, 6, 24), "21–24 giugno 2026"),
        ("it", date(2026, 7, 1), date(2026, 7, 1), "1º luglio 2026"),
    ],
)
def test_day_range(language, first, last, shown):
    with translation.override(language):
        assert draw("{% day_range first last %}", first=first, last=last) == shown


def test_moment_stands_on_the_clock_of_its_place():
    at = datetime(2026, 7, 31, 6, 25, tzinfo=UTC)
    assert draw("{% moment at 120 %}", at=at) == "31 July 2026, 08:25"
    assert draw("{% moment at 480 %}", at=at) == "31 July 2026, 14:25"


def test_words_and_codes():
    assert draw("{{ 29|days }} {{ 1|days }}") == "29 days 1 day"
    assert draw('{{ "7K4M2QXP9DHV"|serial_groups }}') == "7K4M\N{NO-BREAK SPACE}2QXP\N{NO-BREAK SPACE}9DHV"
    assert draw("{{ code|nb }}", code="<b>") == '<span class="nb">&lt;b&gt;</span>'


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", 'Tainong &lt;No. 1&gt; <span lang="zh-Hans">台农1号</span>'),
        ("zh-hans", '<span lang="zh-Hans">台农1号</span> Tainong &lt;No. 1&gt;'),
    ],
)
def test_both_names_begin_with_the_readers_own(language, shown):
    variety = SimpleNamespace(name_zh="台农1号", name_en="Tainong <No. 1>")
    with translation.override(language):
        assert draw("{{ variety|both_names }}", variety=variety) == shown


def test_a_name_that_stands_alone_stands_once():
    assert draw("{{ firm|both_names }}", firm=SimpleNamespace(name="右江检验", name_latin="")).count("右江检验") == 1


def test_state_escapes_what_stands_in_it_and_knows_its_kinds():
    drawn = draw('{% state kind "small" %}{{ said }}{% endstate %}', kind="no", said="<i>")
    assert drawn.startswith('<span class="state no small"><svg')
    assert "&lt;i&gt;" in drawn
    with pytest.raises(ValueError, match="is no state"):
        draw('{% state "good" %}x{% endstate %}')


@pytest.mark.parametrize(
    ("language", "said"),
    [
        *((language, "62%") for language in ("en", "zh-hans", "nl", "it")),
        *((language, "62\N{NO-BREAK SPACE}%") for language in ("de", "es")),
    ],
)
def test_a_share_in_percent_is_written_as_its_language_writes_it(language, said):
    with translation.override(language):
        assert draw("{{ 62|percent }}") == said


def test_french_keeps_a_space_before_the_percent_sign_that_does_not_break():
    with translation.override("fr"):
        assert re.fullmatch("62[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]%", draw("{{ 62|percent }}"))


def test_words_of_somebody_are_marked_as_chinese_or_as_of_no_known_language():
    assert draw("{{ said|as_written }}", said="碎玻璃 <1>") == '<span lang="zh-Hans">碎玻璃 &lt;1&gt;</span>'
    assert draw("{{ said|as_written }}", said="Glass") == '<span lang="">Glass</span>'


def test_shares_are_numbers_too_and_unknown_is_said():
    drawn = draw("{% share_bar shares %}", shares=[("Napo", 0.62), ("Pohong", 0.38)])
    assert "<b>62%</b> Napo" in drawn
    assert "M0 0h62.0v10H0z" in drawn
    assert "Shares not recorded" in draw("{% share_bar shares %}", shares=[])


def test_chosen_language_is_kept_in_addresses():
    request = RequestFactory().get("/")
    request.chosen_language = "de"
    assert draw('{% keep_lang "/a/?b=1#c" %}', request=request) == "/a/?b=1&amp;lang=de#c"
    request.chosen_language = ""
    assert draw('{% keep_lang "/a/" %}', request=request) == "/a/"


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/trace/", ["English", "中文", "Deutsch", "Français", "Nederlands", "Español", "Italiano"]),
        ("/sign-in/", ["English", "中文", "Deutsch", "Français", "Nederlands", "Español", "Italiano"]),
        ("/desk/lots/", ["English", "中文"]),
        ("/import/", ["English", "中文", "Deutsch", "Français", "Nederlands", "Español", "Italiano"]),
        ("/field/", ["English", "中文"]),
        ("/problems/", ["English", "中文"]),
    ],
)
def test_the_switcher_offers_what_the_page_is_translated_into(path, names):
    drawn = draw("{% lang_links %}", request=RequestFactory().get(path, {"q": "1"}))
    assert re.findall(r">([^<>]+)</a>", drawn) == names
    assert drawn.count('href="?q=1&amp;lang=') == drawn.count("hreflang=") == len(names)


@pytest.mark.parametrize(
    "part",
    [
        '{% include "web/ui/rules.html" with rows=rows %}',
        '{% include "web/ui/timeline.html" with steps=steps %}',
        '{% include "web/ui/progress.html" with label="Run" done=12 total=60 %}',
        '{% include "web/ui/notice.html" with text="Compare." title="Careful." %}',
        '{% include "web/ui/empty.html" with title="Nothing yet." url="/a/" label="Begin" %}',
        '{% include "web/ui/button.html" with url="/a/" label="Load" why="not yet" %}',
        '{% include "web/ui/table.html" with columns=columns rows=cells foot=foot %}',
        '{% include "web/ui/mango.html" only %}',
    ],
)
def test_part_is_drawn_without_inline_style_or_script(part):
    drawn = draw(
        part,
        rows=[("Lot", "TY1")],
        steps=[{"when": "30 June", "what": "Packed", "facts": [("Sealed", "48,190")]}],
        columns=[{"label": "Lot"}, {"label": "kg", "num": True}],
        cells=[["TY1", "5.0"]],
        foot=["One", "5.0"],
    )
    assert drawn
    assert "style=" not in drawn
    assert "<script" not in drawn
