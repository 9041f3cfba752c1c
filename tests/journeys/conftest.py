"""A real Chromium against a live server, with the named cast able to sign in."""

import os
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.models import User
from tests.company.cast import gather

CHROMIUM = os.environ.get("KAITUO_CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "a-long-journey-password"
SIZES = {"desk": (1440, 900), "phone": (390, 844)}

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def company(transactional_db):
    """The cast with passwords, in an organisation that keeps its books in yuan."""
    people = gather()
    User.objects.filter(is_system=False).update(password=make_password(PASSWORD))
    Organisation.objects.create(name="Kaituo", base_currency="CNY")
    return people


@pytest.fixture
def last_month():
    """Its first day, and the first day after it."""
    first = timezone.localdate().replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), first


class Walker:
    """One person with one window; whatever the browser complains about fails the journey."""

    def __init__(self, browser: Browser, address: str, size: str, language: str = "en", theme: str = "light") -> None:
        width, height = SIZES[size]
        self.context = browser.new_context(viewport={"width": width, "height": height}, base_url=address)
        self.context.add_cookies(
            [{"name": name, "value": value, "url": address} for name, value in (("django_language", language), ("theme", theme))]
        )
        self.language, self.theme = language, theme
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.is_forgiven = False
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.width = width

    def sign_in(self, username: str) -> Page:
        User.objects.filter(username=username).update(language=self.language, theme=self.theme)
        self.page.goto("/account/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("form button[type=submit]")
        self.page.wait_for_url(lambda address: "login" not in address)
        return self.page

    def open(self, address: str) -> Page:
        response = self.page.goto(address)
        assert response.status == 200, f"{address} answered {response.status}"
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, f"{address} is wider than the window"
        return self.page


@pytest.fixture
def walk(browser, live_server):
    walkers: list[Walker] = []

    def begin(size: str = "desk", **choices) -> Walker:
        walkers.append(Walker(browser, live_server.url, size, **choices))
        return walkers[-1]

    yield begin
    for walker in walkers:
        walker.context.close()
        assert walker.is_forgiven or not walker.complaints, walker.complaints
