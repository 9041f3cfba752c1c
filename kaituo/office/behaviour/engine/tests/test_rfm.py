"""The eight types of customers and the square of lately by often."""

from decimal import Decimal

from kaituo.office.behaviour.engine.rfm import KINDS, Points, by_kind, by_square

POINTS = [Points(5, 5, 5, 2, Decimal(100)), Points(5, 5, 3, 1, Decimal(10)), Points(1, 4, 2, 3, Decimal(6)), Points(3, 2, 1, 4, Decimal(0))]


def test_from_three_points_on_is_high():
    found = by_kind(POINTS)
    assert (found[True, True, True].count, found[True, True, True].revenue) == (3, 110)
    assert (found[False, True, False].count, found[True, False, False].count) == (3, 4)


def test_a_type_without_anybody_stays():
    assert set(by_kind([])) == set(KINDS) and len(KINDS) == 8


def test_the_square_adds_up_whatever_they_paid():
    assert by_square(POINTS)[5, 5].count == 3
