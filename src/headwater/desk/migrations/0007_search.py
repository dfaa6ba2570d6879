"""The search tables: FTS5 on SQLite, a tsvector with GIN on PostgreSQL. Their words are folded before they come."""

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE desk_search USING fts5(words, place, "
    'tokenize = "unicode61 remove_diacritics 0", detail = column)',
)
POSTGRES = (
    "CREATE TABLE desk_search (case_number bigint PRIMARY KEY, words tsvector NOT NULL)",
    "ALTER TABLE desk_search ALTER COLUMN words SET STATISTICS 1000",
    "CREATE INDEX desk_search_words ON desk_search USING gin (words)",
)


def make(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def drop(_apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE desk_search")


class Migration(migrations.Migration):
    dependencies = [("desk", "0006_indexes")]

    operations = [migrations.RunPython(make, drop)]
