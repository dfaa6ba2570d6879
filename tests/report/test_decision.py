"""The page of a decision: the sentence first, every number opens, the hours stand behind it."""

import csv
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.foresight import world

import headwater as hw
from headwater.foresight.ripples.result import Result
from headwater.foresight.service import asked
from headwater.report.decision import write_decision
from headwater.report.ratio_bars import Ratios, tone

MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def result() -> Result:
    return world.cut()


@pytest.fixture(scope="module")
def folder(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_decision(result, tmp_path_factory.mktemp("page") / "decision", made_at=MADE, command="x & y").parent


def test_the_page_opens_with_the_sentence_then_the_picture_then_why(folder: Path) -> None:
    page = (folder / "index.html").read_text()
    places = [
        page.index(mark) for mark in ("<h1>Two people fewer", 'class="ripple"', '<h2 id="why">', '<h2 id="moves">')
    ]
    assert places == sorted(places)
    assert "x &amp; y" in page
    assert "style=" not in page.replace("<style", "")


def test_every_number_opens_to_its_definition_and_its_hours(folder: Path) -> None:
    page = (folder / "index.html").read_text()
    opened = set(re.findall(r'data-about="([^"]+)"', page))
    assert opened <= set(re.findall(r'id="about-([^"]+)"', page))
    rows = set(re.findall(r'data-rows="([^"]+)"', page))
    assert {p.stem for p in (folder / "rows").glob("*.csv")} >= rows
    with (folder / "rows" / "queue-waiting-h-billing.csv").open() as lines:
        held = {row["when"]: row for row in csv.DictReader(lines)}
    assert "Saturday 10:00" in held
    assert float(held["Saturday"]["decided"]) > 3 * float(held["Saturday"]["today"])


def test_a_change_is_drawn_on_the_side_it_lies_and_told_in_words(result: Result) -> None:
    worse, fewer = result.ripples.find("waiting", "billing", "Saturday"), result.ripples.find("staff hours")
    ratios = Ratios([worse, fewer])
    assert (tone(worse), tone(fewer)) == ("harmed", "plainly")
    assert ratios.axis[1] == ("as today", "50.00%")
    assert float(ratios.at(1).rstrip("%")) > 50


def test_names_from_a_record_are_escaped(tmp_path: Path) -> None:
    service = world.centre()
    pools = (service.pools[0].__class__("<b>bill", service.pools[0].servers, (0,)), service.pools[1])
    twin = asked(world.twin(type(service)(**{**{n: getattr(service, n) for n in service.__slots__}, "pools": pools})))
    result = twin.decide(hw.Staff("<b>bill", -2, when="sat"), today=date(2026, 11, 22))
    page = write_decision(result, tmp_path / "decision", made_at=MADE).read_text()
    assert "<b>" not in page
    assert "&lt;b&gt;bill" in page
