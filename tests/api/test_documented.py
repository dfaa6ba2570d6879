"""docs/api.md has a heading for every route and says what the server says; docs/security.md names what is there."""

import re
from pathlib import Path

import pytest
from tests.api.test_permissions import api_scope

from headwater.api.domain import FIRST_WAIT, LONGEST_WAIT, TRIES, Scope, pause
from headwater.api.hooks.manage import STEPS
from headwater.api.v1 import api

pytestmark = pytest.mark.server
ROOT = Path(__file__).parents[2]
PATHS = api.get_openapi_schema(path_prefix="")["paths"]
ROUTES = [(f"{method.upper()} {path}", told) for path, methods in PATHS.items() for method, told in methods.items()]


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("route", "told"), ROUTES, ids=[route for route, _ in ROUTES])
def test_a_route_has_a_heading_and_its_use_and_parameters(route: str, told: dict):
    section = re.split(r"\n##", page("api.md").partition(f"\n### {route}\n")[2])[0]
    assert told["description"] in section
    if route not in ("GET /me", "GET /teams"):
        assert f"`{api_scope(route)}`" in section
    named = [p["name"] for p in told.get("parameters", []) if p["in"] != "path"]
    assert [name for name in named if f"`{name}`" not in section] == []


def test_no_route_is_told_that_is_not_there():
    headings = re.findall(r"^### ((?:GET|POST|PATCH|PUT|DELETE) .*)$", page("api.md"), re.MULTILINE)
    assert sorted(headings) == sorted(route for route, _ in ROUTES)


def test_every_use_and_step_is_told():
    told = page("api.md")
    assert [s for s in Scope if f"| `{s}` |" not in told] == []
    assert [s for s in STEPS if f"“{s}”" not in told] == []


def test_the_tries_are_told():
    assert [round(pause(n).total_seconds()) for n in range(1, TRIES)] == [10, 40, 160, 640, 2560, 10240, 21600]
    assert (FIRST_WAIT.total_seconds(), LONGEST_WAIT.total_seconds()) == (10, 21600)
    assert "10 s, 40 s, 3 min, 11 min, 43 min, 3 h and 6 h" in page("api.md")


def lines() -> list[list[str]]:
    """The rows of the table: number, what is asked, state, evidence."""
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \| (.*) \|$", page("security.md"), re.MULTILINE)
    return [[number, *rest.split(" | ")] for number, rest in rows]


def test_every_line_says_how_it_stands_and_shows_what_it_says():
    for number, asked, state, evidence in lines():
        assert asked, number
        assert state in ("met", "partly", "not met", "not applicable"), number
        assert evidence, number
        for path in re.findall(
            r"`((?:src|tests|docs|requirements|\.github)/[\w./-]*|SECURITY\.md|Makefile)`", evidence
        ):
            assert (ROOT / path).exists(), f"{number}: {path}"
        if state == "met":
            assert re.search(r"`[^`]+`", evidence), f"{number} is met by nothing that is named"


def test_every_requirement_has_a_line_once():
    numbers = [number for number, *_ in lines()]
    assert len(numbers) == len(set(numbers)) == 253
    stated = {
        state: sum(row[2] == state for row in lines()) for state in ("met", "partly", "not met", "not applicable")
    }
    told = page("security.md")
    assert [f"{n} {state}" for state, n in stated.items() if f"{n} {state}" not in told] == []
