"""The twin on time it has not seen: fitted on the first part of the record, it lives through the rest."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa

from headwater.foresight.calibrate.calibrated import calibrated
from headwater.foresight.calibrate.distances import MEASURES, Log, distances
from headwater.foresight.calibrate.fit import fit
from headwater.foresight.calibrate.frame import Frame, read
from headwater.foresight.calibrate.kinds import Kinds
from headwater.foresight.calibrate.period import period
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits, of_cases
from headwater.foresight.domain import Held
from headwater.foresight.simulator.domain import Plan, Service
from headwater.foresight.simulator.run import log
from headwater.moments.domain import Record
from headwater.shared.errors import InputError
from headwater.shared.said import say

FIRST = 0.8
LOGS = 10
LEAST = 20
MOST_HOURS = 200_000.0
UNITS = {"NGD": "share", "AED": "h", "CED": "h", "RED": "h", "CTD": "h"}


def held_out(
    record: Record, *, kind: str | None = None, zone: str = "UTC", logs: int = LOGS, seed: int = 1
) -> tuple[Held, ...]:
    """Each distance of simulated logs from the held-out cases, beside that of copies of training cases: means over
    `logs`.

    Cases that were over before the time at which 80 % had opened are for training; those opened later are held out.
    What is simulated or copied is cut where the record ends, as the held-out cases are.
    Raises InputError where either are too few.
    """
    visits, kinds = read(record, zone=zone, kind=kind)
    training, rest = split(visits)
    if min(training.sum(), rest.sum()) < LEAST:
        raise InputError(
            say(
                "Only {n} cases lie in the held-out time, too few to check a twin on; give a longer export.",
                n=int(min(training.sum(), rest.sum())),
            )
        )
    frame, effects = calibrated(of_cases(visits, training), _of(kinds, training), None)
    fitted = fit(frame, effects, np.ones(frame.visits.contacts))
    test = of_cases(visits, rest)
    real = as_log(test)
    until, begin = float(test.end.max()), float(test.opened.min())
    made = simulated(frame, fitted, begin, test.cases, logs, seed)
    twin = _mean([distances(real, cut(one, until)) for one in made])
    copied = _mean([distances(real, cut(one, until)) for one in copies(frame.visits, test, logs, seed)])
    return tuple(Held(name, twin[name], copied[name], UNITS[name]) for name in MEASURES)


def split(visits: Visits) -> tuple[Bools, Bools]:
    """The cases for training and those held out; cases that lie across the time between them are neither."""
    days = period(visits)
    opened = visits.opened[visits.fresh]
    inside = (opened >= days.first * 24) & (opened < (days.last + 1) * 24)
    at = float(np.quantile(opened[inside], FIRST))
    over = np.full(visits.cases, -np.inf)
    np.maximum.at(over, visits.of[visits.contact], visits.end)
    return inside & (over < at), inside & (opened >= at)


def as_log(visits: Visits) -> Log:
    """The visits of a record, as a log to measure."""
    rows = ~visits.left
    start = visits.start if visits.worked else visits.end
    return Log(visits.of[visits.contact[rows]], visits.step[rows], start[rows], visits.end[rows])


def simulated(frame: Frame, service: Service, begin: float, cases: int, logs: int, seed: int) -> Iterator[Log]:
    """Logs of so many cases, from the time on at which the first of them comes."""
    clock = service.kinds[0].arrivals.gaps.shape == "fixed"
    plan = Plan(
        length=MOST_HOURS,
        replications=logs,
        seed=seed,
        start=begin - clock * service.slot,
        log=True,
        most_customers=cases,
    )
    table = log(service, plan)
    code = {name: frame.tokens.step[i] for i, name in enumerate(frame.tokens.names)}
    for r in range(logs):
        yield _as_log(frame, table.filter(pa.compute.equal(table["replication"], r)), code)


def cut(log_: Log, until: float) -> Log:
    """What a record that ends at a time shows."""
    rows = log_.end <= until
    return Log(log_.case[rows], log_.step[rows], log_.start[rows], log_.end[rows])


def _as_log(frame: Frame, table: pa.Table, code: dict[str, int]) -> Log:
    names = np.array([code[name] for name in table["step"].to_pylist()], dtype=np.int64)
    start, end = (table[name].to_numpy() for name in ("start", "end"))
    case = table["case"].to_numpy()
    done = ~np.isnan(start)
    if frame.returns.how == "customer":
        case = _calls(case * 1000 + table["repeat"].to_numpy(), table["enabled"].to_numpy(), ~done)
    case = np.unique(case[done], return_inverse=True)[1].astype(np.int64)
    begun = start if frame.visits.worked else end
    return Log(case, names[done], begun[done], end[done])


def _calls(contact: Ints, joined: Floats, left: Bools) -> Ints:
    """In a record in which each call is a case, who gave up and calls again makes another."""
    order = np.lexsort((joined, contact))
    given_up = np.empty(len(contact), dtype=np.int64)
    given_up[order] = np.cumsum(left[order]) - left[order]
    found: Ints = np.unique(np.stack([contact, given_up]), axis=1, return_inverse=True)[1].astype(np.int64)
    return found.ravel()


def copies(training: Visits, test: Visits, logs: int, seed: int) -> Iterator[Log]:
    """The floor: each day of the held-out time has all the cases of a training day of its weekday, moved."""
    first, last = int(test.opened.min() // 24), int(test.opened.max() // 24)
    real, day = as_log(training), (training.opened[training.fresh] // 24).astype(np.int64)
    known = np.arange(day.min(), day.max() + 1)
    for i in range(logs):
        random = np.random.default_rng((seed, i))
        yield _copied(real, day, [(d, int(random.choice(known[known % 7 == d % 7]))) for d in range(first, last + 1)])


def _copied(real: Log, day: Ints, pairs: list[tuple[int, int]]) -> Log:
    parts, cases = [], 0
    of_case = day[real.case]
    for to, source in pairs:
        rows = np.flatnonzero(of_case == source)
        if not len(rows):
            continue
        case = np.unique(real.case[rows], return_inverse=True)[1]
        move = 24.0 * (to - source)
        parts.append((case + cases, real.step[rows], real.start[rows] + move, real.end[rows] + move))
        cases += int(case.max()) + 1
    return Log(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _of(kinds: Kinds, chosen: Bools) -> Kinds:
    return replace(kinds, code=kinds.code[chosen])


def _mean(found: list[dict[str, float]]) -> dict[str, float]:
    return {name: float(np.mean([f[name] for f in found])) for name in MEASURES}
