"""A small web server on this machine that keeps what it is sent, and a subscription that points to it."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kaituo.foundation.jobs.worker import Worker
from kaituo.foundation.records import actions as records
from kaituo.integrations.webhooks.models import Subscription


class Receiver(HTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.messages, self.code, self.location = [], 200, ""

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/hook?from=kaituo"


class Answering(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.messages.append((self.path, dict(self.headers), body))
        self.send_response(self.server.code)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()

    def log_message(self, *args):
        """Silence: a test reads what the server kept."""


@pytest.fixture
def receiver(settings):
    settings.WEBHOOKS_ALLOW_PRIVATE = True
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def hook(receiver, alice):
    return records.create(Subscription(owner=alice, name="Till", url=receiver.url, facts=["*"]), by=alice)


@pytest.fixture
def work():
    return Worker().drain
