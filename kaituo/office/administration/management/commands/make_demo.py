"""Builds the demo company with every context's own `demo.py`; prints the sign-ins as JSON and nothing else on the standard output."""

import json
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import RoleAssignment, User
from kaituo.foundation.metrics.ledger import posted_at_the_end
from kaituo.foundation.search.actions import indexed_at_the_end
from kaituo.office.administration.default_roles import ROLE_NAMES, make_default_roles

PASSWORD = "kaituo-demo"  # noqa: S105 - the demo company is open to whoever started it
ORDER = (
    "kaituo.foundation.company",
    "kaituo.team.people",
    "kaituo.sales.catalog",
    "kaituo.sales.customers",
    "kaituo.team.territories",
    "kaituo.sales.pipeline",
    "kaituo.sales.duties",
    "kaituo.sales.leads",
    "kaituo.foundation.approvals",
    "kaituo.sales.orders",
    "kaituo.sales.receivables",
    "kaituo.field.activities",
    "kaituo.field.appointments",
    "kaituo.field.visits",
    "kaituo.team.worklogs",
    "kaituo.team.tasks",
    "kaituo.team.meetings",
    "kaituo.performance.goals",
    "kaituo.performance.commissions",
    "kaituo.office.incentives",
    "kaituo.office.payouts",
    "kaituo.sales.segments",
    "kaituo.team.allocation",
    "kaituo.team.balance",
    "kaituo.sales.duplicates",
    "kaituo.performance.scorecards",
    "kaituo.performance.reviews",
    "kaituo.performance.development",
    "kaituo.team.culture",
    "kaituo.foundation.notices",
    "kaituo.office.reminders",
    "kaituo.office.reports",
    "kaituo.office.briefings",
    "kaituo.integrations.messengers",
    "kaituo.integrations.conferences",
    "kaituo.integrations.email",
)


class Command(BaseCommand):
    help = "Fill an empty installation with the demo company."

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        world = World()
        roles = make_default_roles()
        makers = [name for name in ORDER if find_spec(name) and find_spec(f"{name}.demo")]
        with Progress(console=Console(stderr=True), transient=True) as bars, posted_at_the_end(), indexed_at_the_end():
            bar = bars.add_task(_("Building the demo company …"), total=len(makers))
            for name in makers:
                import_module(f"{name}.demo").make(world)
                if name == "kaituo.team.people":
                    open_the_doors(world, roles)
                bars.advance(bar)
        self.stdout.write(sign_ins(world))


def open_the_doors(world: World, roles: dict[str, Any]) -> None:
    """Everybody's role and password."""
    password = make_password(PASSWORD)
    for part, people in world.people.items():
        User.objects.filter(pk__in=[user.pk for user in people]).update(password=password)
        held = [RoleAssignment(user=user, role=roles[part], starts_on=world.start) for user in people]
        if part == "manager":
            held += [RoleAssignment(user=user, role=roles["rep"], starts_on=world.start) for user in people]
        RoleAssignment.objects.bulk_create(held)


def sign_ins(world: World) -> str:
    """JSON: the password, and one person of each role, whose English name the reader translates."""
    with translation.override("en"):
        people = [(world.people[part][0].username, world.people[part][0].name, str(label)) for part, label in ROLE_NAMES.items()]
    return json.dumps({"password": PASSWORD, "people": people}, ensure_ascii=False)
