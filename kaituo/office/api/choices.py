"""The closed lists of the interface."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reach(TextChoices):
    READ = "read", _("Read")
    WRITE = "write", _("Read and write")
