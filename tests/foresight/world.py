"""Hand-made twins that decisions are tried on: a call centre with part-timers on Saturday, and a shop that asks for
permission."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import headwater as hw
from headwater.foresight.domain import Alternative, Part, Seen, Twin
from headwater.foresight.ripples.result import Result
from headwater.foresight.service import asked
from headwater.foresight.simulator.domain import (
    END,
    Arrivals,
    Kind,
    Law,
    Move,
    Pool,
    Service,
    State,
    Station,
    Step,
)

MINUTE = 1 / 60
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def week(hours: dict[range, dict[range, float]]) -> tuple[float, ...]:
    """A number for each hour of the week: days -> hours of the day -> number; 0 elsewhere."""
    found = [0.0] * 168
    for days, spans in hours.items():
        for day in days:
            for span, number in spans.items():
                for hour in span:
                    found[24 * day + hour] = number
    return tuple(found)


def people(hours: dict[range, dict[range, float]]) -> tuple[int, ...]:
    """The same, of people."""
    return tuple(int(n) for n in week(hours))


OPEN = range(8, 18)
WORKDAYS, SATURDAY = range(5), range(5, 6)


def centre(*, feedback: bool = False) -> Service:
    """Billing (5 on workdays, 4 on Saturday of whom 2 are part-timers) and technical; calls of two kinds, on six
    days."""
    return Service(
        stations=(
            Station("billing", patience=Law("exponential", 25 * MINUTE)),
            Station("technical", patience=Law("exponential", 40 * MINUTE)),
        ),
        pools=(
            Pool("billing", people({WORKDAYS: {OPEN: 5}, SATURDAY: {OPEN: 4}}), (0,)),
            Pool("technical", people({range(6): {OPEN: 3}}), (1,)),
        ),
        steps=(
            Step("Answer the bill", 0, Law("lognormal", 6 * MINUTE, 0.8)),
            Step("Mend the line", 1, Law("lognormal", 12 * MINUTE, 1.0)),
        ),
        states=(State(0, (Move(0.9, END), Move(0.1, 1))), State(1, (Move(1.0, END),))),
        kinds=(
            Kind(
                "bills",
                Arrivals(week({WORKDAYS: {OPEN: 22.0}, SATURDAY: {OPEN: 24.0}})),
                ((1.0, 0),),
                retry=0.4,
                retry_after=Law("exponential", 0.5),
                repeat=0.08,
                repeat_after=Law("exponential", 6.0),
                repeat_per_wait=2.0 if feedback else 0.0,
                spoiled=0.1,
                spoiled_per_wait=2.0,
                within=tuple(n > 0 for n in week({range(6): {OPEN: 1}})),
            ),
            Kind("faults", Arrivals(week({range(6): {OPEN: 6.0}})), ((1.0, 1),), spoiled=0.2),
        ),
    )


def permission() -> Service:
    """A clerk asks a manager for permission in every case; the manager has little time."""
    return Service(
        stations=(Station("clerks"), Station("manager")),
        pools=(
            Pool("clerks", people({WORKDAYS: {OPEN: 3}}), (0,)),
            Pool("manager", people({WORKDAYS: {OPEN: 1}}), (1,)),
        ),
        steps=(
            Step("Take the request", 0, Law("lognormal", 5 * MINUTE, 0.5)),
            Step("Approve", 1, Law("lognormal", 6 * MINUTE, 0.8)),
            Step("Pay out", 0, Law("lognormal", 3 * MINUTE, 0.5)),
        ),
        states=(State(0, (Move(1.0, 1),)), State(1, (Move(1.0, 2),)), State(2, (Move(1.0, END),))),
        kinds=(Kind("refunds", Arrivals(week({WORKDAYS: {range(8, 17): 8.0}})), ((1.0, 0),)),),
    )


def twin(service: Service, **more: object) -> Twin:
    """A twin of it: what has been seen is what is, with some room; resamples with a little more or less of
    everything."""
    seen = Seen(
        arrivals={k.name: (0.0, 1.3 * max(_days(k.arrivals.rates))) for k in service.kinds},
        servers={p.name: (float(min(n for n in p.servers if n)), float(max(p.servers))) for p in service.pools},
        load={s.name: (0.0, 1.4) for s in service.stations},
        days=180,
    )
    part = Part("arrivals", "as invented", "assumed", "tests/foresight/world.py")
    held: dict[str, object] = {"service": service, "parts": (part,), "seen": seen, "start": MONDAY}
    held["resampled"] = tuple(busier(service, 1 + 0.02 * d) for d in (-1.0, 0.0, 1.0))
    return Twin(**(held | more))  # type: ignore[arg-type]


@cache
def cut() -> Result:
    """Two part-timers fewer on Saturday, decided once for all who look at it."""
    return asked(twin(centre(feedback=True))).decide(hw.Staff("billing", -2, when="sat"), today=TODAY)


def impatient(service: Service) -> Alternative:
    """A structure that fits as well: patience of the same mean that hardly varies."""
    stations = tuple(replace(s, patience=replace(s.patience, shape="gamma", cv=0.7)) for s in service.stations)
    return Alternative("patience varies less than exponentially", replace(service, stations=stations))


def busier(service: Service, factor: float) -> Service:
    """More of everything that comes."""
    kinds = tuple(replace(k, arrivals=replace(k.arrivals, factor=factor)) for k in service.kinds)
    return replace(service, kinds=kinds)


AMOUNTS = {"Approve": tuple((float(a), a <= 150 or a % 2 == 0) for a in range(5, 205, 1))}


def _days(rates: tuple[float, ...]) -> list[float]:
    return [sum(rates[d : d + 24]) for d in range(0, len(rates), 24)]
