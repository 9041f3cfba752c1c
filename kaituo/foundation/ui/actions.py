"""What a person chooses of the look. It concerns nobody but herself, so it leaves no event."""

from kaituo.foundation.identity.models import User


def choose_language(code: str, *, by: User) -> None:
    by.language = code
    by.save(update_fields=["language"])


def choose_theme(name: str, *, by: User) -> None:
    by.theme = name
    by.save(update_fields=["theme"])
