"""`headwater promises`, as a user runs it."""

import json

import pytest
from tests.cli.run import headwater
from typer.testing import CliRunner

from headwater.cli.app import app
from headwater.shared.errors import InputError, UsageError

AT = ("--at", "2026-03-12T10:30+01:00")


def test_json_of_a_text_from_standard_input(tmp_path):
    ran = headwater("promises", "-", *AT, "--json", "-", cwd=tmp_path, said="Thanks.\nI'll call you Tuesday.\n")
    (one,) = json.loads(ran.out)
    assert one == {
        "span": [8, 29],
        "text": "I'll call you Tuesday",
        "who": "I",
        "what": "I'll call you Tuesday",
        "to_whom": "customer",
        "due": {"earliest": "2026-03-17T09:00:00+01:00", "latest": "2026-03-17T17:00:00+01:00"},
        "vague": False,
        "rule": "weekday",
        "language": "en",
        "condition": "",
    }
    assert ran.status == 0


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command in this process, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, said="": CliRunner().invoke(app, ["promises", *arguments], input=said)


def test_a_file_hours_days_off_and_a_zone(run, tmp_path):
    (tmp_path / "letter.txt").write_text("Wir melden uns in zwei Werktagen.", encoding="utf-8")
    (tmp_path / "off").write_text("2026-03-13\n2026-03-17\n", encoding="utf-8")
    options = ("--zone", "Europe/Berlin", "--hours", "mon-thu 08:00-12:00, fri 08:00-10:00", "--holidays", "off")
    ran = run("letter.txt", *AT, *options, "--json", "found.json")
    assert (ran.exit_code, ran.output) == (0, "")
    (one,) = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert one["due"]["latest"] == "2026-03-18T12:00:00+01:00"


def test_the_promise_is_marked_and_explained(run):
    ran = run("Yes. We will do it asap!", *AT, "--default-days", "1")
    assert ran.output.splitlines()[1:3] == ["Yes. We will do it asap!", "     ^^^^^^^^^^^^^^^^^^"]
    assert "Fri 2026-03-13 17:00 (no date was said)" in ran.output
    assert "as soon as possible (en)" in ran.output


def test_nothing_is_promised(run):
    ran = run("May I call you Friday?", *AT)
    assert (ran.exit_code, ran.output) == (0, "No promise was found.\n")


def test_quotes_are_left_out_where_asked(run):
    said = "Done.\n\nOn Wed, 11 Mar 2026 at 09:14, Kim wrote:\nI will pay by Friday."
    assert len(json.loads(run("-", *AT, "--json", "-", said=said).output)) == 1
    assert json.loads(run("-", *AT, "--own", "--json", "-", said=said).output) == []


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (("x", "--at", "2026-03-12T10:30"), UsageError, "has no offset"),
        (("x", "--at", "soon"), UsageError, "is no time"),
        (("x", *AT, "--language", "fr"), UsageError, "it is en, de or auto"),
        (("x", *AT, "--hours", "always"), UsageError, "is not understood"),
        (("x", *AT, "--hours", "mon 17:00-09:00"), UsageError, "is not understood"),
        (("x", *AT, "--hours", "fri-mon 09:00-17:00"), UsageError, "is not understood"),
        (("x", *AT, "--holidays", "2026-02-30"), UsageError, "is no date"),
        (("x", *AT, "--zone", "Mars/Olympus"), UsageError, "is not known"),
        (("x", *AT, "--json", "away/x.json"), UsageError, "a folder that is not there"),
        (("bad", *AT), InputError, "is no text in UTF-8"),
        (("x", *AT, "--holidays", "bad2"), InputError, "is no date"),
    ],
)
def test_what_is_wrong_is_one_sentence(run, tmp_path, arguments, error, words):
    (tmp_path / "bad").write_bytes(b"\xff\xfe\xfd")
    (tmp_path / "bad2").write_text("Christmas", encoding="utf-8")
    ran = run(*arguments)
    assert type(ran.exception) is error
    assert words in str(ran.exception)
    assert "\n" not in str(ran.exception)


def test_wrong_usage_ends_with_two(tmp_path):
    ran = headwater("promises", "x", "--at", "soon", cwd=tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("headwater: --at soon is no time")
