"""The form that takes a file in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .choices import Mode

TABLES = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.jsonl,.ndjson,.json,.vcf"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"), widget=forms.FileInput({"accept": TABLES}), help_text=_("CSV, TSV or JSON lines up to 1 GB; Excel, ODS or vCard up to 20 MB")
    )


class CorrectionForm(forms.Form):
    """What is found out about a file and may be put right; `saved` and `save_as` name mappings."""

    encoding = forms.CharField(required=False, max_length=20)
    delimiter = forms.CharField(required=False, max_length=1, strip=False)
    quote = forms.CharField(required=False, max_length=1)
    sheet = forms.CharField(required=False, max_length=120, strip=False)
    mode = forms.ChoiceField(choices=Mode, required=False)
    key = forms.CharField(required=False, max_length=60)
    leaves_out = forms.BooleanField(required=False)
    makes_missing = forms.BooleanField(required=False)
    saved = forms.IntegerField(required=False)
    pool = forms.IntegerField(required=False)
    save_as = forms.CharField(required=False, max_length=80)

    def clean_mode(self) -> str:
        return self.cleaned_data["mode"] or Mode.UPSERT


class BoardForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput({"accept": ".json,.csv"}),
        help_text=_("A board of Trello as JSON, or a project of Asana as CSV, at most 20 MB"),
    )


class PackageForm(forms.Form):
    file = forms.FileField(
        label=_("Package"), widget=forms.FileInput({"accept": ".zip"}), help_text=_("A zip of tables with their map.json, at most 20 MB")
    )
