"""The form of a subscription."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.records.facts import FACTS

from .choices import EVERYTHING
from .models import Subscription


def fact_choices() -> list[tuple[str, str]]:
    return [(EVERYTHING, _("Everything")), *((name, name) for name in sorted(FACTS))]


class SubscriptionForm(forms.ModelForm):
    facts = forms.MultipleChoiceField(label=pgettext_lazy("webhook", "Facts"), choices=fact_choices)
    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")

    class Meta:
        model = Subscription
        fields = ["name", "url", "facts", "owner"]


class RenewForm(forms.Form):
    """Asks nothing: the button says what will happen before it does."""

    notice = _("A new secret is made and shown this once. For 24 hours messages are signed with both, so that you can enter it over there in peace.")
