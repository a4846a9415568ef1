"""Maps say where fruit was picked and packed, in few bytes."""

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import example, given, settings
from hypothesis import strategies as st

import traceability.parties
from traceability.web.cartography import Box, text_width
from traceability.web.maps import Spot, district_map, sea_map
from traceability.web.rows import csv_rows

NAPO, POHONG = Spot(106.815, 23.705, "Napo 62 %", 0.62), Spot(106.8, 23.565, "Pohong 38 %", 0.38)
TIANZHOU = Spot(106.913, 23.741, "Packing house")
QINZHOU, ROTTERDAM = Spot(108.6, 21.7, "Qinzhou"), Spot(4.05, 51.95, "Rotterdam")


def sound(svg):
    ElementTree.fromstring(svg)
    assert not re.search(r"nan|inf(?!o)|None", svg.replace('aria-label="', ""), re.IGNORECASE)
    assert len(gzip.compress(svg.encode(), 9)) <= 3000
    return svg


def test_district_names_what_it_shows():
    svg = sound(district_map([NAPO, POHONG], TIANZHOU))
    for words in ("Napo 62 %", "Pohong 38 %", "Packing house", "Youjiang", 'role="img"', 'class="river"'):
        assert words in svg
    assert svg.count('class="spot"') == 2
    assert 'aria-label="Map of Tianyang District: fruit from Napo 62 %, Pohong 38 %; Packing house."' in svg


def test_larger_share_is_a_larger_disc():
    radii = [float(r) for r in re.findall(r'class="spot"[^>]* r="([\d.]+)"', district_map([POHONG, NAPO]))]
    assert radii == sorted(radii, reverse=True)
    assert radii[0] > radii[1]


def test_names_are_escaped():
    svg = sound(district_map([Spot(106.8, 23.6, '<script>&"')]))
    assert "<script" not in svg


def test_nothing_recorded_is_a_map_without_spots():
    assert "places not recorded" in sound(district_map([]))


@given(
    st.lists(
        st.builds(
            Spot,
            st.floats(104.5, 108.0),
            st.floats(22.8, 25.2),
            st.sampled_from(["那坡镇", "Napo"]),
            st.none() | st.floats(0, 1),
        ),
        max_size=6,
    )
)
def test_any_places_of_baise_fit_on_the_sheet(spots):
    svg = sound(district_map(spots, TIANZHOU))
    for x, y in re.findall(r'class="spot" cx="([-\d.]+)" cy="([-\d.]+)"', svg):
        assert 0 <= float(x) <= 328
        assert 0 <= float(y) <= 272


def test_sea_shows_both_ports_and_the_dotted_way():
    svg = sound(sea_map(QINZHOU, ROTTERDAM))
    assert "from Qinzhou to Rotterdam" in svg
    assert svg.count('class="spot"') == 2
    assert 'class="way"' in svg
    assert 'class="way"' in sea_map(ROTTERDAM, QINZHOU)


def test_a_way_that_nobody_drew_is_not_made_up():
    assert 'class="way"' not in sound(sea_map(Spot(0.3, 5.6, "Tema"), ROTTERDAM))


TOWNS = [
    (
        row["name_en"],
        row["name_zh"].removesuffix("镇").removesuffix("乡"),
        float(row["lon_wgs84"]),
        float(row["lat_wgs84"]),
    )
    for row in csv_rows(Path(traceability.parties.__file__).parent / "data" / "townships_tianyang.csv")
]
HOUSES = ["Packing house", "包装厂", "Packbetrieb", "Station de conditionnement", "Pakstation", "Central de envasado",
          "Centro di confezionamento"]  # fmt: skip


def boxes(svg):
    """The names, as wide as they are drawn (neighbours' smaller): Chromium measures them in `tests/browser`."""
    root = ElementTree.fromstring(svg)
    found = []
    for text in root.iter("text"):
        lines = [text.text.strip(), *(part.text for part in text)]
        size = 11 if text.get("class") == "near-name" else 12
        wide, x, y = max(text_width(line, size) for line in lines), float(text.get("x")), float(text.get("y"))
        left = {"end": x - wide, "middle": x - wide / 2}.get(text.get("text-anchor"), x)
        found.append((" ".join(lines), Box(left, y - 10, left + wide, y + 2 + 14 * (len(lines) - 1))))
    return found


CROWDED = [town for town in TOWNS if town[0] in {"Napo", "Naman", "Baiyu", "Toutang", "Babie"}]


@settings(max_examples=200)
@example(CROWDED, CROWDED[0], "Centro di confezionamento")
@given(
    st.lists(st.sampled_from(TOWNS), min_size=1, max_size=5, unique=True),
    st.sampled_from(TOWNS),
    st.sampled_from(HOUSES),
)
def test_no_name_lies_on_another_nor_off_the_sheet(towns, house, word):
    han = word == "包装厂"
    spots = [Spot(lon, lat, f"{zh if han else en} {100 // len(towns)} %", 1 / len(towns)) for en, zh, lon, lat in towns]
    svg = sound(district_map(spots, Spot(house[2], house[3], word)))
    assert svg == district_map(spots, Spot(house[2], house[3], word))
    names = boxes(svg)
    for number, (name, box) in enumerate(names):
        assert box.left >= 0, name
        assert box.right <= 328, name
        for other, taken in names[number + 1 :]:
            assert box.overlap(taken) < 1, (name, other)
