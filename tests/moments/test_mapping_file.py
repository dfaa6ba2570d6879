"""The mapping file says what a column is for causes; what it says is kept, shown, and refused where it cannot be."""

import pytest

from headwater.engine import Engine
from headwater.moments.service import append, columns, open_source, write_mapping
from headwater.shared.errors import UsageError


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    rows = [f"c{i // 3},step {i % 3},2024-01-0{i % 9 + 1} 08:00,{i % 2},x{i % 4}" for i in range(30)]
    path.write_text("\n".join(["case_id,activity,timestamp,urgent,supplier", *rows, ""]))
    return path


def mapping(folder, text):
    path = folder / "m.toml"
    path.write_text(text)
    return path


KINDS = '[kinds]\nmix = ["urgent"]\nlink = ["supplier"]\n'


def test_kinds_are_kept_shown_and_written_again(tmp_path, log):
    source = open_source(Engine(), log, mapping=mapping(tmp_path, KINDS))
    assert source.kinds == (("urgent", "mix"), ("supplier", "link"))
    write_mapping(tmp_path / "again.toml", source)
    assert open_source(Engine(), log, mapping=tmp_path / "again.toml").kinds == source.kinds
    shown = {line.column: line.reason for line in columns(log, mapping=tmp_path / "again.toml").lines}
    assert (shown["urgent"], shown["supplier"]) == ("case mix, set by you", "a link, set by you")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[kinds]\nmixture = ["urgent"]', "has mixture, which is not known; under .kinds. there are mix, link, sign"),
        ('[kinds]\nmix = ["urgent"]\nsign = ["urgent"]', "has urgent as mix and as sign; choose one"),
        ('[kinds]\nmix = ["urgnet"]', "There is no column urgnet .set as mix in the mapping file"),
    ],
)
def test_what_cannot_be_is_wrong_usage(tmp_path, log, text, says):
    with pytest.raises(UsageError, match=says):
        open_source(Engine(), log, mapping=mapping(tmp_path, text))


def test_an_import_says_that_kinds_are_not_part_of_the_record(tmp_path, log):
    told = append(log, tmp_path / "record", mapping=mapping(tmp_path, KINDS))
    assert "say it to diagnose" in str(told)
