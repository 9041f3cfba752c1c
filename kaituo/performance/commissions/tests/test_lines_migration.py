"""Statements of before name the version in use, and find the lines of it and of no other; backwards, the lines hang on their statements again."""

from datetime import date

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kaituo.performance.commissions.models import Statement

BEFORE = "0007_released"
DAY = date(2026, 5, 1)


def test_lines_are_found_by_the_version_in_use(as_it_was):
    apps, migrate = as_it_was(BEFORE)
    models = {name: apps.get_model("commissions", name) for name in ("Run", "RunVersion", "Statement", "StatementLine")}
    person = apps.get_model("identity", "User").objects.create(username="alice", name="Alice")
    run = models["Run"].objects.create(number="CR-1", starts_on=DAY, ends_on=date(2026, 6, 1))
    old, used = (models["RunVersion"].objects.create(run=run, number=n, state=state) for n, state in ((1, "replaced"), (2, "in_use")))
    statement = models["Statement"].objects.create(run=run, payee=person, currency="CNY", total_minor=7)
    for version, hangs_on, amount in ((old, None, 5), (used, statement, 7)):
        models["StatementLine"].objects.create(version=version, payee=person, statement=hangs_on, on=DAY, earned_on=DAY, amount_minor=amount)
    migrate()
    kept = Statement.objects.get(pk=statement.pk)
    assert (kept.run_version_id, [line.amount_minor for line in kept.lines.all()]) == (used.pk, [7])
    executor = MigrationExecutor(connection)
    executor.migrate([("commissions", BEFORE)])
    lines = executor.loader.project_state([("commissions", BEFORE)]).apps.get_model("commissions", "StatementLine").objects
    assert list(lines.order_by("pk").values_list("statement_id", "amount_minor")) == [(None, 5), (statement.pk, 7)]
