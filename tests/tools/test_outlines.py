"""Thinned outlines: what was packed is read again, neighbours keep their border, islets go, and no place loses its land."""

import json

from hypothesis import given
from hypothesis import strategies as st
from outlines import PER_DEGREE, UNIT, packed, thinned, unpacked

CORNER = st.tuples(st.integers(-9000, 9000), st.integers(-4500, 4500))


def place(name, *rings):
    drawn = [packed([(UNIT * x // 100, UNIT * y // 100) for x, y in ring]) for ring in rings]
    return {
        "properties": {"name": name},
        "geometry": {"type": "MultiPolygon", "coordinates": [[text] for text, _at in drawn], "encodeOffsets": [[at] for _text, at in drawn]},
    }


def read(*places):
    """{name: the rings on the coarse grid}."""
    found = json.loads(thinned(json.dumps({"type": "FeatureCollection", "UTF8Encoding": True, "features": places}).encode()))
    assert found["UTF8Scale"] == PER_DEGREE
    shapes = {each["properties"]["name"]: each["geometry"] for each in found["features"]}
    pairs = {name: zip(shape["coordinates"], shape["encodeOffsets"], strict=True) for name, shape in shapes.items()}
    return {name: [list(unpacked(text, at)) for (text,), (at,) in rings] for name, rings in pairs.items()}


@given(st.lists(CORNER, min_size=1, max_size=40))
def test_what_is_packed_is_read_again(ring):
    assert list(unpacked(*packed(ring))) == ring


def test_points_go_to_the_grid_without_repeats_and_without_points_on_a_straight_line():
    square = [(0, 0), (50, 0), (51, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
    assert read(place("Square", square)) == {"Square": [[(0, 0), (50, 0), (50, 50), (0, 50), (0, 0)]]}


def test_neighbours_keep_a_common_border():
    bent = [(100, 0), (113, 31), (92, 57), (100, 100)]
    found = read(place("West", [(0, 0), *bent, (0, 100), (0, 0)]), place("East", [*bent, (200, 100), (200, 0), (100, 0)]))
    west, east = (set(rings[0]) for rings in found.values())
    assert len(west & east) == len(bent)


def test_an_islet_goes_but_no_place_loses_its_last_land():
    islet = [(300, 300), (301, 300), (301, 301), (300, 300)]
    found = read(place("Bay", [(0, 0), (90, 0), (90, 90), (0, 0)], islet), place("Islet", islet))
    assert [len(rings) for rings in found.values()] == [1, 1]
