"""Adjectives of accounts, and what is asked of their addresses."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Exists, Func, OuterRef, Q
from django.db.models.sql.compiler import SQLCompiler

from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import AccountClass


class AccountQuerySet(RecordQuerySet):
    def owned(self) -> "AccountQuerySet":
        return self.active().filter(owner__isnull=False)

    def key(self) -> "AccountQuerySet":
        """Held customers of the first class."""
        return self.owned().filter(account_class=AccountClass.A)

    def bare(self) -> "AccountQuerySet":
        """Held customers of whom no contact is known."""
        known = self.model._meta.get_field("contacts").related_model.objects.filter(account=OuterRef("pk"), archived_at=None)
        return self.owned().filter(~Exists(known))

    def unplaced(self) -> "AccountQuerySet":
        """Held customers without industry or without a place."""
        return self.owned().filter(Q(industry="") | Q(region="", division=""))

    def unowned(self) -> "AccountQuerySet":
        """Active customers for whom no rep is responsible."""
        return self.active().filter(owner__isnull=True)


class EmailDomain(Func):
    """What stands behind the @ of an address, in small letters. Written without parameters, so that both databases know it again as what their index holds."""

    template = "LOWER(SUBSTR(%(expressions)s, INSTR(%(expressions)s, '@') + 1))"
    output_field = CharField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template=self.template.replace("INSTR(", "STRPOS("), **extra)
