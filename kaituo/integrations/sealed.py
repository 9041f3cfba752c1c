"""Secrets of other systems at rest: sealed by the installation's key, so that neither the database nor the audit log gives them away."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def seal(purpose: str, secret: str) -> str:
    return _seal(purpose).encrypt(secret.encode()).decode()


def opened(purpose: str, sealed: str) -> str:
    """Raises InvalidToken where the installation's key is another one than when it was sealed."""
    return _seal(purpose).decrypt(sealed.encode()).decode()


def _seal(purpose: str) -> Fernet:
    """Each purpose has a key of its own, so that a sealed text cannot be moved to where it would be used for something else."""
    digest = hashlib.sha256(purpose.encode() + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
