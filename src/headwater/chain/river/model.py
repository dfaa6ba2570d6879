"""What the picture is made of. Sizes in CSS pixels at 100 %; y grows downwards, 0 is the line of visibility."""

from dataclasses import dataclass, field

from headwater.chain.domain import Stage

WIDTH = 1120.0
WIDEST = 1240.0
"""A long chain may take this much: the window of a small laptop without its scroll bar."""
MARGIN = 16.0
BOX = 100.0
LINE = 14.0
GAP = 14.0
LANE = 24.0
"""Free space on either side of the line of visibility."""


@dataclass(frozen=True)
class Step:
    """A step to draw. `harm` from 0 (none) to 1 (the worst of this chain)."""

    name: str
    cases: int
    stage: Stage
    place: float
    harm: float = 0.0


@dataclass(frozen=True)
class Flow:
    """An edge to draw."""

    source: str
    target: str
    count: int
    cases: int
    harm: float = 0.0


@dataclass(frozen=True)
class Mark:
    """A broken link: where its cause starts, where it shows, and what to say at either end."""

    starts_at: str
    shows_at: str
    starts: str = ""
    shows: str = ""


@dataclass(frozen=True)
class Folded:
    """What the picture leaves out."""

    below: float
    steps: tuple[str, ...] = ()
    edges: int = 0
    passages: int = 0
    all_passages: int = 0

    @property
    def share(self) -> float:
        """The share of all passages from step to step that is not drawn."""
        return self.passages / self.all_passages if self.all_passages else 0.0


@dataclass(frozen=True)
class Box:
    """A drawn step: its centre and size, its name in lines."""

    step: Step
    column: int
    x: float
    y: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Path:
    """A drawn edge: cubic Bézier through `points` (one start, then three per piece)."""

    flow: Flow
    points: tuple[tuple[float, float], ...]
    width: float
    kind: str  # forward, back (against the order of the work), self


@dataclass(frozen=True)
class River:
    """The laid-out picture. The frame runs from (0, top) to (width, bottom)."""

    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]
    marks: tuple[Mark, ...]
    folded: Folded
    width: float
    top: float
    bottom: float
    lanes: tuple[Stage, ...] = field(default=("frontstage", "backstage"))

    def box(self, name: str) -> Box | None:
        """The box of a step, unless it is folded away."""
        return next((box for box in self.boxes if box.step.name == name), None)
