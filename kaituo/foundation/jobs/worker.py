"""The worker: runs due jobs one after the other, in a thread beside the web server or in a process of its own."""

import atexit
import logging
import os
import socket
import threading
from uuid import uuid4

from django.db import DatabaseError, close_old_connections, connection
from django_tasks_db.models import DBTaskResult

from . import queue
from .repeating import enqueue_due

LOG = logging.getLogger(__name__)
INTERVAL = 1.0
HEARTBEAT = 60.0


class Worker:
    """`run()` works until `stop()`; `drain()` works until nothing is due. Several workers, of several machines, may share one database."""

    def __init__(self, interval: float = INTERVAL) -> None:
        self.name = f"{socket.gethostname()[:24]}-{os.getpid()}-{uuid4().hex[:8]}"
        self.interval = interval
        self.stopping = threading.Event()

    def run(self) -> None:
        heart = threading.Thread(target=self.beat, name="kaituo-jobs-heartbeat", daemon=True)
        heart.start()
        while not self.stopping.is_set():
            close_old_connections()
            try:
                worked = self.step()
            except DatabaseError:
                LOG.exception("the database did not answer; jobs wait")
                worked = False
            if not worked:
                self.stopping.wait(self.interval)
        connection.close()

    def stop(self) -> None:
        self.stopping.set()

    def step(self) -> bool:
        """One job, if one is due."""
        queue.reap()
        enqueue_due()
        job = queue.claim(self.name)
        if job is not None:
            self.execute(job)
        return job is not None

    def drain(self) -> int:
        """Do everything that is due now; how many jobs that was."""
        count = 0
        while self.step():
            count += 1
        return count

    def execute(self, job: DBTaskResult) -> None:
        try:
            answer = job.task.call(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
        except Exception as error:  # whatever a job raises, it must not end the worker
            LOG.exception("job %s failed", job.task_path)
            queue.fail(job, error)
        else:
            queue.succeed(job, answer)

    def beat(self) -> None:
        while not self.stopping.wait(HEARTBEAT):
            try:
                queue.renew(self.name)
            except DatabaseError:
                LOG.warning("the lease could not be renewed")
        connection.close()


def start_thread() -> Worker:
    """A worker inside this process; it stops with the process."""
    worker = Worker()
    threading.Thread(target=worker.run, name="kaituo-jobs", daemon=True).start()
    atexit.register(worker.stop)
    return worker
