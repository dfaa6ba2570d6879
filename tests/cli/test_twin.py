"""`headwater twin` as a person types it."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.cli.run import headwater, inside
from tests.foresight.calibrate.lived import calls
from tests.web.english import left_in_english

from headwater.cli.twin import say_twin
from headwater.foresight.saved import load
from headwater.foresight.service import asked
from headwater.shared.said import speaking


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("twin")
    pq.write_table(calls(), folder / "calls.parquet")
    return folder


def test_it_says_how_far_it_may_be_trusted_and_writes_the_twin(place: Path) -> None:
    ran = headwater(
        "twin", "calls.parquet", "--start", "start", "--set", "patience.Desk=20 min", "--json", "t.json", cwd=place
    )
    assert (ran.status, ran.err) == (0, "")
    said = " ".join(ran.out.split())
    assert said.startswith("On held-out time the twin lies")
    assert "how long cases take" in said
    assert 'Next headwater decide "staff:Desk -1 on Mondays"' in said
    assert max(map(len, ran.out.splitlines())) <= 80
    found = load(place / "twin")
    assert found.service.stations[0].patience.mean == pytest.approx(1 / 3)
    assert [h.measure for h in found.held] == ["NGD", "AED", "CED", "RED", "CTD"]
    shown = json.loads((place / "t.json").read_text())
    assert shown["teams"] == ["Desk"]
    tags = [p["tag"] for p in shown["parts"]]
    assert set(tags) == {"measured", "defined", "assumed"}
    assert f"{tags.count('measured')} parts are measured, {tags.count('assumed')} assumed" in said


def test_what_is_wrong_is_one_sentence(place: Path) -> None:
    ran = inside("twin", "calls.parquet", "--set", "patience.Desk", cwd=place)
    assert (ran.status, ran.out) == (2, "")
    assert "--set takes NAME=VALUE" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_twin_that_was_kept_speaks_german(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = load(place / "twin")
    with speaking("de"):
        say_twin(found, Path("twin"))
        listed = str(asked(found))
    said = capsys.readouterr().out
    assert 'Weiter headwater decide "staff:Desk -1 montags" --language de' in " ".join(said.split())
    names = {part.name for part in found.parts} | {"Desk", "json", "headwater decide", "staff:Desk"}
    assert left_in_english(said, names) == left_in_english(listed, names) == []
