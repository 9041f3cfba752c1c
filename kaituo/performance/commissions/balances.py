"""What a person is paid out: the total of her statement, less what was overpaid before. Nobody pays anything back; what is below zero is carried on."""

from kaituo.foundation.kernel.money import Money

from .choices import FINAL
from .models import Run, Statement


def settle_balances(run: Run) -> None:
    """Write what each statement of the run takes off, pays and leaves."""
    debts = debts_before(run)
    rows = list(run.statements.all())
    for statement in rows:
        statement.carried_minor = debts.get(statement.payee_id, 0)
        due = statement.total_minor + statement.carried_minor
        statement.paid_minor, statement.left_minor = max(due, 0), min(due, 0)
    Statement.objects.bulk_update(rows, ["carried_minor", "paid_minor", "left_minor"], batch_size=500)


def debts_before(run: Run, payee_id: int | None = None) -> dict[int, int]:
    """{payee: minor units below zero} that her last locked statement in this currency left, in the order in which runs were locked."""
    rows = Statement.objects.filter(currency=run.currency, run__state__in=FINAL).exclude(run=run)
    rows = rows.filter(payee=payee_id) if payee_id else rows
    left: dict[int, int] = {}
    for payee, minor in rows.order_by("run__locked_at", "run_id").values_list("payee_id", "left_minor"):
        left[payee] = minor
    return {payee: minor for payee, minor in left.items() if minor < 0}


def carried(statement: Statement) -> int:
    """In minor units: fixed once the run is locked, before that as it stands now."""
    return statement.carried_minor if statement.run.is_final else debts_before(statement.run, statement.payee_id).get(statement.payee_id, 0)


def payout(statement: Statement) -> dict[str, Money]:
    """What was carried over, what is paid out, and what is carried on."""
    before = carried(statement)
    due = statement.total_minor + before
    amounts = {"carried": before, "paid": max(due, 0), "left": min(due, 0)}
    return {name: Money.from_minor(minor, statement.currency) for name, minor in amounts.items()}
