"""Every worked example with real records: its plan written through the editor, its credits entries of the ledger, its figures on statements.

What an example says of a time before the records (an attainment, what was paid, debts) cannot be said by records of one run; these run in the shell only.
"""

import json
from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.company.books import Converter
from kaituo.foundation.company.models import ExchangeRate, Organisation
from kaituo.foundation.identity.models import Membership, Team, User
from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.choices import FLOW, MONEY
from kaituo.foundation.metrics.measure import MEASURES, measure
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.performance.commissions import cash, facts
from kaituo.performance.commissions.actions.terms import write
from kaituo.performance.commissions.calculation import Calculation, drafts_beside
from kaituo.performance.commissions.editor.editing import PARTS, Editing
from kaituo.performance.commissions.editor.values import displayed
from kaituo.performance.commissions.engine.columns.calendar import Calendar
from kaituo.performance.commissions.engine.files.given import inputs_of
from kaituo.performance.commissions.engine.plan.checks.measures import measures_of
from kaituo.performance.commissions.engine.plan.loading import read_plan
from kaituo.performance.commissions.models import Plan, PlanAssignment, PlanTerms
from kaituo.performance.commissions.terms import terms_of
from kaituo.performance.goals.models import Target

from .test_plan_editor import filled
from .test_quote_examples import EXAMPLES

OF_A_TIME_BEFORE = ("attainment", "paid", "debts")
FILES = ("credits", "targets", "team", "cash", "exchange")
IN_SHELL_ONLY = {"claw-back": "its return falls into a closed period and needs the run that paid the sale"}


def expressible(folder) -> bool:
    has_more = any((folder / f"{name}.csv").exists() for name in OF_A_TIME_BEFORE)
    return not has_more and "options" not in json.loads((folder / "expected.json").read_text(encoding="utf-8"))


class Records:
    """The records that say what the files of an example say."""

    def __init__(self, folder, by, monkeypatch) -> None:
        self.document, _faults = read_plan((folder / "plan.json").read_text(encoding="utf-8"))
        files = {name: (name, (folder / f"{name}.csv").read_bytes()) for name in FILES if (folder / f"{name}.csv").exists()}
        self.inputs = inputs_of(self.document, files)[0]
        self.by, self.patch, self.people = by, monkeypatch, {}
        self.scale = 10 ** (4 - currency(self.document.currency).minor_digits)

    def rows(self, table):
        given = self.inputs.tables.get(table)
        return [dict(zip(given.names, row, strict=True)) for row in given.rows] if given else []

    def person(self, name) -> User:
        if name not in self.people:
            self.people[name] = User.objects.create(username=f"x-{name.lower()}", name=name)
        return self.people[name]

    def keep(self) -> Plan:
        Organisation.objects.update_or_create(pk=1, defaults={"name": "Kaituo", "base_currency": self.document.currency})
        names = measures_of(self.document) | {row["measure"] for row in self.rows("credit")}
        for name in sorted(names - MEASURES.keys()):
            measure(name, name, kind=FLOW, unit=MONEY)
        named = {
            row[name] for table in ("credit", "target", "team") for row in self.rows(table) for name in ("payee", "manager", "member") if name in row
        }
        for name in sorted(named):
            self.person(name)
        for name in names if self.rows("cash") else ():
            self.patch.setitem(cash.SOURCES, name, cash.Source(lambda entries, until: {}))
        self.others()
        plan = self.plan()
        self.credits()
        self.members(plan)
        return plan

    def plan(self) -> Plan:
        kept = {name: getattr(self.document, name) for name in ("name", "currency", "year_starts")}
        days = [day.isoformat() for day in self.document.pay_dates]
        plan = Plan.objects.create(**kept, pay_every=str(self.document.pay_every), pay_dates=days)
        for said in self.document.terms:
            terms = PlanTerms.objects.create(plan=plan, starts_on=said.starts_on, ends_on=said.ends_on)
            document = json.loads(said.model_dump_json(exclude={"starts_on", "ends_on"}))
            if any(each.components for each in said.components if each.kind == "override"):
                write(terms, by=self.by, document=document)
            for each in [] if terms.document else document["components"]:
                self.edit(terms, each)
            write(terms, by=self.by, document={**document, "components": terms.document["components"]})
            PlanTerms.objects.filter(pk=terms.pk).update(released_at="2020-01-01T00:00Z")
        return plan

    def edit(self, terms, component) -> None:
        editing = Editing.of_new(terms, component["kind"])
        editing.shown = displayed(PARTS[component["kind"]], component)
        editing.take(filled(editing.node()))
        editing.save(by=self.by, version=None)

    def credits(self) -> None:
        known, numbers = {}, {}
        for row in sorted(self.rows("credit"), key=lambda row: row["seq"]):
            source = numbers.setdefault(row.get("reverses") or row["ref"], len(numbers) + 1)
            code = row.get("currency") or self.document.currency
            amount = row["amount"] * self.scale
            entry = Entry.objects.create(
                measure=row["measure"],
                on=row.get("posted") or row["day"],
                earned_on=row["day"],
                person=self.person(row["payee"]),
                amount=int(Converter().to_base(Decimal(amount) / SCALE, code, row["day"]) * SCALE),
                original_amount=amount,
                currency=code,
                source_type="testing.Record",
                source_id=source,
                is_adjustment=bool(row.get("reverses")),
            )
            known[entry.pk] = row
        self.tell(known)

    def tell(self, known) -> None:
        digits = -currency(self.document.currency).minor_digits
        texts = {pk: {name: row.get(name) or "" for name in facts_named} for pk, row in known.items()}
        amounts = {
            pk: {name: Decimal(row[name] or 0).scaleb(digits) for name in ("margin", "list_amount") if name in row} for pk, row in known.items()
        }
        for pk, row in known.items():
            amounts[pk] |= {"units": Decimal(row["units"] or 0) / 10_000} if "units" in row else {}
        told = {pk: facts.Facts(texts[pk], amounts[pk]) for pk in known}
        came = {pk: [each for each in self.rows("cash") if each["order_ref"] == row.get("order_ref")] for pk, row in known.items()}
        collected = {
            pk: [cash.Collection(each["day"], Decimal(each["collected"]), Decimal(each["invoiced"]), each.get("due")) for each in rows]
            for pk, rows in came.items()
            if rows
        }
        for name in {row["measure"] for row in known.values()}:
            self.patch.setitem(facts.SOURCES, name, lambda entries: {entry.pk: told[entry.pk] for entry in entries})
            if self.rows("cash"):
                by_day = lambda entries, until: {e.pk: [c for c in collected[e.pk] if c.day < until] for e in entries if e.pk in collected}  # noqa: E731 - two shelves
                self.patch.setitem(cash.COLLECTIONS, name, by_day)

    def others(self) -> None:
        for row in self.rows("target"):
            period = Period.containing(row["starts"], {"month": "month", "quarter": "quarter", "year": "year"}[row["span"]])
            values = {"kind": row["span"], "starts_on": period.start, "ends_on": period.end, "goal_amount": Decimal(row["amount"]) / 10_000}
            owner = self.person(row["payee"])
            of_team = row["measure"].startswith("team:")
            holder = {"team": self.team_of(owner), "owner": owner} if of_team else {"person": owner}
            Target.objects.create(measure=row["measure"].removeprefix("team:"), **holder, **values)
        for row in self.rows("exchange"):
            ExchangeRate.objects.create(currency=row["currency"], starts_on=row["day"], rate=row["rate"])
        for row in self.rows("team"):
            team = self.team_of(self.person(row["manager"]))
            first = row.get("starts") or date(2000, 1, 1)
            Membership.objects.get_or_create(user=self.person(row["manager"]), team=team, is_lead=True, defaults={"starts_on": date(2000, 1, 1)})
            Membership.objects.create(user=self.person(row["member"]), team=team, starts_on=first, ends_on=row.get("ends"))

    def team_of(self, lead: User) -> Team:
        return Team.objects.get_or_create(code=f"t-{lead.name.lower()}", defaults={"name": lead.name})[0]

    def members(self, plan) -> None:
        for member in self.document.members:
            days = {"starts_on": member.starts_on, "ends_on": member.ends_on}
            PlanAssignment.objects.create(plan=plan, person=self.person(member.payee), weight=member.weight, **days)
        if not self.document.members:
            for person in list(self.people.values()):
                PlanAssignment.objects.create(plan=plan, person=person, starts_on=date(1900, 1, 1))

    def run(self, last: date) -> Period:
        days = [row.get("posted") or row["day"] for row in self.rows("credit")] + [row["day"] for row in self.rows("cash")] + [last]
        calendar = Calendar(self.document)
        return Period(calendar.period(min(days)), calendar.period_end(calendar.period(max(days))))


facts_named = ("product", "category", "customer", "customer_class", "territory", "renewal", "channel", "role")


@pytest.mark.parametrize("folder", [folder for folder in EXAMPLES if expressible(folder)], ids=lambda path: path.name)
def test_the_example_pays_its_figures_from_records(folder, ada, monkeypatch):
    if folder.name in IN_SHELL_ONLY:
        pytest.skip(IN_SHELL_ONLY[folder.name])
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["statements"]
    records = Records(folder, ada, monkeypatch)
    plan = records.keep()
    last = max(date.fromisoformat(each["period"]) for each in expected)
    paid = records.run(last)
    drafts = [*Calculation(terms_of(plan, paid), paid).drafts(), *drafts_beside(paid, plan.currency, plan)]
    digits = currency(plan.currency).minor_digits
    found = sorted(
        (User.objects.get(pk=d.payee_id).name, d.component.key if d.component else "", kind_of(d), d.result_minor, d.amount_minor) for d in drafts
    )
    wanted = sorted(
        (each["payee"], line["component"], line["kind"], minor(line["result"], digits), minor(line["payable"], digits))
        for each in expected
        for line in each["lines"]
    )
    assert [draft.problem for draft in drafts if draft.problem] == []
    assert found == wanted


def kind_of(draft) -> str:
    return "uplift" if draft.is_uplift else str(draft.kind)


def minor(text: str, digits: int) -> int:
    return int(Decimal(text).scaleb(digits))
