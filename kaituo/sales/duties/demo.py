"""The demo company's duties: specialists and helpers on its key customers and larger deals, some with a share of the credit."""

from datetime import timedelta
from decimal import Decimal
from random import Random

from kaituo.foundation.company.demo import SEED, World
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.choices import AccountClass
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.models import Opportunity

from . import actions
from .defaults import make_default_duty_roles
from .models import AccountDuty, DealDuty

ACCOUNTS, DEALS = 14, 10
SHARES = [Decimal("0.2"), Decimal("0.3"), Decimal(0)]


def make(world: World) -> None:
    own = Random(SEED)  # noqa: S311 - its own, so that the rest of the company stays as it was
    with world.on(world.start):
        kinds = make_default_duty_roles(by=world.system)
    since = world.today - timedelta(days=75)
    with world.on(since):
        key = Account.objects.active().filter(account_class=AccountClass.A, owner__isnull=False).order_by("pk")[:ACCOUNTS]
        for number, account in enumerate(key):
            person = own.choice([each for each in world.people["rep"] if each.pk != account.owner_id and each.is_active])
            duty = records.create(AccountDuty(account=account, role=kinds[1 + number % 3], person=person, starts_on=since), by=world.system)
            if duty.can_share and SHARES[number % 3]:
                actions.share_account(duty, by=world.system, share=SHARES[number % 3])
        for deal in Opportunity.objects.open().order_by("-amount")[:DEALS]:
            person = own.choice([each for each in world.people["rep"] if each.pk != deal.owner_id and each.is_active])
            duty = records.create(DealDuty(opportunity=deal, role=kinds[2], person=person, starts_on=since), by=world.system)
            actions.share_deal(duty, by=world.system, share=SHARES[0])
