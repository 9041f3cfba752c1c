"""Another system on this machine, for tests: it looks at what it is sent and answers as its vendor says it would."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Call:
    """One request as it came in."""

    def __init__(self, method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        self.method, self.path, self.headers, self.body = method, urlsplit(path).path, headers, body
        self.query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        self.at = time.time()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Answer = tuple[int, dict[str, str], bytes]


def as_json(said: Any, code: int = 200, **headers: str) -> Answer:
    return code, {"Content-Type": "application/json", **headers}, json.dumps(said).encode()


class LocalSystem(ThreadingHTTPServer):
    """`answer` looks at a call; what it refused is not among `taken`."""

    daemon_threads = True

    def __init__(self, answer: Callable[["LocalSystem", Call], Answer]) -> None:
        super().__init__(("127.0.0.1", 0), _Listening)
        self.answer, self.taken = answer, []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    def taken_within(self, seconds: float) -> int:
        return sum(time.time() - call.at < seconds for call in self.taken)


class _Listening(BaseHTTPRequestHandler):
    server: LocalSystem

    def hear(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        code, told, said = self.server.answer(self.server, Call(self.command, self.path, headers, body))
        self.send_response(code)
        for name, value in told.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = hear

    def log_message(self, *_args: Any) -> None:
        """Silence: a test reads what the server kept."""


@contextmanager
def running(answer: Callable[[LocalSystem, Call], Answer]) -> Iterator[LocalSystem]:
    server = LocalSystem(answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
