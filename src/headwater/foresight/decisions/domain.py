"""What every decision is: a value with a sentence, a pure function from a twin to a service, and what it takes for
granted."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from headwater.foresight.decisions.names import same, step_name
from headwater.foresight.decisions.values import checked, is_length, key
from headwater.foresight.domain import Part, Twin
from headwater.foresight.simulator.domain import Service
from headwater.shared.errors import UsageError
from headwater.shared.said import amount, say


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One change. `starts` is the day from which it holds; fields are checked when the value is made, names when it
    meets a twin."""

    starts: date | None = None
    do: ClassVar[str] = ""

    def __post_init__(self) -> None:
        for f in fields(self):
            object.__setattr__(self, f.name, checked(f, getattr(self, f.name)))

    @property
    def sentence(self) -> str:
        """What is changed, in everyday words, with its units; no full stop."""
        raise NotImplementedError

    def meant(self, twin: Twin) -> Self:  # noqa: ARG002 -- most say what they mean
        """The same decision with the names of what it really changes in this twin, so that its sentence is true."""
        return self

    def apply(self, twin: Twin) -> Service:
        """The service with this change (UsageError where a name is unknown or the change cannot be)."""
        raise NotImplementedError

    def dates(self) -> tuple[date, ...]:
        """The days it names, which must not lie in the past."""
        return () if self.starts is None else (self.starts,)

    def parts(self, twin: Twin) -> tuple[Part, ...]:  # noqa: ARG002 -- most decisions take nothing for granted
        """Numbers that it adds to the twin, each with its tag."""
        return ()

    def outside(self, twin: Twin) -> tuple[str, ...]:  # noqa: ARG002 -- most can be told from the service alone
        """Why it lies outside the record, beyond what is seen from the changed service."""
        return ()

    def to_dict(self) -> dict[str, Any]:
        """The fields that are set, as in a TOML file."""
        held = {key(f): _plain(getattr(self, f.name), is_length(f)) for f in fields(self)}
        return {"do": self.do} | {name: value for name, value in held.items() if value not in (None, "", ())}


def meant_all(decisions: Iterable[Decision], twin: Twin) -> tuple[Decision, ...]:
    """Each decision as it is meant in this twin; what is said of heaps is what they are with all of them."""
    decisions = tuple(decisions)
    known = [name for step in twin.service.steps for name in (step.name, step_name(step.name))]
    heaps = [d for d in decisions if d.do == "batch" and any(same(name, d.to_dict()["step"]) for name in known)]
    then = replace(twin, service=apply_all(heaps, twin))
    return tuple(decision.meant(twin if decision in heaps else then) for decision in decisions)


def apply_all(decisions: Iterable[Decision], twin: Twin) -> Service:
    """The service with all the changes, in their order."""
    for decision in decisions:
        twin = replace(twin, service=decision.apply(twin))
    return twin.service


def check_share(value: float, what: str, *, most: float = 1.0, least: float = 0.0) -> None:
    """Raise UsageError where a share is none."""
    if not least <= value <= most:
        ends = {"least": _percent(least), "most": _percent(most), "value": _percent(value)}
        raise UsageError(say("{what} must lie between {least} % and {most} %, not {value} %.", what=what, **ends))


def _percent(share: float) -> str:
    return amount(f"{share * 100:g}")


def _plain(value: Any, length: bool) -> Any:
    """A length of time has its unit; a day is a text."""
    if isinstance(value, timedelta):
        value = value / timedelta(hours=1)
    if length and not isinstance(value, str):
        return f"{value:.10g} h"
    return value.isoformat() if isinstance(value, date) else value
