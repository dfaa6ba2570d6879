"""Scores one world's findings against its truth."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from bench.planted.match import named, same
from bench.planted.worlds import World

Finding = Mapping[str, object]


@dataclass(frozen=True)
class Score:
    """One row of the benchmark. None where a question does not apply to the world.

    `first`, `third`: a true cause is named first, among the first three. `false`: false causes named, of `named`.
    `alarm`: anything named where nothing is wrong. `covered`: share of true counts inside their 90 % interval
    (`covered_expected`: of the counts with the last bit of luck averaged out).
    `error`: |estimated − true| / true cases. `cannot_tell`: right where that is wanted. `sign_above`: a sign named as a
    cause above every true cause (or at all, where there is none). `mediator_above`: an alias named above its cause.
    """

    named: int
    false: int
    first: bool | None = None
    third: bool | None = None
    found: float | None = None
    alarm: bool | None = None
    covered: float | None = None
    covered_expected: float | None = None
    error: float | None = None
    cannot_tell: bool | None = None
    sign_above: bool | None = None
    mediator_above: bool | None = None

    def row(self) -> dict[str, object]:
        """The score as plain values."""
        return asdict(self)


def score(findings: Sequence[Finding], world: World) -> Score:
    """Score the ranked findings of one world; only verdict "cause" counts as naming."""
    causes = [f for f in findings if f.get("verdict", "cause") == "cause"]
    refs = [_ref(f) for f in causes]
    false = sum(_false(ref, world) for ref in refs)
    shown = {"named": len(refs), "false": false}
    if world.wanted == "none":
        return Score(**shown, alarm=false > 0, sign_above=_signs(refs, world))
    if world.wanted == "cannot tell":
        return Score(**shown, cannot_tell=_cannot_tell(findings, world), alarm=None)
    return _with_cause(causes, refs, shown, world)


def _ref(finding: Finding) -> Mapping[str, object]:
    ref = finding["ref"]
    assert isinstance(ref, Mapping)
    return ref


def _true(ref: Mapping[str, object], world: World) -> bool:
    return named(ref, [cause.ref for cause in world.truth])


def _false(ref: Mapping[str, object], world: World) -> bool:
    return not (_true(ref, world) or named(ref, [*world.aliases, *world.neutral]))


def _with_cause(causes: list[Finding], refs: list[Mapping[str, object]], shown: dict[str, int], world: World) -> Score:
    places = [place for place, ref in enumerate(refs) if _true(ref, world)]
    hits = [(cause, f) for cause in world.truth if (f := _hit(causes, cause.ref)) is not None]
    errors = [abs(_cases(f) - c.spoiled_cases) / max(c.spoiled_cases, 1.0) for c, f in hits]
    best = min(places, default=len(refs))
    return Score(
        **shown,
        first=best == 0 and bool(places),
        third=best < 3 and bool(places),
        found=len(hits) / len(world.truth),
        covered=_mean([_covers(f, cause.spoiled_cases) for cause, f in hits]),
        covered_expected=_mean([_covers(f, cause.expected) for cause, f in hits]),
        error=_mean(errors),
        sign_above=any(named(ref, world.symptoms) and not _true(ref, world) for ref in refs[:best]),
        mediator_above=any(named(ref, world.aliases) and not _true(ref, world) for ref in refs[:best]),
    )


def _hit(causes: list[Finding], ref: Mapping[str, str]) -> Finding | None:
    return next((f for f in causes if same(_ref(f), ref)), None)


def _signs(refs: list[Mapping[str, object]], world: World) -> bool | None:
    return any(named(ref, world.symptoms) for ref in refs) if world.symptoms else None


def _cannot_tell(findings: Sequence[Finding], world: World) -> bool:
    """No false cause is named, and of what looks guilty (or of anything, where nothing does) it says "cannot tell"."""
    open_ones = [_ref(f) for f in findings if f.get("verdict") == "cannot tell"]
    doubted = any(named(ref, world.decoys) for ref in open_ones) if world.decoys else bool(open_ones)
    alarm = any(_false(_ref(f), world) for f in findings if f.get("verdict", "cause") == "cause")
    return not alarm and (doubted or not world.decoys)


def _cases(finding: Finding) -> float:
    return float(finding["spoiled_cases"])  # type: ignore[arg-type]


def _covers(finding: Finding, truth: float) -> float:
    low, high = finding["interval"]  # type: ignore[misc]
    return float(float(low) <= truth <= float(high))


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
