"""What this room puts on the shelves: engagements, and the bonus factor of a pay file."""

from datetime import date
from decimal import Decimal

from kaituo.foundation.records import actions as records
from kaituo.office.appraisals.paycolumns import columns_of_reviews
from kaituo.performance.reviews.engagements import engaged_alike, engaged_as
from kaituo.performance.reviews.models import BonusFactor, Cycle, Review, ReviewTemplate
from kaituo.team.people.models import Staff


def test_people_are_found_by_how_they_are_engaged(cast):
    records.create(Staff(name="Alice", user=cast.alice, engagement="remote"), by=cast.ada)
    records.create(Staff(name="Bob", user=cast.bob, engagement="remote"), by=cast.ada)
    records.create(Staff(name="Charlie", user=cast.charlie), by=cast.ada)
    assert engaged_as("remote") == {cast.alice.pk, cast.bob.pk} == engaged_alike(cast.alice.pk)
    assert engaged_alike(cast.charlie.pk) == {cast.charlie.pk}


def test_the_pay_file_names_the_newest_factor_and_where_it_comes_from(cast):
    template = records.create(ReviewTemplate(name="T", rhythm="quarter"), by=cast.ada)
    for start, end, factor in ((date(2026, 1, 1), date(2026, 4, 1), "0.8"), (date(2026, 4, 1), date(2026, 7, 1), "1.2")):
        cycle = Cycle.objects.create(name=f"From {start}", template=template, starts_on=start, ends_on=end)
        review = Review.objects.create(cycle=cycle, person=cast.alice, reviewer=cast.mei)
        BonusFactor.objects.create(review=review, person=cast.alice, starts_on=start, ends_on=end, factor=Decimal(factor))
    found = {column.key: column.of_people([cast.alice.pk, cast.bob.pk], cast.fang) for column in columns_of_reviews()}
    assert found == {"bonus_factor": {cast.alice.pk: Decimal("1.200")}, "bonus_source": {cast.alice.pk: "From 2026-04-01"}}
    assert columns_of_reviews()[0].of_people([cast.alice.pk], cast.charlie) == {}
