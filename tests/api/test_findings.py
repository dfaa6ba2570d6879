"""The last answer by the API: the numbers its files have, each with its definition and its rows."""

import csv
import json
from datetime import timedelta

import pytest
from tests.api.conftest import a_case
from tests.report.invented import invented_moments
from tests.world import NOW, World

from headwater.answers import service as answers
from headwater.desk import service as desk
from headwater.moments.service import append

pytestmark = pytest.mark.server
WINDOW = "since=2026-03-01T00:00:00Z&until=2026-04-01T00:00:00Z"


@pytest.fixture
def computed(data) -> answers.Answered:
    append(invented_moments(250), data / "record")
    answers.refresh(data=data, now=NOW)
    found = answers.current(data)
    assert found is not None
    return found


def test_before_the_first_answer(world: World, key, data):
    answer = key(world.anna)("get", "/findings")
    assert (answer.status_code, "no answer yet" in answer.json()["detail"]) == (404, True)


def test_the_answer_and_its_figures(world: World, key, computed: answers.Answered):
    call = key(world.anna)
    assert call("get", "/findings").json() == json.loads((computed.folder / "findings.json").read_text())
    told = call("get", "/figures").json()
    assert {f["key"]: f["text"] for f in told["figures"]} == {k: f.text for k, f in computed.figures.items()}
    one = call("get", "/figures/spoiled.share").json()
    assert (one["text"], bool(one["definition"])) == (computed.figures["spoiled.share"].text, True)
    assert call("get", "/figures/none").status_code == 404


def test_rows_come_in_pages_that_add_up(world: World, key, computed: answers.Answered):
    call = key(world.anna)
    path = max((computed.folder / "rows").glob("*.csv"), key=lambda p: p.stat().st_size)
    figure = next(k for k, f in computed.figures.items() if f.rows == path.stem)
    with path.open(newline="") as lines:
        head, *rows = list(csv.reader(lines))
    got, after = [], 0
    while after or not got:
        page = call("get", f"/figures/{figure}/rows?after={after}").json()
        assert (page["columns"], page["total"]) == (head, len(rows))
        got, after = got + page["rows"], page["after"]
    assert got == rows
    assert call("get", f"/figures/{figure}/rows?after=999999").json()["rows"] == []


def test_the_desks_figures_open_to_their_cases(world: World, key):
    call, case = key(world.alice), a_case(world)
    a_case(world, 1, team=world.warehouse)
    desk.told(case=case, text="Yes", by=world.alice, now=NOW + timedelta(minutes=30))
    told = {f["name"]: f for f in call("get", f"/desk/figures?{WINDOW}").json()["figures"]}
    assert (told["first_answer"]["value"], told["first_answer"]["n"]) == (1800.0, 1)
    assert told["first_answer"]["definition"]
    rows = call("get", f"/desk/figures/first_answer/rows?{WINDOW}").json()
    assert rows["rows"] == [[case.number, 1800.0, False]]
    assert call("get", f"/desk/figures/none/rows?{WINDOW}").status_code == 404
    nobody = call("get", "/desk/figures?since=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z").json()
    assert {f["value"] for f in nobody["figures"]} <= {None, 0}


def test_a_time_in_any_offset(world: World, key):
    answer = key(world.alice)("get", "/desk/figures?since=2026-03-01T20:00:00%2B22:52&until=2026-04-01T00:00:00Z")
    assert answer.json()["since"] == "2026-02-28T21:08:00Z"
    assert key(world.alice)("get", "/desk/figures?since=0.5").status_code == 422
    assert key(world.alice)("get", "/desk/figures?since=2026-03-01T20:00:00").status_code == 422
