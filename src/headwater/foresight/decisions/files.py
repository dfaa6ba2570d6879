"""Decisions in a TOML file: a name, and changes as texts or as tables."""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from headwater.foresight.decisions import demand, rules, staffing, work
from headwater.foresight.decisions.domain import Decision
from headwater.foresight.decisions.grammar import parse
from headwater.foresight.decisions.values import day, example, is_length, key, needed, written
from headwater.shared.errors import InputError, UsageError
from headwater.shared.said import say

KINDS: dict[str, type[Decision]] = {
    kind.do: kind
    for kind in (
        staffing.Staff, staffing.Hours, staffing.Skill,
        demand.Arrivals, demand.Campaign, demand.SelfService, demand.Fix,
        work.HandleTime, work.Batch, work.RemoveStep, work.AddStep, work.MergeSteps, work.MoveStep,
        rules.Priority, rules.Route, rules.Permission, rules.Callback, rules.Promise,
    )
}  # fmt: skip
TEXTS = ("name", "aim", "criterion", "department", "owner", "size", "zone", "spoiled")
TABLES = ("links", "asked", "predictions", "watch", "stop", "promises", "can")
KNOWN = frozenset({*TEXTS, *TABLES, "change", "changes", "start", "notes"})
"""what a file may hold: changes, and what else stands on a decision sheet"""
_DAY = re.compile(r"(?<![\w\"'-])\d{4}-\d{1,2}-\d{1,2}")


@dataclass(frozen=True)
class Changes:
    """What one file decides; `start` is the day from which it holds."""

    name: str
    decisions: tuple[Decision, ...]
    start: date | None = None


def read_changes(path: Path) -> Changes:
    """The changes of a TOML file: `change = ["staff:billing -2 on Saturday"]`, or tables `[[changes]]` with `do =
    "staff"`.

    What else stands on a decision sheet is left to those who read that. InputError where it cannot be used.
    """
    held = read_toml(path)
    try:
        check_keys(held, KNOWN)
    except UsageError as error:
        raise InputError(say("{path}: {error}", path=path, error=error.said)) from error
    return changes(held, path)


def check_keys(held: Collection[str], known: Collection[str]) -> None:
    """UsageError for a key that nobody reads, with the one that is meant, else with those there are."""
    for strange in sorted(set(held) - set(known)):
        near = get_close_matches(strange.lower(), sorted(known), n=1)
        if near:
            raise UsageError(say("{strange} is not known here; did you mean {near}?", strange=strange, near=near[0]))
        raise UsageError(
            say("{strange} is not known here; {known} are.", strange=strange, known=", ".join(sorted(known)))
        )


def read_toml(path: Path) -> dict[str, Any]:
    """What a TOML file holds; InputError with the place where it is none."""
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(_no_toml(path, text, str(error))) from error
    except (ValueError, RecursionError) as error:
        raise InputError(say("{path} is no TOML file; write it as plain text (UTF-8).", path=path)) from error


def _no_toml(path: Path, text: str, error: str) -> str:
    """Where it cannot be read: at a day that does not exist, else somewhere in a line."""
    place = re.search(r"line (\d+), column (\d+)", error)
    at = say("line {n}, column {m}", n=place[1], m=place[2]) if place else say("the end of the file")
    line = text.splitlines()[int(place[1]) - 1 : int(place[1])] if place else []
    wrong = [found for found in _DAY.findall("".join(line)) if day(found) is None]
    if wrong:
        no_day = say("{text} is no day of the calendar; write year, month and day like 2027-03-01.", text=wrong[0])
        return say("{path}: {error}", path=say("{path}, {at}", path=path, at=at), error=no_day)
    return say("{path} is no TOML file: look at {at}; texts stand in quotes.", path=path, at=at)


def changes(held: Mapping[str, Any], path: Path) -> Changes:
    """The same from what was read; `path` names it in errors and where it has no name."""
    texts, tables = held.get("change", []), held.get("changes", [])
    texts = [texts] if isinstance(texts, str) else texts
    if not isinstance(texts, list | tuple) or not all(isinstance(t, str) for t in texts):
        raise InputError(
            say('{path}: change is a list of texts, like change = ["staff:billing -2 on Saturday"].', path=path)
        )
    if not isinstance(tables, list | tuple) or not all(isinstance(t, dict) for t in tables):
        raise InputError(say('{path}: changes are tables, like [[changes]] with do = "staff".', path=path))
    found = [*_each(parse, texts, path, "change"), *_each(_made, tables, path, "[[changes]]")]
    if not found:
        raise InputError(
            say(
                '{path} holds no change; write change = ["staff:billing -2 on Saturday"] or [[changes]] tables.',
                path=path,
            )
        )
    return Changes(_name(held, path), tuple(found), _start(held.get("start"), path))


def _each(made: Callable[[Any], Decision], given: Sequence[Any], path: Path, place: str) -> Iterator[Decision]:
    """The decisions, each error with the file and the number of the change."""
    for n, one in enumerate(given, 1):
        try:
            decision = made(one)
            decision.sentence  # noqa: B018 -- what typing alone lets pass, the sentence does not
        except UsageError as error:
            raise InputError(say("{path}: {error}", path=f"{path}, {place} {n}", error=error.said)) from error
        yield decision


def _made(table: dict[str, Any]) -> Decision:
    kind = KINDS.get(str(table.get("do")))
    if kind is None:
        raise UsageError(_no_kind(table))
    held = {key(f): f for f in fields(kind)}
    named = {"do": written(kind.do), "known": ", ".join(sorted(held))}
    if strange := sorted(set(table) - set(held) - {"do"}):
        raise UsageError(say("A change with do = {do} has no {strange}; it has {known}.", strange=strange[0], **named))
    for name, f in held.items():
        if name not in table and needed(f):
            raise UsageError(
                say(
                    "A change with do = {do} needs {name}; add a line like {name} = {example}.",
                    name=name,
                    example=example(f),
                    **named,
                )
            )
        if is_length(f) and isinstance(table.get(name), int | float):
            raise UsageError(
                say(
                    '{name} = {value} has no unit; write it like {name} = "4 h".', name=name, value=written(table[name])
                )
            )
    return kind(**{held[name].name: value for name, value in table.items() if name != "do"})


def _no_kind(table: dict[str, Any]) -> str:
    kinds = ", ".join(KINDS)
    if "do" not in table:
        return say("This change has no do; add a line like do = {example}, of {kinds}.", example='"staff"', kinds=kinds)
    return say("do = {do} is no kind of decision; choose one of {kinds}.", do=written(table["do"]), kinds=kinds)


def _name(held: Mapping[str, Any], path: Path) -> str:
    name = held.get("name", "")
    if not isinstance(name, str):
        raise InputError(
            say('{path}: name = {value} is no text; write it like name = "…".', path=path, value=written(name))
        )
    return name.strip() or path.stem


def _start(value: Any, path: Path) -> date | None:
    found = None if value is None else day(value)
    if found is None and value is not None:
        raise InputError(
            say("{path}: start = {value} is no day; write it like start = 2027-01-04.", path=path, value=written(value))
        )
    return found
