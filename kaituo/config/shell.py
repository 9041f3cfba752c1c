"""The `kaituo` command: what an administrator types.

Each word is one short function here or a management command of the context that owns it.

Exit codes: 0 done, 1 refused or failed with a message that says why, 2 used wrongly. Developers' commands stay in `manage.py`.
"""

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from kaituo.config import backup, initialise

DESCRIPTION = "Kaituo: management of salespeople, from goal to payout. The data folder is KAITUO_HOME, the database KAITUO_DATABASE."
PASSED_ON = {
    "worker": ("work", "run background jobs in a process of their own"),
    "import": ("import_records", "bring in records from a spreadsheet or CSV file"),
    "undo": ("undo_import", "take an import back"),
    "export": ("export_records", "write records to a spreadsheet or CSV file"),
    "report": ("report", "print a report"),
    "commissions": ("commissions", "try a commission plan from a file, without a database"),
    "tour": ("tour", "list every screen, verb, measure, reaction and job"),
}
"""Word of `kaituo` → management command and its help; their options are theirs to explain (`kaituo import --help`)."""


def init(options: argparse.Namespace) -> None:
    initialise.initialise(demo=options.demo)


def serve(options: argparse.Namespace) -> None:
    """Become the web server. One worker with four threads and the jobs beside them suits SQLite and one small company."""
    if initialise.is_new():
        initialise.initialise(demo=False)
    elif initialise.has_pending_migrations():
        raise CommandError(_("The database is older than the program. Run this first: %(command)s") % {"command": "kaituo init"})
    else:
        initialise.collect_static()
    announce(options.host, options.port)
    os.environ["KAITUO_JOBS_IN_WEB"] = "" if options.no_jobs else "1"
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "kaituo.config.wsgi:application"]
    listen = ["--host", options.host, "--port", str(options.port)]
    size = ["--workers", str(options.workers), "--blocking-threads", str(options.threads), "--backpressure", "64"]
    care = ["--workers-kill-timeout", "10", "--respawn-failed-workers", "--log-level", "warning"]
    os.execv(sys.executable, [*server, *listen, *size, *care])  # noqa: S606 - becoming the server is the point: signals reach it directly


def announce(host: str, port: int) -> None:
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::") else host  # noqa: S104 - compared with, not listened on
    print(_("Kaituo is at %(address)s") % {"address": f"http://{shown}:{port}/"}, flush=True)
    sign_ins = initialise.demo_sign_ins()
    if sign_ins:
        print(sign_ins, flush=True)


def save(options: argparse.Namespace) -> None:
    backup.save(options.path)
    print(_("Saved to %(path)s") % {"path": options.path})


def restore(options: argparse.Namespace) -> None:
    kept = backup.restore(options.path)
    initialise.initialise(demo=False)
    print(_("Restored. What was there before is kept in %(path)s") % {"path": kept})


def pass_on(word: str, arguments: Sequence[str]) -> None:
    """Hand the rest of the line to the management command, which prints its own help and exits on its own errors."""
    name = PASSED_ON[word][0]
    app = get_commands().get(name)
    if app is None:
        raise CommandError(_("This installation has no “%(word)s”.") % {"word": word})
    command = app if isinstance(app, BaseCommand) else load_command_class(app, name)
    command.run_from_argv(["kaituo", word, *arguments])


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="kaituo", description=DESCRIPTION)
    words = whole.add_subparsers(dest="word", metavar="command", required=True)
    add_init(words)
    add_serve(words)
    for word, action, text in (("backup", save, "save database and files into one archive"), ("restore", restore, "put an archive back")):
        part = words.add_parser(word, help=text, description=text)
        part.add_argument("path", type=Path, help="the archive, for example kaituo.tar.gz")
        part.set_defaults(action=action)
    for word, (_name, text) in PASSED_ON.items():
        words.add_parser(word, help=text, add_help=False)
    return whole


def add_init(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    text = "make the database or bring it up to date; print the administrator's password when one is made"
    part = words.add_parser("init", help=text, description=text)
    part.add_argument("--demo", action="store_true", help="fill a new database with the demo company")
    part.set_defaults(action=init)


def add_serve(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    text = "run the web server"
    part = words.add_parser("serve", help=text, description=text)
    part.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    part.add_argument("--port", type=int, default=8000, help="port to listen on (default %(default)s)")
    part.add_argument("--workers", type=int, default=1, help="processes; more than one is for PostgreSQL (default %(default)s)")
    part.add_argument("--threads", type=int, default=4, help="threads in each process (default %(default)s)")
    part.add_argument("--no-jobs", action="store_true", help="leave background jobs to `kaituo worker`")
    part.set_defaults(action=serve)


def run(arguments: list[str]) -> None:
    if arguments and arguments[0] in PASSED_ON:
        django.setup()
        pass_on(arguments[0], arguments[1:])
        return
    options = parser().parse_args(arguments)
    if getattr(options, "demo", False):
        os.environ["KAITUO_DEMO"] = "true"
    django.setup()
    options.action(options)


def main(arguments: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaituo.config.settings")
    given = sys.argv[1:] if arguments is None else arguments
    try:
        run(given)
    except (CommandError, ImproperlyConfigured, DatabaseError, OSError) as problem:
        if settings.configured and settings.DEBUG:
            raise
        print(f"kaituo {shlex.join(given)}: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
