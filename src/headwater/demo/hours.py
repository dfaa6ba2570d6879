"""The year: opening hours, closed days, seasons, and when requests arrive. Times are local, in seconds since 1970."""

import numpy as np

from headwater.demo.luck import Bools, Floats, Ints, Luck
from headwater.demo.names import CHANNELS, SHOP, WEB

DAY = 86_400.0
FIRST = int(np.datetime64("2025-01-01").astype(np.int64))
DAYS = 365
SATURDAY = 5
FEWER_FROM = int(np.datetime64("2025-09-01").astype(np.int64))
"""From this day on two part-timers fewer work on Saturdays."""

CLOSED = np.array(
    [np.datetime64(d).astype(np.int64) for d in (
        "2025-01-01", "2025-01-06", "2025-04-18", "2025-04-21", "2025-05-01", "2025-05-29", "2025-06-06", "2025-06-20",
        "2025-12-24", "2025-12-25", "2025-12-26", "2026-01-01",
    )]
)  # fmt: skip

_SHUT = (0.0, 0.0)
OPEN: tuple[tuple[tuple[float, float], ...], ...] = (
    ((9.5, 18.5),) * 5 + ((9.5, 17.0), _SHUT),
    ((8.0, 17.0),) * 5 + ((10.0, 14.0), _SHUT),
    ((9.0, 18.0),) * 5 + ((9.0, 14.0), _SHUT),
    ((7.0, 16.0),) * 5 + (_SHUT, _SHUT),
    ((8.0, 16.0),) * 5 + (_SHUT, _SHUT),
    ((10.0, 17.0),) * 3 + (_SHUT, (10.0, 17.0), (10.0, 15.0), _SHUT),
    (_SHUT,) + ((9.0, 17.0),) * 4 + (_SHUT, _SHUT),
    ((9.0, 16.0),) * 5 + (_SHUT, _SHUT),
    ((9.0, 17.0),) * 5 + (_SHUT, _SHUT),
)
"""Opening and closing hour of each team, Monday to Sunday; the order is that of `names.TEAMS`."""

SEASON = (1.25, 0.75, 0.85, 1.05, 1.15, 0.9, 0.75, 0.85, 1.05, 1.2, 1.35, 1.5)
WEEK = (
    (0.75, 0.7, 0.8, 0.9, 1.15, 2.3, 0.0),
    (1.15, 1.1, 1.0, 1.0, 0.9, 0.9, 1.2),
    (1.3, 1.1, 1.0, 1.0, 1.0, 0.5, 0.0),
)
SHARES = (0.46, 0.36, 0.18)


def weekday(t: Floats) -> Ints:
    """Monday is 0; 1 January 1970 was a Thursday."""
    found: Ints = (np.floor(t / DAY).astype(np.int64) + 3) % 7
    return found


def month(t: Floats) -> Ints:
    """January is 0."""
    found: Ints = t.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64) % 12
    return found


def arrivals(luck: Luck) -> tuple[Floats, Ints]:
    """When each request comes, in order, and on which channel."""
    channel = luck.pick("channel", np.array(SHARES))
    t = np.empty(luck.cases)
    for which in range(len(CHANNELS)):
        mine = channel == which
        t[mine] = _times(luck, which)[mine]
    order = np.argsort(t, kind="stable")
    return t[order], channel[order]


def _times(luck: Luck, channel: int) -> Floats:
    weights = _day_weights(channel)
    edges = np.cumsum(weights) / weights.sum()
    day = FIRST + np.searchsorted(edges, luck.uniform("day"), side="right")
    table = np.array(OPEN[channel])[(day + 3) % 7]
    if channel == WEB:
        table = np.tile([6.0, 24.0], (luck.cases, 1))
    low, high = table[:, 0], table[:, 1] - 0.3
    u = luck.generator("hour").beta(2.2, 1.5 if channel == WEB else 2.0, luck.cases)
    found: Floats = day * DAY + np.floor(3600 * (low + u * (high - low)))
    return found


def _day_weights(channel: int) -> Floats:
    days = np.arange(FIRST, FIRST + DAYS)
    t: Floats = (days * DAY).astype(np.float64)
    weights = np.array(SEASON)[month(t)] * np.array(WEEK[channel])[weekday(t)]
    if channel == SHOP:
        weights *= np.where((weekday(t) == SATURDAY) & (month(t) >= 9), 1.15, 1.0)
    found: Floats = np.where(np.isin(days, CLOSED) & (channel != WEB), 0.0, weights)
    return found


def next_open(t: Floats, team: Ints, jitter: Floats) -> Floats:
    """The first time from `t` on at which the team works; what waited for the door is taken up within `jitter`."""
    table = np.array(OPEN)
    for _ in range(8):
        day, hour = np.floor(t / DAY), t % DAY / 3600
        low, high = table[team, weekday(t), 0], table[team, weekday(t), 1]
        shut: Bools = (high == 0) | (hour >= high) | np.isin(day, CLOSED)
        early = ~shut & (hour < low)
        if not (shut.any() or early.any()):
            break
        t = np.where(shut, (day + 1) * DAY, np.where(early, day * DAY + low * 3600 + jitter, t))
    return t
