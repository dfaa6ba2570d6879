"""What a user can name (a command, an option, a figure, a reader, a word) stands in the documentation."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer.main
from tests.report.invented import invented_causes, invented_record

import headwater
from headwater.causes.expression import UNITS
from headwater.causes.spoiled import CHAIN_WORDS
from headwater.chain import counts
from headwater.chain.domain import RULES
from headwater.chain.service import chain
from headwater.cli.app import app
from headwater.moments import mapping_file
from headwater.moments.domain import ROLES
from headwater.moments.readers.files import READERS
from headwater.report.service import write_report

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
COMMANDS = typer.main.get_command(app).commands


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def links():
    return chain(invented_record())


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    out = tmp_path_factory.mktemp("documented") / "report"
    record = invented_record()
    write_report(invented_causes(), record, chain(record), out, made_at=datetime(2026, 1, 1, tzinfo=UTC), command="-")
    return [figure["key"] for figure in json.loads((out / "figures.json").read_text(encoding="utf-8"))]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_heading_and_each_option_an_entry(name):
    section = page("cli.md").partition(f"\n## headwater {name}\n")[2].partition("\n## ")[0]
    commands = getattr(COMMANDS[name], "commands", {"": COMMANDS[name]}).values()
    options = [o for c in commands for p in c.params for o in (*p.opts, *p.secondary_opts) if o.startswith("--")]
    assert options
    assert [o for o in options if not re.search(rf"{re.escape(o)}\b", section)] == []


def test_every_figure_of_a_report_is_defined(figures):
    told = page("numbers.md")
    keys = {re.sub(r"\.\d+", ".N", key) for key in figures}
    assert len(keys) > 40
    assert sorted(key for key in keys if f"`{key}`" not in told) == []


def test_no_figure_is_defined_that_no_report_shows(figures):
    keys = {re.sub(r"\.\d+", ".N", key) for key in figures}
    told = set(re.findall(r"`([a-z-]+(?:\.[A-Za-z0-9_-]+)+)`", page("numbers.md")))
    assert sorted(told - keys - OTHER) == []


OTHER = {"chain.to_arrow"}
"""not figures"""


def test_every_rule_and_count_stands_as_the_report_prints_it():
    told = flat(page("numbers.md"))
    assert [rule for rule in (*RULES.values(), *counts.RULES.values()) if flat(rule) not in told] == []


def test_every_table_of_the_chain_has_its_columns(links):
    told = page("numbers.md").partition(" as tables:\n")[2]
    for name, table in links.tables.items():
        row = re.search(rf"^\| `{name}` \|.*$", told, re.MULTILINE)
        assert row, name
        assert [c for c in table.column_names if not re.search(rf"\b{c}\b", row[0])] == [], name


@pytest.mark.parametrize("form", READERS)
def test_a_reader_has_a_heading(form):
    assert f"\n### {form}\n" in page("reading.md")


def test_every_role_and_mapping_key_is_told():
    told = page("reading.md")
    rows = [f"| `{role}` |" for role in ROLES] + [f"| `{key}` |" for key in mapping_file.SETTINGS]
    assert [row for row in rows if row not in told] == []


def test_every_word_of_a_definition_is_told():
    told = page("spoiled.md")
    assert [word for word, meaning in CHAIN_WORDS.items() if f"| `{word}` | {meaning} |" not in told] == []
    assert [unit for unit in UNITS if f"`{unit}`" not in told] == []


def test_every_function_of_the_library_is_told():
    told = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "README.md", *DOCS.rglob("*.md")))
    assert [name for name in headwater.__all__ if f"hw.{name}(" not in told] == []


def test_every_decision_is_listed():
    listed = page("decisions/index.md")
    assert [p.name for p in (DOCS / "decisions").glob("0*.md") if f"({p.name})" not in listed] == []


def test_the_changelog_names_this_version():
    assert f"\n## {headwater.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
