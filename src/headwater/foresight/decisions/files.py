"""Decisions in a TOML file: a name, and changes as texts or as tables."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from headwater.foresight.decisions import demand, rules, staffing, work
from headwater.foresight.decisions.domain import Decision
from headwater.foresight.decisions.grammar import parse
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


@dataclass(frozen=True)
class Changes:
    """What one file decides; `start` is the day from which it holds."""

    name: str
    decisions: tuple[Decision, ...]
    start: date | None = None


def read_changes(path: Path) -> Changes:
    """The changes of a TOML file: `change = ["staff:billing -2 on Saturday"]`, or tables `[[changes]]` with `do =
    "staff"`.

    What else stands in it (a decision sheet has more) is left to those who read it. InputError where it cannot be used.
    """
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(say("{path} is no TOML file: {error}.", path=path, error=error)) from error
    return changes(held, path)


def changes(held: Mapping[str, Any], path: Path) -> Changes:
    """The same from what was read; `path` names it in errors and where it has no name."""
    texts, tables = held.get("change", []), held.get("changes", [])
    texts = [texts] if isinstance(texts, str) else texts
    if not isinstance(texts, list) or not all(isinstance(t, str) for t in texts):
        raise InputError(
            say('{path}: change is a list of texts, like change = ["staff:billing -2 on Saturday"].', path=path)
        )
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise InputError(say('{path}: changes are tables, like [[changes]] with do = "staff".', path=path))
    found = [parse(text) for text in texts] + [_made(table, path) for table in tables]
    if not found:
        raise InputError(
            say(
                '{path} holds no change; write change = ["staff:billing -2 on Saturday"] or [[changes]] tables.',
                path=path,
            )
        )
    return Changes(str(held.get("name", path.stem)), tuple(found), _start(held.get("start"), path))


def _made(table: dict[str, Any], path: Path) -> Decision:
    do = table.get("do")
    kind = KINDS.get(str(do))
    if kind is None:
        raise InputError(
            say(
                "{path}: do = {do} is no kind of decision; choose one of {kinds}.",
                path=path,
                do=repr(do),
                kinds=", ".join(KINDS),
            )
        )
    known = {f.name for f in fields(kind)}
    strange = sorted(set(table) - known - {"do"})
    if strange:
        raise InputError(
            say(
                "{path}: a change with do = {do} has no {strange}; it has {known}.",
                path=path,
                do=repr(do),
                strange=strange[0],
                known=", ".join(sorted(known)),
            )
        )
    for f in fields(kind):
        if f.type is str and not isinstance(table.get(f.name, ""), str):
            wrong = say("{name} = {value} is no text; write it in quotes", name=f.name, value=repr(table[f.name]))
            raise InputError(say("{path}: {error}.", path=path, error=wrong))
    try:
        return kind(**{name: value for name, value in table.items() if name != "do"})
    except UsageError as error:
        raise InputError(say("{path}: {error}", path=path, error=error.said)) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(
            say(
                "{path}: a change with do = {do} is not whole or has a value of a wrong kind: {error}.",
                path=path,
                do=repr(do),
                error=error,
            )
        ) from error


def _start(value: Any, path: Path) -> date | None:
    if value is None or (isinstance(value, date)):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise InputError(
            say("{path}: start = {value} is no day; write it like start = 2027-01-04.", path=path, value=repr(value))
        ) from error
