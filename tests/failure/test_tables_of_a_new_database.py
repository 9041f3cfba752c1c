"""A new database, whose tables are all made at once, has the very tables that every migration in order would have made."""

import subprocess
import sys

import psycopg
import pytest
from django.conf import settings

from kaituo.config.tests.conftest import installation

from .processes import surroundings
from .test_saved_while_people_work import asked

__all__ = ["installation"]

SQLITE = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
POSTGRES = {  # the number of a row that joins Django's own groups, which we do not use, is wider in its migrations than in its models
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (c.oid, a.attnum)
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
        AND (c.relname, a.attname) <> ('auth_group_permissions', 'id')""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


def migrate(installation, *words):
    command = [sys.executable, "manage.py", "migrate", "-v", "0", *words]
    env = surroundings(installation.home) | {"KAITUO_DATABASE": installation.database}
    done = subprocess.run(command, cwd=settings.CHECKOUT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def empty(installation):
    if not installation.database:
        installation.home.joinpath("kaituo.sqlite3").unlink()
        return
    with psycopg.connect(installation.database, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def parts(sql):
    """The columns and constraints of a CREATE TABLE, whose order follows history; any other statement as it is."""
    head, _bracket, body = sql.partition("(")
    if not head.startswith("CREATE TABLE"):
        return sql
    depth, found = 0, [""]
    for letter in body.removesuffix(")"):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return (head, *sorted(part.strip() for part in found))


def tables(installation):
    if installation.database:
        return {(kind, *row) for kind, question in POSTGRES.items() for row in asked(installation, question)}
    return {(kind, name, parts(sql)) for kind, name, sql in asked(installation, SQLITE)}


@pytest.mark.django_db
def test_all_at_once_and_one_after_another_are_the_same(installation):
    migrate(installation)
    at_once, applied = tables(installation), set(asked(installation, "SELECT app, name FROM django_migrations"))
    empty(installation)
    migrate(installation, "sessions")
    migrate(installation)
    assert sorted(map(str, at_once ^ tables(installation))) == []
    assert set(asked(installation, "SELECT app, name FROM django_migrations")) <= applied
