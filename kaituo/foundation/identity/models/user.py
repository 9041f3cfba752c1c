"""A person who can sign in."""

from datetime import date
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..access import Access
from ..choices import Theme
from ..grants import Rights, rights_of
from ..pinyin import sort_key
from ..reach import Reach
from ..zones import refuse_unknown_zone

SYSTEM = "system"


class UserManager(BaseUserManager):
    def create_user(self, username: str, name: str, password: str | None = None, **fields) -> "User":
        user = self.model(username=username, name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(username__iexact=username)

    def system(self) -> "User":
        """The user as whom jobs and reactions act; may see and do everything, can never sign in."""
        user, _created = self.get_or_create(username=SYSTEM, defaults={"name": "Kaituo", "is_system": True, "password": "!"})
        return user

    def people(self) -> models.QuerySet["User"]:
        return self.filter(is_system=False)


class User(AbstractBaseUser):
    username = models.CharField(_("Sign-in name"), max_length=150, unique=True)
    email = models.EmailField(_("E-mail"), blank=True)
    name = models.CharField(pgettext_lazy("person", "Name"), max_length=150)
    sort_key = models.CharField(max_length=200, blank=True, db_index=True, editable=False)
    phone = models.CharField(_("Phone"), max_length=32, blank=True)
    language = models.CharField(_("Language"), max_length=10, default="zh-hans", choices=[("zh-hans", "简体中文"), ("en", "English")])
    time_zone = models.CharField(_("Time zone"), max_length=64, blank=True, validators=[refuse_unknown_zone])
    theme = models.CharField(_("Appearance"), max_length=5, choices=Theme, default=Theme.AUTO)
    favourites = models.JSONField(default=list, db_default=[], editable=False)
    """Names of the addresses of menu entries that she keeps at hand, in her order."""
    is_active = models.BooleanField(_("May sign in"), default=True)
    is_system = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()
    access = Access()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("Person")
        verbose_name_plural = _("People")
        constraints = [models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="one_person_per_email")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **options) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **options)

    @property
    def is_person(self) -> bool:
        return not self.is_system

    @property
    def may_sign_in(self) -> bool:
        return self.is_person and self.is_active

    @property
    def is_locked_out(self) -> bool:
        return self.is_person and not self.is_active

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def rights(self) -> Rights:
        """Everything the person's roles grant today, read once per request."""
        return rights_of(self)

    def reach_on(self, day: date) -> Reach:
        """How far the person reaches on the day, read once per request like her rights."""
        if day not in self._reaches:
            self._reaches[day] = Reach(self, day)
        return self._reaches[day]

    @cached_property
    def _reaches(self) -> dict[date, Reach]:
        return {}
