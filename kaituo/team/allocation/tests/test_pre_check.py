"""What somebody hears who asks whether a customer is taken: until when it is protected, and not whose name it bears."""

from datetime import timedelta

from django.utils import timezone

from kaituo.foundation.ui.formats import day
from kaituo.sales.duplicates.asking import ask
from kaituo.team.allocation.models import Ownership


def test_a_stranger_hears_until_when_the_customer_is_protected_and_not_who_has_it(pool, make_account, cast):
    account = make_account("灯笼照明有限公司", owner=cast.alice)
    until = timezone.localdate() + timedelta(days=20)
    Ownership.objects.filter(account=account).update(protected_until=until)
    said = " ".join(str(hint.text) for hint in ask({"name": "灯笼照明有限公司"}, by=cast.charlie).hints)
    assert day(until) in said
    assert "Alice" not in said
