"""Whatever is asked of or posted to a page, it answers with a page: never with a failure, and a refusal speaks the reader's language.

Every address of the access walk gets rubbish in each of its fields, the same at every run; each request is undone before the next.
"""

import re
from contextlib import suppress
from itertools import islice

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from kaituo.foundation.screens.screen import SCREENS
from tests.access.addresses import addresses, filled, is_library

from .rubbish import QUERIES, RUBBISH, SURROGATE, fields_of, spoilt

GUESSED = dict.fromkeys(["text", "name", "row", "key", "column", "file", "remove", "back", "query", "version", "language", "next", "q"], "")
ALERTS = re.compile(r'(?:role="alert"|invalid-feedback|field-error)[^>]*>(.*?)</', re.DOTALL)
CHINESE = re.compile(r"[一-鿿]")
PART = {"HX-Request": "true"}
TAKES_A_FILE = re.compile(r"/files/$|/exchange/(package|boards|import/[\w-]+)/$")


class Undone(Exception):
    pass


@pytest.fixture(params=["ada", "alice"])
def browser(request, cast, lasting_connection) -> Client:
    person = getattr(cast, request.param)
    person.language = "zh-hans"
    person.save()
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    client.force_login(person)
    client.step = 1 if person == cast.ada else 4
    return client


@pytest.fixture
def paths(business, browser) -> list[str]:
    """Ada tries every address, Alice every fourth: most of them are closed to her anyway."""
    own = [address for address in addresses() if not is_library(address) and not address.name.startswith("api:")]
    found = sorted({path for address in own for path in filled(address, business)[:40]})
    return found[:: browser.step]


def undone(send, *args, **named):
    with suppress(Undone), transaction.atomic():
        answer = send(*args, **named)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        raise Undone
    answer.said = body.decode("utf-8", "replace")
    return answer


def text_of(answer) -> str:
    return answer.said


def is_silent(answer) -> bool:
    """A page that refuses, without a word in Chinese of why."""
    if answer.status_code not in {400, 403, 404, 409, 413, 422}:
        return False
    return not CHINESE.search(text_of(answer) + str(answer.headers.get("HX-Trigger", "").encode().decode("unicode_escape")))


def wrong(answers, path) -> list[tuple]:
    return [(path, answer.status_code, sent, text_of(answer)[-300:]) for sent, answer in answers if answer.status_code >= 500 or is_silent(answer)]


def test_every_address_bears_every_question(browser, paths):
    """Asked for as a page and as the part of it that a script puts in, the latter also without a question."""
    found = []
    for turn, path in enumerate(paths):
        queries = [*(QUERIES[(turn + step) % len(QUERIES)] for step in range(2)), ""]
        asked = zip(queries, ({}, PART, PART), strict=True)
        found += wrong([(query, undone(browser.get, f"{path}?{query}", headers=headers)) for query, headers in asked], path)
    assert found == []


def test_every_filter_of_every_list_bears_rubbish(browser, business):
    found = []
    for turn, screen in enumerate(SCREENS.values()):
        for index, each in enumerate(screen.bound_filters):
            query = {
                each.name: [RUBBISH[(turn + index + step) % len(RUBBISH)] for step in (0, 5)],
                f"{each.name}__from": RUBBISH[(turn + index) % len(RUBBISH)],
            }
            found += wrong([(query, undone(browser.get, screen.url("list"), query))], screen.label)
    assert found == []


def test_every_form_bears_rubbish(browser, paths):
    """By turns all of a form wrong at once, and one field wrong in a form that was drawn well."""
    found = []
    for turn, path in enumerate(paths):
        drawn = undone(browser.get, path)
        fields = fields_of(text_of(drawn)) if drawn.status_code == 200 else {}
        posts = [next(islice(spoilt(fields or GUESSED, turn), turn % 2, None), {})]
        answers = [(post, undone(browser.post, path, post, headers=PART if turn % 3 == 0 else {})) for post in posts]
        found += wrong(answers, path)
    assert found == []


def test_every_form_bears_a_body_that_is_none(browser, paths):
    found = []
    multipart = "multipart/form-data; boundary=x"
    bodies = [(b"--x\r\nContent-Disposition: form-data; na", multipart), (b"a", "multipart/form-data"), (b"name=" + SURROGATE + b"&%zz=%00", "")]
    bodies += [(b"{", "application/json"), (b"\xff\xfe\x00", "text/plain")]
    for turn, path in enumerate(paths):
        body, kind = bodies[turn % len(bodies)]
        answer = undone(browser.generic, "POST", path, body, content_type=kind or "application/x-www-form-urlencoded")
        found += wrong([(body, answer)], path)
    assert found == []


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "\0.csv", "名" * 300 + ".xlsx", "a.xlsx", ".zip", "evil.svg", "page.html", "x.csv", "a.pdf", "a.png"]
)
def test_every_place_for_files_bears_a_file_that_is_none(browser, paths, name):
    places = [path for path in paths if TAKES_A_FILE.search(path)]
    assert places
    answers = [(path, undone(browser.post, path, {"file": SimpleUploadedFile(name, b"PK\x03\x04<svg onload=alert(1)>\0")})) for path in places]
    assert [each for path, answer in answers for each in wrong([(name, answer)], path)] == []
