"""The forms of briefings: which period, the words of a chapter, and to whom it goes."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import VIEW, people_who_may
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records import clock

from .models import Briefing, Chapter
from .models.chapter import LONGEST

OFFERED = ((PeriodKind.MONTH, 13), (PeriodKind.QUARTER, 6), (PeriodKind.YEAR, 3))


def offered(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The latest months, quarters and years, the running ones too; grouped for a list of choices."""
    names = {PeriodKind.MONTH: _("Months"), PeriodKind.QUARTER: _("Quarters"), PeriodKind.YEAR: _("Years")}
    groups = []
    for kind, count in OFFERED:
        labels, day = [], today
        for _number in range(count):
            period = Period.containing(day, kind)
            labels.append((period.label, period.label))
            day = period.start - timedelta(days=1)
        groups.append((names[kind], labels))
    return groups


class BriefingForm(forms.ModelForm):
    """A new one is of the last month that is over, unless another is chosen."""

    class Meta:
        model = Briefing
        fields = ["label", "team"]

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        today = clock.today()
        choices = offered(today)
        kept = self.instance.label
        if kept and kept not in dict(pair for _name, group in choices for pair in group):
            choices = [*choices, (kept, [(kept, kept)])]
        self.fields["label"] = forms.ChoiceField(label=_("Period"), choices=choices)
        if not kept:
            self.initial["label"] = Period.containing(today, PeriodKind.MONTH).previous().label


class RewriteForm(forms.Form):
    text = forms.CharField(
        label=_("Text"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 12}), help_text=_("Empty: the chapter is left out.")
    )

    def meet(self, chapter: Chapter | None, by: User) -> None:
        if chapter is not None:
            self.initial |= {"text": chapter.text}


class SendForm(forms.Form):
    readers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Readers"),
        help_text=_("They read it as it stands, also figures that their roles do not reach; with an e-mail address they get it as a PDF, too."),
    )
    note = forms.CharField(label=_("Words for the letter"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))

    def meet(self, briefing: Briefing | None, by: User) -> None:
        self.fields["readers"].queryset = people_who_may(Briefing, VIEW).exclude(pk=by.pk)

    def clean_readers(self) -> list[User]:
        return list(self.cleaned_data["readers"])
