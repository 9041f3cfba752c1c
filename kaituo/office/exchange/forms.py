"""The form that takes a file in."""

from django import forms
from django.utils.translation import gettext_lazy as _

TABLES = ".csv,.tsv,.txt,.xlsx,.xls,.ods"


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"), widget=forms.FileInput({"accept": TABLES}), help_text=_("CSV or Excel, at most 20 MB"))


class PackageForm(forms.Form):
    file = forms.FileField(
        label=_("Package"), widget=forms.FileInput({"accept": ".zip"}), help_text=_("A zip of tables with their map.json, at most 20 MB")
    )
