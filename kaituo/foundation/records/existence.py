"""Several times "is there any?" in one question to the database."""

from django.db.models import Exists, QuerySet

from kaituo.foundation.identity.models import User


def any_of(*asked: QuerySet) -> list[bool]:
    """Whether each of the querysets has a row, in their order."""
    if not asked:
        return []
    # Whoever asks is a person, so there is a row to hang the answers on.
    return list(User.objects.order_by().values_list(*map(Exists, asked))[:1].get())
