"""A frame whose delays are matched: what a delay and the queue behind it come to is what the record shows."""

from dataclasses import replace

import numpy as np

from headwater.foresight.calibrate.effects import Effects, effects_of
from headwater.foresight.calibrate.fit import fit
from headwater.foresight.calibrate.frame import Frame, framed
from headwater.foresight.calibrate.kinds import Kinds
from headwater.foresight.calibrate.laws import by_code
from headwater.foresight.calibrate.visits import Bools, Floats, Visits
from headwater.foresight.simulator.domain import Plan, Service
from headwater.foresight.simulator.run import run

VISITS = 60_000
"""A run to match delays is about so many visits long …"""
WEEKS = 4
"""… and at least so many weeks."""
ROUNDS = 2


def calibrated(visits: Visits, kinds: Kinds, spoiled: Bools | None) -> tuple[Frame, Effects]:
    """The frame of a record and the effects that it supports."""
    frame = framed(visits, kinds, spoiled)
    effects = effects_of(frame)
    if not frame.delayed.any():
        return frame, effects
    plain = frame.delay
    factor = np.ones(frame.tokens.n)
    for _ in range(ROUNDS):
        queued = _queued(frame, fit(frame, effects, np.ones(visits.contacts)))
        factor = np.where(frame.delayed, _factor(frame, plain, queued), 1.0)
        frame = replace(frame, delay=plain * factor[frame.tokens.token])
    return frame, effects


def _queued(frame: Frame, service: Service) -> Floats:
    """The mean wait in the queue of each token, in a run of the service."""
    per_week = frame.visits.n / max(len(frame.period.days) / 7, 1)
    weeks = max(WEEKS, int(VISITS / max(per_week, 1)) + 1)
    begin = 168.0 * (frame.period.first // 7)
    tally = run(service, Plan(length=168.0 * min(weeks, 104), warm_up=168.0 * 2, replications=1, start=begin))
    visits = np.maximum(tally.visits.sum(axis=0), 1)
    result: Floats = tally.step_wait.sum(axis=0) / visits
    return result


def _factor(frame: Frame, plain: Floats, queued: Floats) -> Floats:
    """By how much the delays of each token are shorter, so that queue and delay come to the waits seen."""
    done = ~frame.visits.left & ~_opens(frame)
    factor = np.ones(frame.tokens.n)
    for token, mine in enumerate(by_code(frame.tokens.token, frame.tokens.n)):
        rows = mine[done[mine]]
        if frame.delayed[token] and len(rows) and plain[rows].mean() > 0:
            factor[token] = min(max((frame.wait[rows].mean() - queued[token]) / plain[rows].mean(), 0.0), 1.0)
    return factor


def _opens(frame: Frame) -> Bools:
    """The visits that open a contact, which nothing delays."""
    first = np.zeros(frame.visits.n, dtype=bool)
    first[frame.visits.first] = True
    return first
