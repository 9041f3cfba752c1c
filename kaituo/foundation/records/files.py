"""Which files may be kept with a record. An image is drawn anew, so that nothing hides in it; another kind must begin as its name promises."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
OFFICE = "application/vnd.openxmlformats-officedocument"
IMAGES = {".png": ("PNG", "image/png"), ".jpg": ("JPEG", "image/jpeg"), ".jpeg": ("JPEG", "image/jpeg"), ".webp": ("WEBP", "image/webp")}
DOCUMENTS = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".docx": (b"PK", f"{OFFICE}.wordprocessingml.document"),
    ".xlsx": (b"PK", f"{OFFICE}.spreadsheetml.sheet"),
    ".pptx": (b"PK", f"{OFFICE}.presentationml.presentation"),
    ".zip": (b"PK", "application/zip"),
    ".csv": (b"", "text/csv"),
    ".txt": (b"", "text/plain"),
}
ALLOWED = sorted({*IMAGES, *DOCUMENTS})


@dataclass(frozen=True)
class Checked:
    name: str
    content_type: str
    content: ContentFile
    stored_name: str

    @property
    def described(self) -> dict[str, Any]:
        data = self.content.read()
        self.content.seek(0)
        return {"name": self.name, "content_type": self.content_type, "byte_count": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def checked(file: UploadedFile) -> Checked:
    """The file ready to be kept. Raises ValidationError naming what is wrong with it."""
    name = get_valid_filename(PurePath(file.name or "file").name)[-200:]
    ending = PurePath(name).suffix.lower()
    if file.size > MOST_BYTES:
        raise _wrong(_("A file may have %(most)s MB at most.") % {"most": MOST_BYTES // 1024 // 1024})
    if ending in IMAGES:
        data, content_type = _redrawn(file, *IMAGES[ending])
    elif ending in DOCUMENTS:
        data, content_type = _document(file, *DOCUMENTS[ending])
    else:
        raise _wrong(_("Files of this kind are not kept. Allowed: %(kinds)s") % {"kinds": " ".join(ALLOWED)})
    return Checked(name, content_type, ContentFile(data), f"{uuid4().hex}{ending}")


def thumbnail(file: File, side: int = 480) -> BytesIO:
    """An image of ours, small, as JPEG on white."""
    with Image.open(file) as image:
        image.draft("RGB", (side, side))
        image.thumbnail((side, side))
        plain = Image.new("RGB", image.size, "white")
        plain.paste(image, mask=image.getchannel("A") if "A" in image.getbands() else None)
    out = BytesIO()
    plain.save(out, "JPEG", quality=80)
    out.seek(0)
    return out


def _redrawn(file: UploadedFile, kind: str, content_type: str) -> tuple[bytes, str]:
    try:
        with Image.open(file) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _wrong(_("This image is too large."))
            upright = ImageOps.exif_transpose(image)
            plain = upright.convert("RGB") if kind == "JPEG" else upright.convert("RGBA")
            out = BytesIO()
            plain.save(out, kind)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise _wrong(_("This is not a readable image.")) from error
    return out.getvalue(), content_type


def _document(file: UploadedFile, begins: bytes, content_type: str) -> tuple[bytes, str]:
    data = file.read()
    if not data.startswith(begins) or (not begins and b"\0" in data):
        raise _wrong(_("The content of this file does not fit its name."))
    return data, content_type


def _wrong(sentence: str) -> ValidationError:
    return ValidationError({"file": sentence})
