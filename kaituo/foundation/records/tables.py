"""All tables of an empty database at once, as the models are now; a database that has tables is migrated step by step.

Hundreds of migrations in order take a minute, and none has anything to do where no row is. That both ways lead to the same tables is
proved by tests/failure/test_tables_of_a_new_database.py.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import migrations, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class BeyondModels(migrations.RunPython):
    """Makes what no model can say, such as a full-text table: in the migration that has it, and in a new database."""

    reduces_to_sql = False


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    return not connection.introspection.table_names()


def lay(connection: BaseDatabaseWrapper) -> None:
    """Whole or not at all: everything is made in one transaction, with the mark that no migration is left to apply."""
    loader = MigrationLoader(connection, replace_migrations=False)
    with connection.schema_editor(atomic=True) as editor:
        for model in _models(connection):
            editor.create_model(model)
        for operation in _beyond_models(loader):
            operation.code(apps, editor)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        recorder.migration_qs.bulk_create(recorder.Migration(app=app, name=name) for app, name in loader.disk_migrations)


def _models(connection: BaseDatabaseWrapper) -> Iterator[type[models.Model]]:
    for config in apps.get_app_configs():
        for model in router.get_migratable_models(config, connection.alias, include_auto_created=False):
            if model._meta.can_migrate(connection):
                yield model


def _beyond_models(loader: MigrationLoader) -> Iterator[BeyondModels]:
    for _key, migration in sorted(loader.disk_migrations.items()):
        yield from (operation for operation in migration.operations if isinstance(operation, BeyondModels))
