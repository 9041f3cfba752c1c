"""How the sign-in form differs from the library's: the words, and no repeating of labels inside the boxes."""

from allauth.account.forms import LoginForm as LibraryLoginForm
from django.utils.translation import gettext_lazy as _


class LoginForm(LibraryLoginForm):
    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = _("Sign-in name or e-mail")
        self.fields["password"].label = _("Password")
        self.fields["remember"].label = _("Stay signed in on this device")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs["autofocus"] = True
