"""A process killed with SIGKILL in the middle of its work leaves nothing half done; started again, it does the work once.

The processes are real ones on the database of the test; each is killed while it stands still at a named point, so nothing depends on timing.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kaituo.foundation.jobs import queue
from kaituo.foundation.jobs.models import Lease
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.office.exchange import uploads
from kaituo.office.exchange.choices import BatchState
from kaituo.office.exchange.jobs import run_later
from kaituo.office.exchange.models import Batch, BatchRow
from kaituo.office.exchange.sheets import sheet_named
from kaituo.performance.commissions import size
from kaituo.performance.commissions.actions import plans
from kaituo.performance.commissions.actions.calculating import begin_calculation
from kaituo.performance.commissions.models import Plan, PlanTerms, Run, RunProblem, Statement, StatementLine
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.actions import orders
from kaituo.sales.orders.models import Order, OrderLine
from tests.company.cast import gather

from .processes import kaituo, killed

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 1100
"""More than one batch of statements."""
TABLE = "name,city\n" + "".join(f"Customer {number},Wuhan\n" for number in range(ROWS))
NOTED = "kaituo.office.exchange.writing:_note"


@pytest.fixture
def home(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture
def cast(home):
    return gather()


@pytest.fixture
def table(home):
    path = home / "accounts.csv"
    path.write_text(TABLE)
    return path


def imported() -> tuple[int, ...]:
    """Customers, facts about them, notes for an undo, imports, what the importer is told."""
    about = Event.objects.filter(subject_type=Account._meta.label)
    return Account.objects.count(), about.count(), BatchRow.objects.count(), Batch.objects.filter(state=BatchState.DONE).count()


def the_worker_is_missed() -> None:
    """Nobody renews the lease of the dead; here its end comes at once."""
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))


def test_an_import_at_the_command_line_is_whole_or_not_there(home, cast, table):
    killed(home, NOTED, 2, "import", table, "--as", "accounts")
    assert imported() == (0, 0, 0, 0)
    assert kaituo(home, "import", table, "--as", "accounts").returncode == 0
    assert imported() == (ROWS, ROWS, ROWS, 1)


@pytest.fixture
def batch(cast, home):
    """Uploaded by Alice and handed to the worker."""
    file = ContentFile(TABLE.encode(), name="accounts.csv")
    batch = uploads.take_in(file, sheet_named("accounts"), by=cast.alice)
    uploads.begin(batch, by=cast.alice)
    run_later.enqueue(batch.pk, cast.alice.pk)
    return batch


@pytest.mark.parametrize(
    ("place", "count"), [(NOTED, 2), ("kaituo.office.exchange.uploads:import_package", 1), ("kaituo.foundation.jobs.queue:claim", 1)]
)
def test_an_import_in_the_background_is_done_once_whenever_its_worker_dies(home, batch, place, count):
    killed(home, place, count, "worker", "--once")
    assert imported()[0] in {0, ROWS}
    the_worker_is_missed()
    assert kaituo(home, "worker", "--once").returncode == 0
    assert imported() == (ROWS, ROWS, ROWS, 1)
    assert not queue.dead_letters().exists()


@pytest.fixture
def run(cast, monkeypatch):
    """A month in which Alice sold ten things, on a plan of five percent; too many to be calculated at once."""
    monkeypatch.setattr(size, "AT_ONCE", 9)
    plan = records.create(Plan(name="Field sales"), by=cast.ada)
    terms = records.create(PlanTerms(plan=plan, starts_on=date(2026, 1, 1)), by=cast.ada)
    plans.add_component(terms, [("0", None, "0.05")], by=cast.ada, name="Base", measure="orders.booked_revenue")
    plans.release(plan, by=cast.ada)
    plans.assign(plan, by=cast.ada, person=cast.alice, starts_on=date(2026, 1, 1))
    account = records.create(Account(name="Lantern", owner=cast.alice), by=cast.ada)
    order = records.create(Order(account=account, owner=cast.alice, ordered_on=date(2026, 5, 4)), by=cast.ada)
    for _line in range(10):
        records.create(OrderLine(order=order, description="Pump", unit_price=Decimal(100)), by=cast.ada)
    orders.confirm(order, by=cast.alice, confirmed_on=date(2026, 5, 4))
    run = records.create(Run(plan=plan, starts_on=date(2026, 5, 1), ends_on=date(2026, 6, 1)), by=cast.ada)
    begin_calculation(run, by=cast.ada)
    return run


def calculated(run: Run) -> tuple:
    run.refresh_from_db()
    facts = Event.objects.filter(name="commissions.run_calculated").count()
    lines = StatementLine.objects.filter(statement__pk__isnull=False).count()
    return run.state, run.total_minor, Statement.objects.count(), lines, RunProblem.objects.count(), facts


@pytest.mark.parametrize("place", ["write", "finish", "use", "_prepare_statements"])
def test_a_calculation_killed_in_the_middle_wrote_nothing_and_is_done_by_the_next_worker(home, run, place):
    entries = Entry.objects.count()
    killed(home, f"kaituo.performance.commissions.versions:{place}", 1, "worker", "--once")
    assert calculated(run) == ("running", 0, 0, 0, 0, 0)
    the_worker_is_missed()
    assert kaituo(home, "worker", "--once").returncode == 0
    assert (calculated(run), Entry.objects.count()) == (("calculated", 5_000, 1, 10, 0, 1), entries)


def test_a_calculation_done_but_not_signed_off_is_not_doubled(home, run):
    killed(home, "kaituo.performance.commissions.jobs:_complete", 1, "worker", "--once")
    once = calculated(run)
    the_worker_is_missed()
    assert kaituo(home, "worker", "--once").returncode == 0
    assert calculated(run) == once == ("calculated", 5_000, 1, 10, 0, 1)


def test_a_job_that_kills_every_worker_ends_as_a_dead_letter(home, batch):
    for _attempt in range(queue.MOST_ATTEMPTS):
        queue.claim("doomed")
        the_worker_is_missed()
        queue.reap()
    assert queue.dead_letters().count() == 1
    assert not DBTaskResult.objects.ready().exists()
