"""Foresight: what can be done. Calibrate a twin, keep it, try decisions on it, put plans side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from headwater.foresight import domain
from headwater.foresight.decisions.domain import Decision, meant_all
from headwater.foresight.decisions.files import Changes, read_changes
from headwater.foresight.decisions.grammar import parse
from headwater.foresight.ripples.comparison import Comparison
from headwater.foresight.ripples.decide import PRECISION, Asked, answer, check_days, laboratory, prepared
from headwater.foresight.ripples.lab import BATCH, Tell, silent
from headwater.foresight.ripples.result import Result
from headwater.foresight.saved import load, save
from headwater.moments.domain import Record
from headwater.shared.errors import InputError, UsageError
from headwater.shared.said import say
from headwater.shared.words import joined

Given = Decision | str | Path | Changes
"""A decision, its text, or a file of changes."""


@dataclass(frozen=True, repr=False)
class Twin(domain.Twin):
    """A twin that can be asked; see `decide` and `compare` for what they take."""

    def check(self, **how: Any) -> "Twin":
        """The same twin with its distances from held-out time in `held`; see `calibrate.check.held_out`."""
        from headwater.foresight.calibrate.check import held_out  # noqa: PLC0415 -- slow import

        if self.record is None:
            raise UsageError(
                say("A twin read from a folder has no record to be checked on; calibrate it again to check it.")
            )
        return replace(self, held=held_out(self.record, kind=self.kind, zone=self.zone, **how))

    def __str__(self) -> str:
        from headwater.foresight.calibrate.telling import text  # noqa: PLC0415 -- slow import

        return text(self)

    __repr__ = __str__

    def decide(self, *decisions: Given, **how: Any) -> Result:
        """What the decisions do, together."""
        return decide(self, *decisions, **how)

    def compare(self, *plans: Given | Sequence[Given], **how: Any) -> Comparison:
        """Several plans side by side."""
        return compare(self, *plans, **how)


def twin(record: Record, **how: Any) -> Twin:
    """A twin calibrated on a record; `how` is what `headwater.foresight.calibrate.service.twin` takes."""
    from headwater.foresight.calibrate import service  # noqa: PLC0415 -- slow import

    return asked(service.twin(record, **how))


def save_twin(found: domain.Twin, folder: str | Path) -> Path:
    """Keep a twin in a folder."""
    return save(found, folder)


def load_twin(folder: str | Path) -> Twin:
    """The twin in a folder; InputError where there is none."""
    return asked(load(folder))


def asked(found: domain.Twin) -> Twin:
    """The same twin, as one that can be asked."""
    return Twin(**{f.name: getattr(found, f.name) for f in fields(found)})


def decide(
    of: domain.Twin,
    *decisions: Given,
    name: str = "",
    today: date | None = None,
    force: bool = False,
    seed: int = 1,
    jobs: int = 1,
    replications: int = BATCH,
    precision: float = PRECISION,
    cost_per_hour: tuple[float, float] | None = None,
    tell: Tell = silent,
) -> Result:
    """What the decisions do, together: ripples, with intervals at 90 %.

    `force` answers outside the record, with a warning that stays. `replications` are run at a time, until the change
    of the
    mean wait is known to `precision` of it. `cost_per_hour` (from, to) makes a cost of paid time. `today` is the day
    before
    which no decision can begin, the current one where it is not given.
    """
    plan = _plan(decisions, name, of)
    check_days([plan.start], _today(today))
    how = Asked(_today(today), force, seed, jobs, replications, precision, cost_per_hour, tell)
    return answer(plan.name, plan.decisions, of, how)


def compare(of: domain.Twin, *plans: Given | Sequence[Given], today: date | None = None, **how: Any) -> Comparison:
    """Each plan against the same today, on the same random numbers; `how` as for `decide`."""
    if len(plans) < 2:
        raise UsageError(say("A comparison needs two plans or more."))
    chosen = [_plan(_several(plan), "", of) for plan in plans]
    wanted = Asked(_today(today), **how)
    check_days([plan.start for plan in chosen], wanted.today)
    for plan in chosen:
        _check_plan(plan, of, wanted)
    lab = laboratory([plan.decisions for plan in chosen], of, wanted)
    return Comparison(tuple(answer(plan.name, plan.decisions, of, wanted, lab) for plan in chosen))


def _check_plan(plan: Changes, of: domain.Twin, wanted: Asked) -> None:
    """Refuses a plan by its name: of several it must be said which one cannot be answered."""
    try:
        prepared(plan.decisions, of, wanted)
    except (InputError, UsageError) as error:
        raise type(error)(say("{plan}: {why}", plan=plan.name, why=error.args[0])) from error


def _several(plan: Given | Sequence[Given]) -> Sequence[Given]:
    return [plan] if isinstance(plan, Decision | str | Path | Changes) else plan


def _plan(given: Sequence[Given], name: str, of: domain.Twin) -> Changes:
    """All that is given as one plan, in its order."""
    parts = [_one(part) for part in given]
    decisions = meant_all((decision for part in parts for decision in part.decisions), of)
    rest = iter(decisions)
    meant = [[next(rest) for _ in part.decisions] for part in parts]
    names = [part.name or joined("; ", [d.sentence for d in mine]) for part, mine in zip(parts, meant, strict=True)]
    starts = [part.start for part in parts if part.start is not None]
    named = name or joined("; ", list(dict.fromkeys(names)))
    return Changes(named, decisions, min(starts, default=None))


def _one(part: Given) -> Changes:
    """What is typed has its sentence for a name."""
    if isinstance(part, Path) or (isinstance(part, str) and part.endswith(".toml")):
        part = read_changes(Path(part))
    if isinstance(part, Changes):
        return part
    if not isinstance(part, Decision | str):
        raise UsageError(
            say(
                "{given} is no decision; give a value like hw.Staff(…), a text like staff:billing -2 on Saturday, or a "
                "TOML file.",
                given=repr(part),
            )
        )
    return Changes("", (parse(part) if isinstance(part, str) else part,))


def _today(given: date | None) -> date:
    return given or datetime.now().astimezone().date()
