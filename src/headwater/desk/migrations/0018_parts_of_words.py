"""The search finds words with and without umlauts, parts of words and of numbers, and the kind that was asked for.

It is written anew from the cases and their messages: about a second for a thousand cases. PostgreSQL's index gives all
cases that hold the words, in no order; a function says which of its words stand for the newest hundred thousands. The kinds of request are counted from the newest back."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from headwater.desk.acts.reindex import reindex_all

OPTIONS = "tokenize = \"unicode61 remove_diacritics 0\", detail = column, prefix = '1 3 5'"
INDEX = "CREATE INDEX desk_search_words ON desk_search USING gin (words)"
NEWEST = """CREATE OR REPLACE FUNCTION desk_search_newest(before bigint) RETURNS tsquery LANGUAGE sql STABLE AS $$
SELECT ('''~n' || about || ''' | ''~n' || about - 1 || '''')::tsquery FROM (
SELECT coalesce(before, (SELECT max(case_number) FROM desk_search), 0) / 100000 AS about) numbers $$"""


def _empty(schema_editor: Any, columns: str, *postgres: str) -> None:
    sqlite = ("DROP TABLE desk_search", f"CREATE VIRTUAL TABLE desk_search USING fts5({columns}, {OPTIONS})")
    emptied = ("TRUNCATE desk_search", "DROP INDEX desk_search_words", *postgres)
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else emptied:
        schema_editor.execute(statement)


def anew(_apps: Any, schema_editor: Any) -> None:
    _empty(schema_editor, "words, parts, place", NEWEST)
    reindex_all()
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(INDEX)


def drop(_apps: Any, schema_editor: Any) -> None:
    """The search as it was, empty: the code of before fills it with what happens from now on."""
    _empty(schema_editor, "words, place", "DROP FUNCTION desk_search_newest", INDEX)


class Migration(migrations.Migration):
    dependencies = [("desk", "0017_known_customers")]
    operations = [
        migrations.RemoveIndex(model_name="case", name="case_kinds"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                "number",
                "kind_asked",
                "kind_confirmed",
                "team",
                name="case_newest_kinds",
                condition=~Q(kind_confirmed="") & ~Q(kind_asked="") & ~Q(state="merged"),
            ),
        ),
        migrations.RunPython(anew, drop),
    ]
