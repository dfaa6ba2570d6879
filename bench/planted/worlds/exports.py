"""How the organisation's system writes its log: names of columns, encodings, clock."""

import numpy as np
from bench.planted.worlds import trade as t
from bench.planted.worlds.plan import Clock, Columns, Export

FLAG_WORDS: tuple[tuple[object, object], ...] = (
    (True, False), (True, False), (1, 0), ("yes", "no"), ("Y", "N"), ("true", "false"), ("1", "0"),
)  # fmt: skip


def _one(rng: np.random.Generator, options: tuple[str, ...]) -> str:
    return options[int(rng.integers(len(options)))]


def columns(rng: np.random.Generator, trade: t.Trade) -> Columns:
    """Role columns; the start time, the team and the channel are there in some exports only."""
    draw = rng.random(3)
    return Columns(
        case=_one(rng, trade.case), step=_one(rng, t.STEP), at=_one(rng, t.AT), who=_one(rng, t.WHO),
        customer=_one(rng, t.CUSTOMER), start=_one(rng, t.START) if draw[0] < 0.45 else None,
        team=_one(rng, t.TEAM) if draw[1] < 0.9 else None, channel=_one(rng, t.CHANNEL) if draw[2] < 0.6 else None,
    )  # fmt: skip


def export(rng: np.random.Generator, names: Columns, noise: int) -> Export:
    """Encodings of one export."""
    yes, no = FLAG_WORDS[int(rng.integers(len(FLAG_WORDS)))]
    outcome = _one(rng, t.OUTCOMES)
    column, spoiled = definition(outcome, yes, no)
    return Export(
        columns=names, yes=yes, no=no, outcome=column, spoiled=spoiled, grain=int(rng.choice([1, 60])),
        order=str(rng.choice(["time", "case", "shuffled"], p=[0.7, 0.15, 0.15])), text_times=bool(rng.random() < 0.25),
        outcome_last=bool(rng.random() < 0.4), noise=noise,
    )  # fmt: skip


def definition(outcome: str, yes: object, no: object) -> tuple[str, str]:
    """The outcome's column and the expression that a user would write for it."""
    written = {k: f"'{v}'" if isinstance(v, str) else str(v).lower() for k, v in (("yes", yes), ("no", no))}
    numbers = {
        "rating": ("rating", "rating <= 2"),
        "csat": ("csat", "csat <= 4"),
        "nps": ("nps_score", "nps_score <= 6"),
    }
    if outcome in numbers:
        return numbers[outcome]
    if outcome == "outcome":
        return "outcome", "outcome == 'lost'"
    if outcome == "sla":
        return "made_sla", f"made_sla == {written['no']}"
    return outcome, outcome if yes is True else f"{outcome} == {written['yes']}"


def clock(rng: np.random.Generator, office: bool) -> Clock:
    """Busy weekdays and hours, a season; a quarter to a full year."""
    weekday = rng.uniform(0.5, 1.5, 7)
    hours = np.exp(-(((np.arange(24) - rng.uniform(10, 17)) / rng.uniform(3, 6)) ** 2)) + 0.02
    return Clock(
        days=int(rng.integers(65 if office else 90, 365)), weekday=tuple(float(x) for x in weekday),
        hour=tuple(float(x) for x in hours), season=float(rng.uniform(0, 0.5)), office=office,
        first=str(rng.choice(["2023-01-02", "2024-01-01", "2024-07-01", "2025-03-03"])),
    )  # fmt: skip
