"""The forms that allocation's verbs and screens show."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.screens.several import SeveralRecords
from kaituo.sales.customers import follow_ups
from kaituo.sales.customers.choices import AccountClass, Industry
from kaituo.sales.pipeline.choices import Source

from .choices import VISIBLE, Mode, Subject
from .models import AssignmentRule, Ownership, Pool
from .pools import people_of

LONGEST_REASON = 200


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").replace("、", "\n").replace(",", "\n").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)


def several(label: str, options: list, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=options, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text)


class PoolForm(forms.ModelForm):
    regions = LinesField(label=_("Provinces"), required=False, help_text=_("One a line; empty: all"))
    industries = several(_("Industries"), Industry.choices, _("None chosen: all"))
    account_classes = several(_("Classes"), AccountClass.choices, _("None chosen: all"))
    visible_fields = several(_("Shown beside name, class, industry and place"), list(VISIBLE.items()))

    class Meta:
        model = Pool
        fields = (
            "name",
            "is_on",
            "priority",
            "regions",
            "industries",
            "account_classes",
            "visible_fields",
            "phone_mask",
            "daily_cap",
            "cooling_days",
            "protection_days",
            "extends_when",
            "extension_days",
            "longest_protection",
            "warning_days",
            "spares_won",
            "spares_open_deal",
            "follow_ups",
            "recycles_to",
            "appeal_days",
        )

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        kinds = [(kind.name, kind.label) for kind in follow_ups.KINDS.values()]
        self.fields["follow_ups"] = several(_("What counts as a follow-up"), kinds, _("None chosen: everything listed"))
        self.fields["regions"].widget.attrs["rows"] = 3


class RuleForm(forms.ModelForm):
    regions = LinesField(label=_("Provinces"), required=False, help_text=_("One a line; empty: all"))
    industries = several(_("Industries"), Industry.choices, _("None chosen: all"))
    account_classes = several(_("Classes"), AccountClass.choices, _("None chosen: all; leads have none"))
    sources = several(_("Sources"), Source.choices, _("None chosen: all; customers have none"))
    languages = several(_("Languages"), list(settings.LANGUAGES), _("None chosen: all; customers have none"))
    products = LinesField(label=_("Products"), required=False, help_text=_("Their numbers, one a line; empty: all"))

    class Meta:
        model = AssignmentRule
        fields = (
            "name",
            "subject",
            "position",
            "is_on",
            "regions",
            "products",
            "industries",
            "sources",
            "account_classes",
            "languages",
            "mode",
            "cap_period",
            "minds_shifts",
        )

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        for name in ("regions", "products"):
            self.fields[name].widget.attrs["rows"] = 3


class TryForm(forms.Form):
    """What a lead or customer would be like."""

    subject = forms.ChoiceField(label=_("Gives out"), choices=Subject.choices)
    region = forms.CharField(label=_("Province"), required=False, max_length=60)
    industry = forms.ChoiceField(label=_("Industry"), choices=[("", "---------"), *Industry.choices], required=False)
    account_class = forms.ChoiceField(label=_("Class"), choices=[("", "---------"), *AccountClass.choices], required=False)
    source = forms.ChoiceField(label=_("Source"), choices=[("", "---------"), *Source.choices], required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("", "---------"), *settings.LANGUAGES], required=False)
    product = forms.CharField(label=_("Number of the product"), required=False, max_length=60)


class AssignForm(forms.Form):
    to = forms.ModelChoiceField(User.objects.none(), label=_("New responsible rep"))

    def meet(self, ownership: Ownership | None, by: User) -> None:
        self.fields["to"].queryset = members_of([ownership.pool] if ownership and ownership.pool else [])


class AssignManyForm(forms.Form):
    mode = forms.ChoiceField(label=_("How"), choices=Mode.choices, initial=Mode.IN_TURN)
    people = SeveralRecords(User.objects.none(), label=_("Among"), widget=forms.CheckboxSelectMultiple)

    def meet_many(self, rows: list[Ownership]) -> None:
        self.fields["people"].queryset = members_of(list({row.pool_id: row.pool for row in rows if row.pool}.values()))

    def clean(self) -> dict:
        found = super().clean()
        if found.get("mode") == Mode.BY_HAND and len(found.get("people", ())) != 1:
            raise ValidationError({"people": gettext("Choose exactly one person.")})
        return found


def members_of(pools: list[Pool]) -> Any:
    """The people who are members of all these pools today and may sign in."""
    day = clock.today()
    shared = set.intersection(*({*people_of(pool, day)} for pool in pools)) if pools else set()
    return User.objects.people().filter(is_active=True, pk__in=shared).order_by("sort_key")


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON)


class MoveForm(forms.Form):
    pool = forms.ModelChoiceField(Pool.objects.by_priority(), label=_("Public pool"))


class AppealForm(forms.Form):
    reason = forms.CharField(label=_("Why it should be returned"), max_length=1000, widget=forms.Textarea({"rows": 4}))


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=1000, widget=forms.Textarea({"rows": 4}))
