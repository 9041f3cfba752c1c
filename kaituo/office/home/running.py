"""Blocks for whoever runs the installation: first steps, failed jobs, the latest imports."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.models import Holiday, Organisation
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.identity.models import Team, User
from kaituo.foundation.jobs.queue import dead_letters
from kaituo.foundation.records.existence import any_of
from kaituo.office.exchange.models import Batch
from kaituo.performance.commissions.models import Plan
from kaituo.performance.goals.models import Target
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account

from .blocks import Block

SHOWN = 5


def runs_installation(user: User) -> bool:
    return Scope.ALL in user.rights.reach("company.Organisation", "change")


@dataclass(frozen=True)
class Step:
    label: Any
    text: Any
    url_names: tuple[str, ...]
    """Of several pages the first that this installation has."""
    is_done: bool

    @property
    def href(self) -> str:
        for name in self.url_names:
            try:
                return reverse(name)
            except NoReverseMatch:
                continue
        return ""


class FirstSteps(Block):
    title = _("First steps")
    template = "home/blocks/steps.html"
    order, is_wide = 1, True

    def context(self, user: User) -> dict[str, Any] | None:
        if not runs_installation(user):
            return None
        steps = first_steps()
        return {"steps": steps, "done_count": sum(step.is_done for step in steps)} if not all(step.is_done for step in steps) else None


def first_steps() -> list[Step]:
    people = User.objects.people().filter(is_active=True)
    books = (Organisation, Holiday, Team, Product, Account, Target, Plan)
    named, calendar, teams, products, accounts, targets, plans, colleagues = any_of(*(model.objects.all() for model in books), people[1:])
    customers, catalogue = ("exchange:centre", "customers-account-list"), ("catalog-product-list",)
    return [
        Step(_("Name the company"), _("Its name and base currency stand on every total."), ("company-organisation-list",), named),
        Step(_("Fill the calendar"), _("Holidays and make-up days decide every deadline and pace."), ("company-holiday-list",), calendar),
        Step(_("Build the teams"), _("Who leads whom decides who sees what."), ("identity-team-list", "people-staff-list"), teams),
        Step(_("Bring in the people"), _("Staff, agencies and their reps."), ("people-staff-list",), colleagues),
        Step(_("Enter what you sell"), _("Products with prices, or import them."), catalogue, products),
        Step(_("Import the customers"), _("From a spreadsheet; everything can be undone."), customers, accounts),
        Step(_("Set the targets"), _("By team and person, for the year."), ("goals-plan",), targets),
        Step(_("Write a commission plan"), _("Try it on last month before you release it."), ("commissions-plan-list",), plans),
    ]


class FailedJobs(Block):
    title = _("Failed jobs")
    template = "home/blocks/jobs.html"
    order = 3

    def context(self, user: User) -> dict[str, Any] | None:
        if not runs_installation(user):
            return None
        rows = dead_letters()
        return {"rows": list(rows[:SHOWN]), "count": rows.count()}


class LatestImports(Block):
    title = _("Latest imports")
    template = "home/blocks/imports.html"
    order = 4

    def context(self, user: User) -> dict[str, Any] | None:
        if not runs_installation(user):
            return None
        rows = visible(user, Batch.objects.active()).select_related("created_by").order_by("-pk")
        return {"rows": list(rows[:SHOWN])}
