"""Whether a service can be simulated at all: one sentence says what is wrong with it."""

from headwater.foresight.simulator.domain import Plan, Service
from headwater.shared.errors import UsageError


def check(service: Service, plan: Plan) -> None:
    """UsageError for what points nowhere, is negative or does not sum to one."""
    _plan(plan)
    _places(service)
    _shares(service)


def _need(fine: bool, sentence: str) -> None:
    if not fine:
        raise UsageError(sentence)


def _plan(plan: Plan) -> None:
    _need(plan.length > 0, f"The counted part of a run is {plan.length:g} long; it must be longer than nothing.")
    _need(plan.warm_up >= 0, f"The warm-up is {plan.warm_up:g} long; it cannot be negative.")
    _need(plan.replications >= 1, f"{plan.replications} replications are asked for; at least one is needed.")
    _need(plan.most_customers is None or plan.most_customers >= 1, "The number of customers must be at least 1.")


def _places(s: Service) -> None:
    _need(bool(s.kinds), "The service has no kind of case, so nothing arrives; add one.")
    _need(s.slot > 0 and s.slots >= 1, "The cycle needs at least one slot that is longer than nothing.")
    for pool in s.pools:
        _need(
            bool(pool.servers) and min(pool.servers) >= 0,
            f"{pool.name} has a negative number of servers or none given.",
        )
        _need(_inside(pool.stations, len(s.stations)), f"{pool.name} serves a station that is not there.")
    for step in s.steps:
        _need(
            step.station is None or 0 <= step.station < len(s.stations),
            f"{step.name} is at a station that is not there.",
        )
    for state in s.states:
        _need(0 <= state.step < len(s.steps), f"A state is a visit to step {state.step}, which is not there.")
        _need(all(-1 <= m.state < len(s.states) for m in state.moves), "A move leads to a state that is not there.")
    for kind in s.kinds:
        _need(bool(kind.starts), f"{kind.name} starts nowhere; give it a first state.")
        _need(
            _inside(tuple(state for _, state in kind.starts), len(s.states)),
            f"{kind.name} starts in a state not there.",
        )
        _need(bool(kind.arrivals.rates), f"{kind.name} has no arrival rate; give at least one.")
        _need(min(kind.arrivals.rates) >= 0 and kind.arrivals.factor >= 0, f"{kind.name} has a negative arrival rate.")


def _inside(numbers: tuple[int, ...], n: int) -> bool:
    return all(0 <= number < n for number in numbers)


def _shares(s: Service) -> None:
    for state in s.states:
        total = sum(m.share for m in state.moves)
        good = not state.moves or (abs(total - 1) < 1e-6 and min(m.share for m in state.moves) >= 0)
        _need(good, f"The ways on from {s.steps[state.step].name} have shares that sum to {total:g}, not 1.")
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
                f"{name} of {kind.name} is {getattr(kind, name):g}; it is a share, 0 to 1.",
            )
