# ruff: noqa: E501 -- a case stands on one line
"""`headwater mail parse` prints the message."""

import json

from tests.cli.run import headwater

LETTER = "From: Nora <nora@quist.example>\nSubject: Lamp\nDate: Mon, 3 Mar 2025 12:00:00 +0100\n\nWhere is it?\n\n-- \nNora\n"
FIELDS = {
    "from", "to", "cc", "subject", "date", "message_id", "in_reply_to", "references", "text", "stripped_text", "html",
    "attachments", "automatic", "bounce_of",
}  # fmt: skip


def test_the_message_as_json(tmp_path):
    (tmp_path / "letter.eml").write_text(LETTER, encoding="utf-8")
    said = json.loads(headwater("mail", "parse", "letter.eml", "--json", "-", cwd=tmp_path).out)
    assert said.keys() >= FIELDS
    assert (said["from"], said["stripped_text"]) == (
        [{"name": "Nora", "address": "nora@quist.example"}],
        "Where is it?",
    )
    assert (said["date"], said["message_id"], said["html"], said["automatic"]) == (
        "2025-03-03T12:00:00+01:00",
        None,
        None,
        False,
    )


def test_the_message_for_a_person(tmp_path):
    (tmp_path / "letter.eml").write_text(LETTER, encoding="utf-8")
    said = headwater("mail", "parse", "letter.eml", cwd=tmp_path).out
    assert "Nora nora@quist.example" in said
    assert "Sent by  a person" in said


def test_a_file_that_is_not_there(tmp_path):
    said = headwater("mail", "parse", "none.eml", cwd=tmp_path)
    assert (said.status, said.err) == (1, "headwater: Cannot use none.eml: No such file or directory.\n")
