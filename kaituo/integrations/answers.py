"""What other systems answer, as people read it."""

from django.utils.translation import gettext


def plainly(said: str) -> str:
    """Our sentence in the reader's language; what the other side added, on a line of its own, as it said it."""
    ours, _line, theirs = said.partition("\n")
    return (gettext(ours) if ours else "") + (f" ({theirs})" if theirs else "")
