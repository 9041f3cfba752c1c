"""The run: company, servers, measurements, record."""

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import connection

from benchmarks import commission_runs, commissions, imports, load, long_imports, machine, pages, reports
from benchmarks.cases import Case, cases
from benchmarks.fill import FIRST
from benchmarks.large import Size, build
from benchmarks.recording import record
from benchmarks.server import Server, served
from kaituo.foundation.identity.models import User

REPORT_ROUNDS = 15
CLICKED = ("list, first page", "list, filtered and sorted", "record page with timeline")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run(asked: argparse.Namespace) -> None:
    size = Size.of(asked.scale)
    found = {"machine": machine.described() | ({"note": asked.note} if asked.note else {})}
    if "commissions" in asked.only:
        found["commissions"] = commissions.measure(asked.credits)
    if set(asked.only) == {"commissions"}:
        say(f"Recorded in {record(f'commissions-{asked.credits}', found)}")
        return
    if "runs" in asked.only:
        found["commission run"] = commission_runs.measure(asked.credits, say)
        say(f"Recorded in {record(f'commission-runs-{connection.vendor}-{asked.credits}', found)}")
        return
    if "long-imports" in asked.only:
        found["long import"] = long_imports.measure(asked.rows, say)
        say(f"Recorded in {record(f'long-imports-{connection.vendor}-{asked.rows}', found, long_imports.__doc__ or '')}")
        return
    found["company"] = asdict(size)
    build(size, say)
    people = list(User.objects.filter(pk__gt=FIRST).order_by("pk")[:50])
    if {"pages", "load"} & set(asked.only):
        found |= with_servers(asked, people)
    if "reports" in asked.only:
        found["reports"] = reports.measure(people[0], REPORT_ROUNDS)
    if "imports" in asked.only:
        found["import"] = imports.measure()
    say(f"Recorded in {record(f'{connection.vendor}-{asked.scale}', found)}")


def with_servers(asked: argparse.Namespace, people: list[User]) -> dict:
    measured = list(cases(people[0], people[1]))
    floors = {str(number): case.floor for number, case in enumerate(measured)} | {"create": pages.writing_floor()}
    path = Path(settings.HOME) / "floors.json"
    path.write_text(json.dumps(floors, ensure_ascii=False), encoding="utf-8")
    os.environ["BENCH_FLOORS"] = str(path)
    connection.close()
    with served("kaituo.config.wsgi:application", "/account/login/") as product, served("benchmarks.floor:application", "/floor/none/") as bare:
        return asked_of(asked, measured, people, product, bare)


def asked_of(asked: argparse.Namespace, measured: list[Case], people: list[User], product: Server, bare: Server) -> dict:
    found: dict = {}
    if "pages" in asked.only:
        found["pages"] = pages.measure(measured, product, bare, asked.rounds)
        found["writing"] = pages.measure_writing(people[0], product, bare, asked.rounds)
    if "load" in asked.only:
        numbers = [number for number, case in enumerate(measured) if case.name in CLICKED]
        floors = [f"/floor/{number}/?bytes=60000" for number in numbers]
        found["load"] = load.measure([people[0]] * load.CLIENTS, [measured[number].path for number in numbers], product.port, floors, bare.port)
    return found | {"server": {"start_s": round(product.start_s, 2), "memory_mb": product.memory_mb(), "floor_memory_mb": bare.memory_mb()}}
