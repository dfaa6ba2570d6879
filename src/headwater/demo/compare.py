"""Found beside planted: which planted links the answer names, where in its list, and what it names besides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from headwater.causes.domain import Causes, Finding

_SAME = {"yes": "true", "no": "false", "1": "true", "0": "false"}


@dataclass(frozen=True)
class Line:
    """A planted link and the finding that names it, if any; `place` counts from 1, None under "cannot tell"."""

    link: str
    true_cases: int
    finding: Finding | None
    place: int | None
    beside: bool
    """named from beside it: the same break under another name"""


@dataclass(frozen=True)
class Comparison:
    """The planted links, and the findings that name none of them: those that only follow the damage, and others."""

    lines: tuple[Line, ...]
    followers: tuple[Finding, ...]
    others: tuple[Finding, ...]


def compare(answer: Causes, truth: Mapping[str, Any]) -> Comparison:
    """Lay the answer beside the truth."""
    causes = truth["causes"]
    named = [ref for cause in causes for ref in (cause["ref"], *cause["also"])]
    rest = [f for f in answer.findings if not names_any(f, named)]
    followers = tuple(f for f in rest if names_any(f, truth["must_not_name"]))
    return Comparison(
        tuple(_line(cause, answer) for cause in causes), followers, tuple(f for f in rest if f not in followers)
    )


def _line(cause: Mapping[str, Any], answer: Causes) -> Line:
    """The link's own name wins over a name from beside it, and a cause over "cannot tell"."""
    for pool in (answer.findings, answer.cannot_tell):
        for beside, refs in ((False, [cause["ref"]]), (True, cause["also"])):
            for place, found in enumerate(pool, 1):
                if names_any(found, refs):
                    at = place if pool is answer.findings else None
                    return Line(cause["link"], cause["spoiled_cases"], found, at, beside)
    return Line(cause["link"], cause["spoiled_cases"], None, None, False)


def names_any(finding: Finding, refs: Iterable[Mapping[str, str]]) -> bool:
    """Whether the finding names one of these links: every part that the reference gives agrees."""
    parts = {key: _plain(value) for key, value in finding.ref.to_dict().items()}
    return any(all(parts.get(key) == _plain(value) for key, value in ref.items()) for ref in refs)


def _plain(value: object) -> str:
    text = str(value).strip().lower()
    return _SAME.get(text, text)
