"""A data folder that an old server left (old/old.tar.gz, made by old/make.py) is served by today's; nothing is lost."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from deltalake import DeltaTable

OLD = Path(__file__).with_name("old") / "old.tar.gz"
OWN = ("django_", "auth_", "sqlite_", "desk_search", "cache")
"""tables that Django or the database keep for themselves; the search is asked instead"""
CHANGED = {
    "desk_outboxmoment": ("batch", "exported_at"),
    "desk_mention": ("seen_at",),
    "people_user": ("last_login",),
}
"""what the look after the upgrade writes: it signs in, opens cases and exports"""
GROWN = {"desk_exportbatch", "people_audit", "people_signinlink"}
"""where it, and the first owner's link, add rows"""


@dataclass(frozen=True)
class Upgraded:
    old: Path
    new: Path
    told: dict[str, Any]


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Upgraded:
    folder = tmp_path_factory.mktemp("upgrade")
    with tarfile.open(OLD) as archive:
        archive.extractall(folder / "old", filter="data")
    shutil.copytree(folder / "old", folder / "new")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWATER_")}
    environ = kept | {"HEADWATER_DATA": str(folder / "new"), "HEADWATER_DATABASE": ""}
    environ["DJANGO_SETTINGS_MODULE"] = "headwater.project.settings"
    script = Path(__file__).with_name("upgraded.py")
    said = subprocess.run([sys.executable, str(script)], env=environ, check=True, stdout=subprocess.PIPE, timeout=300)
    return Upgraded(folder / "old", folder / "new", json.loads(said.stdout))


def columns(folder: Path) -> dict[str, list[str]]:
    """Tables with their columns."""
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        ours = [name for name in names if not name.startswith(OWN)]
        return {name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")] for name in ours}


def rows(folder: Path, table: str, names: list[str]) -> list[tuple[Any, ...]]:
    asked = ", ".join(f'"{name}"' for name in names)
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as database:
        return sorted(database.execute(f"SELECT {asked} FROM {table}").fetchall(), key=repr)


def moments(folder: Path) -> list[dict[str, Any]]:
    table = DeltaTable(str(folder / "record" / "moments")).to_pyarrow_table()
    return sorted(table.to_pylist(), key=lambda row: row["_row"])


def test_every_row_of_every_table_is_there_as_it_was(upgraded: Upgraded):
    before = columns(upgraded.old)
    assert {"desk_case", "desk_message", "desk_holding", "desk_rawmail", "desk_outboxmoment"} <= set(before)
    for table, names in before.items():
        same = [name for name in names if name not in CHANGED.get(table, ())]
        was, now = (Counter(rows(folder, table, same)) for folder in (upgraded.old, upgraded.new))
        assert was - now == Counter(), table
        assert table in GROWN or was == now, table


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("desk_case", 17),
        ("desk_message", 40),
        ("desk_holding", 40),
        ("desk_rawmail", 3),
        ("desk_deadletter", 1),
        ("desk_attachment", 3),
        ("desk_outboxmoment", 80),
        ("people_audit", 1),
    ],
)
def test_the_old_folder_holds_what_could_be_lost(upgraded: Upgraded, table: str, least: int):
    assert len(rows(upgraded.old, table, ["id" if table != "desk_case" else "number"])) >= least


def test_the_record_keeps_its_moments_and_gets_those_that_waited(upgraded: Upgraded):
    before, after = moments(upgraded.old), moments(upgraded.new)
    waited = upgraded.told["exported"][0]
    assert len(before) > 50
    assert waited > 0
    assert upgraded.told["exported"] == [waited, 0]
    assert [{name: row[name] for name in before[0]} for row in after[: len(before)]] == before
    told = rows(upgraded.old, "desk_outboxmoment", ["id", "quiet"])
    assert [row["_row"] for row in after] == sorted(number for number, quiet in told if not quiet)


def test_attachments_are_there(upgraded: Upgraded):
    kept = [file.relative_to(upgraded.old) for file in (upgraded.old / "attachments").rglob("*") if file.is_file()]
    assert len(kept) == 3
    assert [(upgraded.new / file).read_bytes() for file in kept] == [
        (upgraded.old / file).read_bytes() for file in kept
    ]


def test_pages_answer_and_say_the_old_words(upgraded: Upgraded):
    assert {place: code for place, code in upgraded.told["pages"].items() if code != 200} == {}
    said = "".join(upgraded.told["said"])
    assert len(upgraded.told["said"]) >= 17
    assert [word for word in ("Where is parcel number3", "the jar broke", "They wait.") if word not in said] == []


def test_the_search_finds_old_cases(upgraded: Upgraded):
    subjects = rows(upgraded.old, "desk_case", ["number", "subject"])
    third = [number for number, subject in subjects if subject == "Parcel 3"]
    greeting = {case for case, text in rows(upgraded.old, "desk_message", ["case_id", "text"]) if "Grüße" in text}
    assert upgraded.told["found"] == [third, sorted(greeting)]
    assert greeting
