"""The form of a letter: to whom, from where, what it says, what goes with it, and when."""

from email.utils import getaddresses
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.field.activities.choices import Kind as Way
from kaituo.field.activities.logging_form import Tap
from kaituo.field.activities.models import Phrase
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.files import checked

from .choices import Openness
from .models import Mailbox
from .occasions import Occasion, quoted
from .reading import Address
from .ways import boxes_of, house_sends

HOUSE = "house"
MOST_RECEIVERS, MOST_FILES = 50, 10
MOST_BYTES = 20 * 1024 * 1024
"""Of all files together: many mail servers take no more."""


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each looked at before any is kept."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(FilesField, self).clean(each, initial) for each in data or []]
        if len(files) > MOST_FILES:
            raise ValidationError(_("A letter has %(most)s files at most.") % {"most": MOST_FILES})
        if sum(file.size for file in files) > MOST_BYTES:
            raise ValidationError(_("All files together may have %(most)s MB at most.") % {"most": MOST_BYTES // 1024 // 1024})
        for file in files:
            self._look_at(file)
        return files

    def _look_at(self, file: UploadedFile) -> None:
        try:
            checked(file)
        except ValidationError as refusal:
            raise ValidationError(f"{file.name}: {' '.join(refusal.messages)}") from refusal
        file.seek(0)


class WriteForm(forms.Form):
    sender = forms.ChoiceField(label=pgettext_lazy("letter", "From"))
    people = forms.MultipleChoiceField(label=pgettext_lazy("letter", "To"), required=False, widget=forms.CheckboxSelectMultiple)
    to = forms.CharField(label=gettext_lazy("More addresses"), required=False, max_length=3000, help_text=gettext_lazy("Separated by commas"))
    cc = forms.CharField(label=gettext_lazy("Copy to"), required=False, max_length=3000)
    subject = forms.CharField(label=pgettext_lazy("letter", "Subject"), max_length=300)
    text = forms.CharField(label=gettext_lazy("Text"), max_length=100_000, widget=forms.Textarea({"rows": 12}), strip=False)
    enclosed = FilesField(label=gettext_lazy("Files"), required=False)
    shows = forms.ChoiceField(label=gettext_lazy("What others see"), choices=Openness.choices)
    send_at = forms.DateTimeField(
        label=gettext_lazy("Send later"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Empty: at once"),
    )

    def __init__(self, *args: Any, occasion: Occasion, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.occasion, self.by, self.boxes = occasion, by, boxes_of(by)
        self.known = {each.key: each for each in occasion.people}
        self.fields["sender"].choices = self._senders()
        self.fields["people"].choices = [(each.key, each.label) for each in occasion.people]
        self.tail = self._tail()
        self.fields["text" if occasion.subject else "subject"].widget.attrs["autofocus"] = True
        self.initial |= {
            "people": [each.key for each in occasion.people if each.is_first],
            "subject": occasion.subject,
            "text": self.tail,
            "shows": self.boxes[0].shows if self.boxes else Openness.SUBJECT,
        }

    def _senders(self) -> list[tuple[str, str]]:
        found = [(str(box.pk), f"{box.name} <{box.address}>") for box in self.boxes]
        house = _("The house's mail server; answers go to %(address)s") % {"address": self.by.email}
        return [*found, (HOUSE, house)] if house_sends() and self.by.email else found

    def _tail(self) -> str:
        """What stands below the words: the signature, and what is answered."""
        signature = self.boxes[0].signature.strip() if self.boxes else ""
        before = quoted(self.occasion.answers, self.by) if self.occasion.answers else ""
        below = "\n\n".join(filter(None, (signature, before)))
        return f"\n\n{below}" if below else ""

    def taps(self) -> list[Tap]:
        """Ready texts, each with what stands below."""
        phrases = visible(self.by, Phrase.objects.active().filter(Q(kind="") | Q(kind=Way.EMAIL)))
        return [Tap(phrase.name, {"text": phrase.text + self.tail}) for phrase in phrases]

    def clean_to(self) -> list[Address]:
        return _addresses(self.cleaned_data["to"])

    def clean_cc(self) -> list[Address]:
        return _addresses(self.cleaned_data["cc"])

    def clean_subject(self) -> str:
        return " ".join(self.cleaned_data["subject"].split())

    def clean_text(self) -> str:
        if not self.cleaned_data["text"].strip():
            raise ValidationError(_("Write something."))
        return self.cleaned_data["text"].replace("\r\n", "\n").rstrip()

    def clean_send_at(self) -> Any:
        moment = self.cleaned_data["send_at"]
        if moment is not None and moment <= timezone.now():
            raise ValidationError(_("This moment has passed. Leave it empty to send at once."))
        return moment

    def clean(self) -> dict:
        found = super().clean()
        chosen = [self.known[key] for key in found.get("people", ())]
        found["contact"] = next((each.contact for each in chosen if each.contact), None)
        found["to"] = to = list(dict.fromkeys([*(each.named for each in chosen), *found.get("to", ())]))
        if not to and "to" not in self.errors:
            self.add_error("people" if self.known else "to", ValidationError(_("Say to whom it goes.")))
        elif len(to) + len(found.get("cc", ())) > MOST_RECEIVERS:
            self.add_error("to", ValidationError(_("A letter goes to %(most)s addresses at most.") % {"most": MOST_RECEIVERS}))
        return found

    @property
    def box(self) -> Mailbox | None:
        """None: the house sends."""
        return next((box for box in self.boxes if str(box.pk) == self.cleaned_data["sender"]), None)

    def inputs(self) -> dict[str, Any]:
        """As the verb takes them."""
        names = ("to", "cc", "contact", "subject", "text", "shows", "send_at")
        return {**{name: self.cleaned_data[name] for name in names}, "files": self.cleaned_data["enclosed"], "box": self.box}


def _addresses(text: str) -> list[Address]:
    """Names and addresses as mail programs write them; Chinese commas and semicolons count too. Raises ValidationError naming the one that is none."""
    for sign in "，；;、\n":
        text = text.replace(sign, ",")
    found = []
    for each in filter(None, (part.strip() for part in text.split(","))):
        name, address = getaddresses([each])[0]
        try:
            validate_email(address)
        except ValidationError as refusal:
            raise ValidationError(_("“%(text)s” is no e-mail address.") % {"text": each}) from refusal
        found.append((name, address.lower()))
    return found
