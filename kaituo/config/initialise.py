"""Makes an installation or brings it up to date: catalogues, database, static files, and the first person who can sign in.

Safe to repeat; the database is copied aside before it is migrated.
"""

import hashlib
import io
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.config import catalogue, dumps, static
from kaituo.foundation.identity.choices import EVERYTHING, Scope
from kaituo.foundation.ui import shell

ADMINISTRATOR = "administrator"


def initialise(*, demo: bool) -> None:
    catalogue.compile_missing()
    new = is_new()
    if not new and has_pending_migrations():
        keep_aside()
    call_command("migrate", verbosity=0, interactive=False)
    collect_static()
    if demo and new:
        make_demo()
    elif demo and not settings.HOME.joinpath("demo").exists():
        print(_("The database has data of its own; the demo company is for a new one only."), file=sys.stderr)
    elif not demo and not has_administrator():
        make_administrator()


def is_new() -> bool:
    return "django_migrations" not in connection.introspection.table_names()


def has_pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def keep_aside() -> None:
    """Copy the database before its tables change. Raises CommandError when that cannot be done, and nothing is changed then."""
    folder = settings.HOME / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"before-migration-{datetime.now(UTC):%Y%m%d-%H%M%S}-{dumps.name()}"
    dumps.dump(copy)
    print(_("Kept a copy of the database: %(path)s") % {"path": copy})


def collect_static() -> None:
    """Gather and compress the static files, unless nothing changed since the last time: compressing takes seconds."""
    stamp, now = settings.STATIC_ROOT / ".collected", fingerprint_of_static()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now)


def fingerprint_of_static() -> str:
    digest = hashlib.sha256(Path(static.__file__).read_bytes())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def has_administrator() -> bool:
    return apps.get_model("identity", "RoleAssignment").objects.filter(role__key=ADMINISTRATOR).exists()


def make_administrator() -> None:
    """The first person, who may do everything and makes the others."""
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        user = get_user_model().objects.create_user(username="admin", name=_("Administrator"), password=password)
        role, _created = apps.get_model("identity", "Role").objects.get_or_create(key=ADMINISTRATOR, defaults={"name": _("Administrator")})
        role.grants.get_or_create(model=EVERYTHING, verb=EVERYTHING, scope=Scope.ALL)
        role.assignments.create(user=user, starts_on=timezone.localdate())
    told = _("Sign in as “%(name)s” with the password %(password)s and change it there; it is shown only now.")
    print(told % {"name": user.username, "password": password})


def make_demo() -> None:
    """Build the demo company. What the command prints on its output is the list of sign-ins, kept to be shown at every start."""
    print(_("Building the demo company …"), flush=True)
    printed = io.StringIO()
    call_command("make_demo", stdout=printed)
    settings.HOME.joinpath("demo").write_text(printed.getvalue(), encoding="utf-8")


def demo_sign_ins() -> str:
    """As they are printed at every start; empty anywhere but in the demo company."""
    found = shell.demo_sign_ins()
    if found is None:
        return ""
    heading = _("Sign in with the password %(password)s as:") % {"password": found.password}
    return "\n".join([heading, *(f"  {person.username:<16} {person.name} · {person.role}" for person in found.people)])
