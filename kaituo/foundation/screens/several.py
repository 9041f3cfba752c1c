"""Several records chosen at once, in a form of a verb."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .filters import is_id


class SeveralRecords(forms.ModelMultipleChoiceField):
    """What can be no key of a row is refused before any database is asked, which would not take it."""

    def clean(self, value: Any) -> Any:
        for each in value if isinstance(value, list | tuple) else ():
            if not is_id(str(getattr(each, "pk", each))):
                raise ValidationError(self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": each})
        return super().clean(value)
