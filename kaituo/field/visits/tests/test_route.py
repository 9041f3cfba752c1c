"""The order of a day, and where customers are."""

from itertools import permutations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kaituo.field.visits.places import place_of, roughly
from kaituo.field.visits.routing import Point, length, metres, ordered, travel_minutes

calm = settings(suppress_health_check=list(HealthCheck), deadline=None)
degrees = some.builds(Point, some.floats(20, 45), some.floats(100, 125))


def test_shanghai_to_beijing_is_about_1068_kilometres():
    assert round(metres(Point(31.2304, 121.4737), Point(39.9042, 116.4074)) / 1000) == 1067


@calm
@given(some.lists(degrees, max_size=9))
def test_every_point_is_visited_once(points):
    assert sorted(ordered(points)) == list(range(len(points)))


@calm
@given(some.lists(degrees, min_size=2, max_size=9))
def test_the_way_is_never_longer_than_as_given_by_the_nearest_neighbour(points):
    left, route = list(range(1, len(points))), [0]
    while left:
        route.append(min(left, key=lambda each: metres(points[route[-1]], points[each])))
        left.remove(route[-1])
    assert length([points[at] for at in ordered(points)]) <= length([points[at] for at in route]) + 1


def test_a_square_is_not_crossed():
    square = [Point(30, 120), Point(31, 121), Point(30, 121), Point(31, 120)]
    shortest = min(length([square[0], *(square[at] for at in each)]) for each in permutations(range(1, 4)))
    assert abs(length([square[at] for at in ordered(square)]) - shortest) < 1


def test_it_begins_where_one_stands():
    assert ordered([Point(30, 120), Point(33, 120), Point(31, 120)], Point(34, 120)) == [1, 2, 0]


def test_a_long_way_is_driven_on_the_motorway_after_its_first_stretch():
    assert (travel_minutes(10_000, 30), travel_minutes(30_000, 30)) == (27, 55)


def test_a_city_is_known_by_its_name_with_or_without_its_ending():
    assert roughly("中国", "浙江", "杭州").point == roughly("", "浙江省", "杭州市").point
    assert round(roughly("中国", "浙江", "杭州").point.latitude, 1) == 30.3


def test_an_unknown_city_falls_back_to_its_province_and_a_country_to_its_middle():
    assert roughly("中国", "浙江", "Nowhere").source == "region"
    assert roughly("Germany", "", "Stuttgart").source == "country"
    assert roughly("Atlantis", "", "").point is None


def test_what_was_typed_comes_before_the_city(lantern):
    assert place_of(lantern).is_exact
