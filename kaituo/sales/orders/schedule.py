"""At night quotes whose last day has passed expire, and reps hear of those that soon will."""

from datetime import timedelta

from django_tasks import task

from kaituo.foundation.identity.models import User
from kaituo.foundation.jobs.repeating import repeat
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import clock

from .actions import expire_outlived
from .models import Quote
from .notices import EXPIRING

DAYS_BEFORE = 3


@task()
def expire_quotes() -> int:
    return expire_outlived(on=clock.today(), by=User.objects.system())


@task()
def warn_of_expiring_quotes() -> int:
    """Once for each last day of a quote: whoever gives the customer more time is told anew when that comes near. Returns how many were told."""
    today = clock.today()
    rows = Quote.objects.expiring(today, today + timedelta(days=DAYS_BEFORE)).select_related("owner", "account")
    warned = set(Notice.objects.filter(kind=EXPIRING.name, record_id__in=rows.values("pk")).values_list("record_id", "params__day"))
    about = [(quote, quote.valid_until_on.isoformat()) for quote in rows if (quote.pk, quote.valid_until_on.isoformat()) not in warned]
    words = [(quote.owner, EXPIRING, quote, {"day": day, "account": str(quote.account)}) for quote, day in about if quote.owner]
    return len(tell_many(words, by=User.objects.system()))


repeat("daily 00:20", expire_quotes)
repeat("daily 06:30", warn_of_expiring_quotes)
