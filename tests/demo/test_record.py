"""The generated record: the same every time, read with no flag, and as messy as it says."""

import filecmp

import pytest
from tests.demo.conftest import CASES

from headwater.demo.service import make
from headwater.shared.errors import UsageError


def another(folder, **how):
    return make(out=folder, now=lambda _: None, **({"seed": 7, "cases": 1_000} | how))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_year(tmp_path):
    first, again, other = (another(tmp_path / name, seed=seed) for name, seed in (("a", 7), ("b", 7), ("c", 8)))
    for one, same, different in zip(first, again, other, strict=True):
        assert filecmp.cmp(one, same, shallow=False)
        assert not filecmp.cmp(one, different, shallow=False)


@pytest.mark.parametrize("how", [{"cases": 999}, {"seed": -1}])
def test_what_cannot_be_made_is_refused(how, tmp_path):
    with pytest.raises(UsageError, match="at least 1,000 cases"):
        another(tmp_path, **how)


def test_every_column_is_recognised_without_a_flag(made):
    roles = dict(made.read.mapping.roles())
    assert roles == {
        "case": "case_id", "step": "activity", "at": "finished_at", "start": "started_at", "who": "employee",
        "team": "team", "customer": "customer_id", "channel": "channel",
    }  # fmt: skip
    kinds = {a.name: a.kind for a in made.read.attributes}
    assert kinds == {
        "request": "text", "urgency": "text", "order_value": "number", "campaign": "text", "product": "text",
        "supplier": "text", "stock_out": "flag", "carrier": "text", "promise_kept": "flag", "rating": "number",
    }  # fmt: skip
    assert all(a.level == "case" for a in made.read.attributes if a.name != "carrier")


def test_the_mess_is_there_and_counted(made):
    counts = made.read.counts
    assert counts.cases == CASES
    assert 7.5 * CASES < counts.moments < 9.5 * CASES
    assert counts.rejected == 9
    for found in (counts.ties, counts.unsorted, counts.duplicates, counts.missing_starts, counts.negative_waits):
        assert found > 20
    assert counts.single_moment_cases > 15


def test_names_outside_ascii_survive_the_encoding(made):
    with pytest.raises(UnicodeDecodeError):
        made.file.read_text(encoding="utf-8")
    assert "Åsa Lindmark" in made.read.names("people")
    lines = made.file.read_text(encoding="cp1252").splitlines()
    assert lines[0].split(";")[:2] == ['"case_id"', '"activity"']
    assert any("Östermarks Läder" in line for line in lines[1:400])
