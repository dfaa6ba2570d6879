"""The answer to one decision: what it does elsewhere, how sure that is, why, and what would undo it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from headwater.foresight.calibrate.telling import doubts
from headwater.foresight.decisions.domain import Decision
from headwater.foresight.decisions.work import HandleTime
from headwater.foresight.domain import Part, Twin
from headwater.foresight.ripples import say, show
from headwater.foresight.ripples.aside import asides
from headwater.foresight.ripples.compute import EDGES, LEVEL
from headwater.foresight.ripples.draw import picture
from headwater.foresight.ripples.frame import Frame
from headwater.foresight.ripples.lab import Lab
from headwater.foresight.ripples.levers import BreakEven, arrivals_line, handle_time_line, needs
from headwater.foresight.ripples.path import path
from headwater.foresight.ripples.table import Ripple, Ripples
from headwater.foresight.ripples.telling import Told, matters, told
from headwater.foresight.ripples.values import ALL
from headwater.foresight.ripples.why import Path
from headwater.foresight.simulator.domain import Service
from headwater.shared.picture import Picture
from headwater.shared.words import joined

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

SCHEMA = "headwater-decision/1"


@dataclass(frozen=True, repr=False)
class Result:
    """`ripples` hold every measure; `warnings` say what lies outside the record; `path`, `break_even` and `needs` are
    simulated when they are first asked for, with the same random numbers."""

    name: str
    decisions: tuple[Decision, ...]
    twin: Twin
    decided: Service
    ripples: Ripples
    frame: Frame
    lab: Lab
    runs: int
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    cost_per_hour: tuple[float, float] | None = None
    level: float = LEVEL
    _paths: dict[tuple[str, str, str], Path] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What gets better, what worse, where, for whom, by how much."""
        parts = [say.headline(self.decisions, self.told), *asides(self.decisions, self.twin)]
        return joined(" ", parts)

    @cached_property
    def told(self) -> Told:
        """The rows that carry the answer."""
        return told(self.ripples)

    @property
    def doubts(self) -> list[str]:
        """Where the twin does not even do as the record does today."""
        return doubts(self.twin)

    def doubtful(self, ripple: Ripple) -> bool:
        """Whether a row is of such a queue, or of all of them together, so that it is not to be trusted."""
        astray = {found.where for found in self.twin.astray}
        return ripple.of == "queue" and (ripple.where in astray or (bool(astray) and ripple.where == ALL))

    @property
    def place(self) -> Ripple:
        """The wait that moves most: where the path and the break-even are looked for unless another is named."""
        return self.told.worst or self.told.best or self.told.mean

    @property
    def moves(self) -> bool:
        """Whether that wait surely moves by more than a trifle, so that asking why makes sense."""
        return self.place.sure and matters(self.place)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every number the answer rests on, with its tag: those of the twin, and those the decisions add."""
        return (*self.twin.parts, *(part for decision in self.decisions for part in decision.parts(self.twin)))

    @property
    def cost(self) -> tuple[float, float] | None:
        """What the change in paid time costs a week, where an hour's cost is known: from, to."""
        if self.cost_per_hour is None:
            return None
        row = self.ripples.find("staff hours")
        ends = [end * rate for end in row.interval for rate in self.cost_per_hour]
        return min(ends), max(ends)

    def path(self, measure: str = "waiting", where: str | None = None, when: str | None = None) -> Path:
        """Why a ripple happens; where no place is named, at the queue and on the day where waiting moves most."""
        place, key = self.place, (measure, where or "all", when or "week")
        if where is None and when is None and measure == "waiting":
            key = (place.measure, place.where, place.when)
        if key not in self._paths:
            row, batches = self.ripples.find(*key), self.runs // self.lab.plan.replications
            self._paths[key] = path(row, self.twin, self.decisions, self.decided, self.lab, self.frame, EDGES, batches)
        return self._paths[key]

    @cached_property
    def break_even(self) -> tuple[BreakEven, ...]:
        """What undoes the decision; empty where nothing that was tried does."""
        before = self.lab.tally(self.lab.baseline)
        lines = [handle_time_line(d, self.twin, before) for d in self.decisions if isinstance(d, HandleTime)]
        place = self.place
        if self.moves:
            lines.append(arrivals_line(place, self.twin, self.decided, self.lab, self.frame, EDGES))
        return tuple(line for line in lines if line is not None)

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """What keeping the promises needs."""
        return tuple(needs(self.decisions, self.decided, self.lab))

    def plot(self, standalone: bool = True) -> Picture:
        """The week before and after, hour by hour, at the queue where waiting moves most."""
        return picture(self.ripples, self.place, self.frame, title=self.sentence, standalone=standalone)

    def to_arrow(self) -> pa.Table:
        """All ripples as a table."""
        return self.ripples.to_arrow()

    def to_pandas(self) -> "pd.DataFrame":
        """The same as a pandas frame (needs pandas: `pip install headwater[pandas]`)."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> "pl.DataFrame":
        """The same as a Polars frame (needs polars: `pip install headwater[polars]`)."""
        import polars

        return polars.DataFrame(self.to_arrow())

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `headwater decide --json`; ripples without the single hours."""
        return show.to_dict(self)

    def __str__(self) -> str:
        return show.text(self)

    def __repr__(self) -> str:
        return show.text(self)

    def _repr_html_(self) -> str:
        return show.html(self)


def said(decisions: Sequence[Decision]) -> str:
    """The decisions as they are read back."""
    return say.decided(decisions)
