"""The verbs of tokens."""

import hashlib
import secrets

from django.utils import timezone
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.verbs import action

from . import events
from .models import Token

PREFIX = "kt_"
SHOWN = 8


def digest_of(secret: str) -> str:
    """The secret has 256 random bits, so one round of hashing suffices."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def issue(token: Token, *, by: User) -> str:
    """Keep a new token and return its secret, which can never be read again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token.begins, token.digest = secret[:SHOWN], digest_of(secret)
    records.create(token, by=by, says=events.TOKEN_MADE)
    return secret


@action(label=gettext_lazy("Revoke"), says=events.TOKEN_REVOKED, when="is_active", icon="x", danger=True)
def revoke(token: Token, *, by: User) -> None:
    token.archived_at = timezone.now()
    token.save(update_fields=["archived_at"])
