"""The index and what each database needs to look into it. Written by hand: a full-text table is nothing that Django's models can say."""

from django.db import migrations, models

from kaituo.foundation.records.tables import BeyondModels

SQLITE = [
    "CREATE VIRTUAL TABLE search_pairs USING fts5(pairs, guarded_pairs, content='search_document', content_rowid='id',"
    " detail='column', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN"
    " INSERT INTO search_pairs(rowid, pairs, guarded_pairs) VALUES (new.id, new.pairs, new.guarded_pairs); END",
    "CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN"
    " INSERT INTO search_pairs(search_pairs, rowid, pairs, guarded_pairs) VALUES ('delete', old.id, old.pairs, old.guarded_pairs); END",
    "CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN"
    " INSERT INTO search_pairs(search_pairs, rowid, pairs, guarded_pairs) VALUES ('delete', old.id, old.pairs, old.guarded_pairs);"
    " INSERT INTO search_pairs(rowid, pairs, guarded_pairs) VALUES (new.id, new.pairs, new.guarded_pairs); END",
]
PAIRS, ALL_PAIRS = "pairs", "pairs || ' ' || guarded_pairs"
COLUMN = (
    "ALTER TABLE search_document ADD COLUMN {name} tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array({text}, ' '), ''))) STORED"
)
POSTGRESQL = [
    COLUMN.format(name="found_by", text=PAIRS),
    COLUMN.format(name="found_by_all", text=ALL_PAIRS),
    "CREATE INDEX search_found_by ON search_document USING gin (found_by)",
    "CREATE INDEX search_found_by_all ON search_document USING gin (found_by_all)",
]


def make_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_pairs")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(max_length=80)),
                ("record_id", models.BigIntegerField()),
                ("words", models.TextField()),
                ("guarded_words", models.TextField(blank=True)),
                ("pairs", models.TextField()),
                ("guarded_pairs", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "Search entry",
                "verbose_name_plural": "Search entries",
                "constraints": [models.UniqueConstraint(fields=("model", "record_id"), name="one_search_entry_per_record")],
            },
        ),
        BeyondModels(make_index, drop_index),
    ]
