"""No room for a file: the person is told, no record and no piece of the file is left behind."""

import resource
import signal
from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kaituo.config.outages import FULL, outage_of
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Attachment
from kaituo.sales.customers.models import Account

LARGEST = 1024
"""Bytes that a file may have while the disk is taken for full."""


@contextmanager
def full_disk():
    """The kernel refuses to let any file of ours grow beyond the limit."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_stored_whole_or_not_at_all(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    with full_disk(), pytest.raises(OSError) as refused:
        default_storage.save("contract.txt", ContentFile(b"x" * 10 * LARGEST))
    assert outage_of(refused.value) == FULL
    assert files(tmp_path) == []
    default_storage.save("contract.txt", ContentFile(b"signed"))
    assert [path.read_bytes() for path in files(tmp_path)] == [b"signed"]


def test_an_attachment_that_finds_no_room_is_refused_with_a_sentence(cast, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    account = records.create(Account(name="Lantern", owner=cast.alice), by=cast.ada)
    browser = Client(headers={"host": "localhost"}, raise_request_exception=False)
    browser.force_login(cast.alice)
    file = SimpleUploadedFile("contract.txt", b"x" * 100 * LARGEST)
    with full_disk():
        refused = browser.post(f"/accounts/{account.pk}/files/", {"file": file})
    assert refused.status_code == 503
    assert "Traceback" not in refused.content.decode()
    assert (files(tmp_path), Attachment.objects.count()) == ([], 0)
