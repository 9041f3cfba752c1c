"""The demo company's double entries: a merge that was made, pairs that wait, a claim that is argued and one that was decided."""

from datetime import timedelta

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.merging import merge
from kaituo.sales.customers.models import Account

from . import pairs
from .actions.disputes import answer, claim, decide
from .choices import Key
from .kinds import ACCOUNT

COPIES = 7
EVIDENCE = "三月在上海工博会上由我首次接洽，名片和现场照片见附件；四月已发出报价。"
ANSWERED = "该客户自去年起由我跟进，已有两次拜访记录，采购经理可以证明。"
SETTLED = "双方跟进的是同一集团的两个工厂，首次有效接触以拜访记录为准，客户维持原归属。"


def make(world: World) -> None:
    owned = [account for account in world.things["accounts"] if account.owner_id and account.owner.is_active and account.currency == "CNY"]
    with world.on(world.today - timedelta(days=20)):
        copies = [(account, _copy(world, account)) for account in world.rng.sample(owned, k=COPIES)]
        records.create_many([copy for _account, copy in copies], by=world.system)
    (kept, merged), *waiting = copies
    with world.on(world.today - timedelta(days=12)):
        merge(kept, by=world.system, other=merged, take=[])
        for account, copy in waiting:
            pairs.note(ACCOUNT, copy, {account.pk: Key.NAME_PHONE})
    _argue(world, owned)


def _copy(world: World, account: Account) -> Account:
    """As a colleague would write it: without the place, with another form of the number."""
    name = account.name.removeprefix(account.city).replace("有限公司", "").removesuffix("股份") + f"（{account.city}）有限公司"
    return Account(
        name=name,
        owner=world.rng.choice(world.sellers),
        country=account.country,
        region=account.region,
        city=account.city,
        phone="+86 " + account.phone.lstrip("0").replace("-", " "),
        status=account.status,
    )


def _argue(world: World, owned: list[Account]) -> None:
    """Two claims: one open and answered, one decided."""
    open_one, decided = world.rng.sample(owned, k=2)
    with world.on(world.today - timedelta(days=2)):
        dispute = claim(ACCOUNT, open_one, by=_other(world, open_one), claimed=open_one.name, evidence=EVIDENCE)
        answer(dispute, by=User.objects.get(pk=open_one.owner_id), answer=ANSWERED)
    with world.on(world.today - timedelta(days=15)):
        dispute = claim(ACCOUNT, decided, by=_other(world, decided), claimed=decided.name, evidence=EVIDENCE)
    with world.on(world.today - timedelta(days=11)):
        decide(dispute, by=User.objects.get(pk=world.people["director"][0].pk), ruling="holder", note=SETTLED)


def _other(world: World, account: Account) -> User:
    """A rep who does not see the customer."""
    others = [user for user in world.people["rep"] if user.is_active and user.pk != account.owner_id and not may(user, "view", account)]
    return world.rng.choice(others)
