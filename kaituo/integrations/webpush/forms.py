"""What a browser sends of itself when push messages are switched on."""

from binascii import Error
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .keys import decoded

POINT, SECRET = 65, 16
"""Bytes of the two keys: an uncompressed point of P-256, and the secret of RFC 8291."""


class DeviceForm(forms.Form):
    endpoint = forms.CharField(max_length=1000)
    public_key = forms.CharField(max_length=120)
    secret = forms.CharField(max_length=60)
    name = forms.CharField(max_length=120, required=False)

    def clean_endpoint(self) -> str:
        endpoint: str = self.cleaned_data["endpoint"]
        if not endpoint.startswith("https://") and not settings.WEBHOOKS_ALLOW_PRIVATE:
            raise ValidationError(_("This is no address of a push service."))
        return endpoint

    def clean_public_key(self) -> str:
        return self._of_length("public_key", POINT)

    def clean_secret(self) -> str:
        return self._of_length("secret", SECRET)

    def _of_length(self, name: str, length: int) -> str:
        text: Any = self.cleaned_data[name]
        try:
            is_right = len(decoded(text)) == length
        except (Error, ValueError):
            is_right = False
        if not is_right:
            raise ValidationError(_("This is no key of a browser."))
        return text
