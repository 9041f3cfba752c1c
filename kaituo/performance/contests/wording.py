"""What a check noticed, as a sentence in the reader's language."""

from django.utils.translation import gettext_lazy

from .choices import Doubt
from .models import Finding

SENTENCES = {
    Doubt.SPLIT: gettext_lazy("%(count)s purchases of %(customer)s within %(days)s days: %(records)s. Was it one?"),
    Doubt.BACK_DATED: gettext_lazy("%(record)s counts on %(day)s, but that day was only written down on %(written)s."),
    Doubt.REVERSED: gettext_lazy("%(record)s counted from %(day)s and was taken back on %(undone)s: %(why)s"),
}


def said(finding: Finding) -> str:
    words = {key: ", ".join(value) if isinstance(value, list) else value for key, value in finding.words.items()}
    return str(SENTENCES[Doubt(finding.doubt)]) % words
