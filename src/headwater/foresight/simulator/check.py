"""Whether a service can be simulated at all: one sentence says what is wrong with it."""

from headwater.foresight.simulator.domain import Plan, Service
from headwater.shared.errors import UsageError
from headwater.shared.said import amount, phrase, say

MOST, MOST_NAMED = 10**9, 2**15 - 1
SERVERS, ROOM, BATCH = phrase("servers"), phrase("places to wait"), phrase("cases to a heap")
KINDS, STATES, STEPS, STATIONS = phrase("kinds of case"), phrase("states"), phrase("steps"), phrase("stations")


def check(service: Service, plan: Plan) -> None:
    """UsageError for what points nowhere, is negative or does not sum to one."""
    _plan(plan)
    _places(service)
    _sizes(service)
    _shares(service)


def _need(fine: bool, sentence: str, **fill: object) -> None:
    if not fine:
        raise UsageError(say(sentence, **fill))


def _written(number: float) -> str:
    return amount(f"{number:g}")


def _plan(plan: Plan) -> None:
    _need(
        plan.length > 0,
        phrase("The counted part of a run is {n} long; it must be longer than nothing."),
        n=_written(plan.length),
    )
    _need(plan.warm_up >= 0, phrase("The warm-up is {n} long; it cannot be negative."), n=_written(plan.warm_up))
    _need(
        plan.replications >= 1, phrase("{n} replications are asked for; at least one is needed."), n=plan.replications
    )
    _need(
        plan.most_customers is None or plan.most_customers >= 1, phrase("The number of customers must be at least 1.")
    )


def _places(s: Service) -> None:
    _need(bool(s.kinds), phrase("The service has no kind of case, so nothing arrives; add one."))
    _need(s.slot > 0 and s.slots >= 1, phrase("The cycle needs at least one slot that is longer than nothing."))
    for pool in s.pools:
        _need(
            bool(pool.servers) and min(pool.servers) >= 0,
            phrase("{name} has a negative number of servers or none given."),
            name=pool.name,
        )
        _need(
            _inside(pool.stations, len(s.stations)),
            phrase("{name} serves a station that is not there."),
            name=pool.name,
        )
    for step in s.steps:
        _need(
            step.station is None or 0 <= step.station < len(s.stations),
            phrase("{name} is at a station that is not there."),
            name=step.name,
        )
    for state in s.states:
        _need(
            0 <= state.step < len(s.steps), phrase("A state is a visit to step {n}, which is not there."), n=state.step
        )
        _need(
            all(-1 <= m.state < len(s.states) for m in state.moves),
            phrase("A move leads to a state that is not there."),
        )
    for kind in s.kinds:
        _need(bool(kind.starts), phrase("{name} starts nowhere; give it a first state."), name=kind.name)
        _need(
            _inside(tuple(state for _, state in kind.starts), len(s.states)),
            phrase("{name} starts in a state not there."),
            name=kind.name,
        )
        _need(bool(kind.arrivals.rates), phrase("{name} has no arrival rate; give at least one."), name=kind.name)
        _need(
            min(kind.arrivals.rates) >= 0 and kind.arrivals.factor >= 0,
            phrase("{name} has a negative arrival rate."),
            name=kind.name,
        )


def _sizes(s: Service) -> None:
    """What is counted fits into the kernel's numbers."""
    counted = [(pool.name, SERVERS, max(pool.servers)) for pool in s.pools]
    counted += [(station.name, ROOM, station.room or 0) for station in s.stations]
    counted += [(step.name, BATCH, step.batch_of) for step in s.steps]
    for name, what, n in counted:
        _need(
            n <= MOST,
            phrase("{name} has {n} {what}; at most {most} are simulated."),
            name=name, n=_written(n), what=say(what), most=_written(MOST),
        )  # fmt: skip
    for what, several in ((KINDS, s.kinds), (STATES, s.states), (STEPS, s.steps), (STATIONS, s.stations)):
        _need(
            len(several) <= MOST_NAMED,
            phrase("The service has {n} {what}; at most {most} are simulated."),
            n=_written(len(several)), what=say(what), most=_written(MOST_NAMED),
        )  # fmt: skip


def _inside(numbers: tuple[int, ...], n: int) -> bool:
    return all(0 <= number < n for number in numbers)


def _shares(s: Service) -> None:
    for state in s.states:
        total = sum(m.share for m in state.moves)
        good = not state.moves or (abs(total - 1) < 1e-6 and min(m.share for m in state.moves) >= 0)
        _need(
            good,
            phrase("The ways on from {name} have shares that sum to {n}, not 1."),
            name=s.steps[state.step].name,
            n=_written(total),
        )
    for kind in s.kinds:
        for name in (
            "retry",
            "repeat",
            "spoiled",
            "spoiled_left",
            "late",
            "late_left",
            "self_service",
            "self_service_fails",
        ):
            _need(
                0 <= getattr(kind, name) <= 1,
                phrase("{what} of {name} is {n}; it is a share, 0 to 1."),
                what=name,
                name=kind.name,
                n=_written(getattr(kind, name)),
            )
