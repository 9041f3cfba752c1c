"""A push message in a real browser: shown by the service worker while nothing is clicked, counted by the bell, put off by its button."""

import json

import pytest

from kaituo.foundation.company.models import LegalEntity
from kaituo.foundation.notices import actions as notices
from kaituo.foundation.notices.channels import Message
from kaituo.foundation.notices.kinds import ASSIGNED
from kaituo.foundation.notices.models import Notice
from kaituo.integrations.webpush.channels import payload

pytestmark = pytest.mark.journey
SHOWN = "async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }))"
PRESS = """async () => {
  const [notification] = await registration.getNotifications();
  try { dispatchEvent(new NotificationEvent("notificationclick", { notification, action: "snooze" })); } catch { /* not by a finger, so it may not wait */ }
}"""


class Tower:
    """What the browser's push service does when a message comes in, done over the browser's own inspector."""

    def __init__(self, walker):
        self.inspector, self.found = walker.context.new_cdp_session(walker.page), []
        self.inspector.on("ServiceWorker.workerRegistrationUpdated", lambda said: self.found.extend(said["registrations"]))
        self.inspector.send("ServiceWorker.enable")
        self.origin = walker.page.evaluate("location.origin")

    def deliver(self, body):
        ours = next(each["registrationId"] for each in self.found if each["scopeURL"] == f"{self.origin}/")
        self.inspector.send("ServiceWorker.deliverPushMessage", {"origin": self.origin, "registrationId": ours, "data": body})


@pytest.fixture
def phone(company, walk):
    walker = walk("phone")
    walker.context.grant_permissions(["notifications"])
    walker.sign_in("alice")
    walker.page.evaluate("navigator.serviceWorker.register('/worker.js', { scope: '/' }).then(() => navigator.serviceWorker.ready)")
    return walker


def test_a_push_is_shown_counted_and_put_off(company, phone):
    phone.open("/me/devices/")
    phone.page.wait_for_selector("push-switch [role=status]:has-text('switched off here')")
    tower = Tower(phone)
    phone.page.wait_for_timeout(500)
    notice = notices.tell([company.alice], ASSIGNED, LegalEntity.objects.create(name="Kaituo Ltd"), by=company.ada)[0]
    tower.deliver(payload(Message("Records handed to you", notice.sentence, person=company.alice, notice_id=notice.pk)).decode())
    phone.page.wait_for_selector(".bell-count:has-text('1')")
    assert phone.page.evaluate(SHOWN) == [{"title": "Records handed to you", "body": notice.sentence, "tag": f"notice-{notice.pk}"}]
    phone.context.service_workers[0].evaluate(PRESS)
    phone.page.wait_for_selector(".bell-count", state="detached")
    assert Notice.objects.snoozed().get() == notice


def test_a_push_without_words_is_shown_all_the_same(company, phone):
    tower = Tower(phone)
    phone.page.wait_for_timeout(500)
    tower.deliver(json.dumps({"title": "Kaituo", "body": "", "tag": "t", "open": "/inbox/", "snooze": "", "words": {}}))
    phone.page.wait_for_function(f"({SHOWN})().then((found) => found.length === 1)")
