"""A table of related rows hung on a lower context's page."""

from django.apps import apps
from django.db import models

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Panel, Related


class RelatedPanel(Panel):
    """Names the relation and the columns; the part `Related` does the rest."""

    template = Related.template
    relation = ""
    columns: tuple = ()
    size = 20

    def __init__(self) -> None:
        self.related = Related(self.relation, *self.columns, title=self.title, size=self.size)
        self.related.bind(apps.get_model(self.on))

    def context(self, row: models.Model, user: User) -> dict | None:
        return self.related.context(row, user)
