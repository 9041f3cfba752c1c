"""How uploaded files are stored: whole or not at all, also when the disk fills up while they are written."""

from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class Storage(FileSystemStorage):
    def _save(self, name: str, content: File) -> str:
        """Written beside its place first. Raises OSError when there is no room, and leaves nothing behind then."""
        part = f"{name}.part"
        try:
            written = super()._save(part, content)
        except OSError:
            Path(self.path(part)).unlink(missing_ok=True)
            raise
        Path(self.path(written)).rename(self.path(name))
        return name
