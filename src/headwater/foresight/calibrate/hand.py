"""Parts set by hand: `patience.billing = "10 min"`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from headwater.foresight.calibrate.laws import scaled
from headwater.foresight.domain import Part
from headwater.foresight.simulator.domain import NEVER, Law, Service
from headwater.shared.errors import UsageError
from headwater.shared.said import amount, say
from headwater.shared.words import joined

_SAID = {
    1 / 3600: "s sec second seconds sekunde sekunden", 1 / 60: "m min minute minutes minuten",
    1.0: "h hour hours std stunde stunden", 24.0: "d day days tag tage",
}  # fmt: skip
_UNITS = {word: size for size, words in _SAID.items() for word in words.split()}
_TIME = re.compile(
    r"(?:(?P<shape>exponential|fixed|lognormal|weibull|gamma)\s+)?(?P<n>\d+(?:[.,]\d+)?)\s*(?P<unit>[a-z]+)"
)
MOST = 1e9
_NUMBER = re.compile(r"(?P<n>\d+(?:[.,]\d+)?(?:e\+?\d{1,2})?)\s*(?P<percent>%?)")
_HEAP = re.compile(
    r"(?P<off>off)|of\s+(?P<of>\d+)|(?P<every>.+?)(?:\s+(?:from|at)\s+(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d))?"
)
SET = say("set by hand")


def by_hand(service: Service, hand: Mapping[str, str]) -> Service:
    """The service with these parts set. Raises UsageError for a name or a value that is none."""
    for name, value in hand.items():
        service = _set(service, name, value)
    return service


def said_by_hand(parts: tuple[Part, ...], hand: Mapping[str, str]) -> tuple[Part, ...]:
    """The parts as they stand then."""
    kept = tuple(p for p in parts if p.name not in hand)
    return (*kept, *(Part(name, value, "assumed", SET) for name, value in hand.items()))


def _set(service: Service, name: str, value: str) -> Service:
    what, _, whose = name.partition(".")
    known = _settable(service)
    if name not in known:
        near = get_close_matches(name, known, 3, 0.4)
        if not near:
            raise UsageError(say("There is no part {name} to set; headwater twin --json - lists them.", name=name))
        raise UsageError(
            say("There is no part {name} to set; did you mean {meant}?", name=name, meant=joined(", ", near))
        )
    return _SETTERS[what](service, whose, name, value)


def _settable(service: Service) -> list[str]:
    kinds = [k.name for k in service.kinds]
    teams = [s.name for s in service.stations]
    pools = [p.name for p in service.pools]
    served = [s.name for s in service.steps if s.station is not None]
    waits = [s.name for s in service.steps if s.station is None]
    groups = {
        "arrivals": kinds, "repeat": kinds, "retry": kinds, "spoiled": kinds, "staff": pools, "absent": pools,
        "patience": teams, "work": served, "wait": waits, "batch": served,
    }  # fmt: skip
    return [f"{what}.{name}" for what, names in groups.items() for name in names] + list(_WHOLE)


def _kind(field: str) -> Callable[[Service, str, str, str], Service]:
    def apply(service: Service, whose: str, name: str, value: str) -> Service:
        change: dict[str, Any] = {field: _number(name, value, most=1.0)}
        return replace(service, kinds=tuple(replace(k, **change) if k.name == whose else k for k in service.kinds))

    return apply


def _every_kind(field: str) -> Callable[[Service, str, str, str], Service]:
    def apply(service: Service, whose: str, name: str, value: str) -> Service:
        del whose
        change: dict[str, Any] = {field: 0.0 if value.strip() == "off" else _number(name, value)}
        return replace(service, kinds=tuple(replace(k, **change) for k in service.kinds))

    return apply


def _varies(field: str) -> Callable[[Service, str, str, str], Service]:
    def apply(service: Service, whose: str, name: str, value: str) -> Service:
        del whose
        change: dict[str, Any] = {field: _number(name, value)}
        kinds = tuple(replace(k, arrivals=replace(k.arrivals, **change)) for k in service.kinds)
        return replace(service, kinds=kinds)

    return apply


def _arrivals(service: Service, whose: str, name: str, value: str) -> Service:
    """So many a week, spread over the week as they were."""
    wanted = _number(name, value)

    def changed(rates: tuple[float, ...]) -> tuple[float, ...]:
        total = sum(rates) * service.slot * (service.slots / len(rates))
        return tuple(r * wanted / total for r in rates)

    kinds = (
        replace(k, arrivals=replace(k.arrivals, rates=changed(k.arrivals.rates))) if k.name == whose else k
        for k in service.kinds
    )
    return replace(service, kinds=tuple(kinds))


def _staff(service: Service, whose: str, name: str, value: str) -> Service:
    """So many whenever the team is open."""
    n = _number(name, value)
    if n != int(n):
        raise UsageError(say("{name} is set in whole people, not {value}.", name=name, value=value))
    pools = (
        replace(p, servers=tuple(int(n) if s else 0 for s in p.servers)) if p.name == whose else p
        for p in service.pools
    )
    return replace(service, pools=tuple(pools))


def _absent(service: Service, whose: str, name: str, value: str) -> Service:
    share = _number(name, value, most=1.0)
    return replace(service, pools=tuple(replace(p, absent=share) if p.name == whose else p for p in service.pools))


def _patience(service: Service, whose: str, name: str, value: str) -> Service:
    def law(old: Law) -> Law:
        return NEVER if value.strip() == "never" else _law(name, value, old, "exponential")

    stations = (replace(s, patience=law(s.patience)) if s.name == whose else s for s in service.stations)
    return replace(service, stations=tuple(stations))


def _work(service: Service, whose: str, name: str, value: str) -> Service:
    """The law keeps its shape unless one is named; what kinds have of their own is scaled alike."""

    def changed(of: Law, own: tuple[tuple[int, Law], ...]) -> dict[str, Any]:
        law = _law(name, value, of, of.shape if of.mean else "exponential")
        factor = law.mean / of.mean if of.mean else 1.0
        return {"work": law, "work_of": tuple((k, scaled(mine, factor)) for k, mine in own)}

    steps = (replace(s, **changed(s.work, s.work_of)) if s.name == whose else s for s in service.steps)
    return replace(service, steps=tuple(steps))


def _batch(service: Service, whose: str, name: str, value: str) -> Service:
    """Off, once so many are there, or every so often, from a time of the day on where one is given."""
    found = _HEAP.fullmatch(value.strip().lower())
    heap: dict[str, Any] = {"batch_every": 0.0, "batch_from": 0.0, "batch_of": 0}
    if found is not None and found["of"]:
        heap["batch_of"] = int(found["of"])
    elif found is None or not found["off"]:
        heap["batch_every"] = _time(name, found["every"] if found else value)[1]
        heap["batch_from"] = int(found["hour"]) + int(found["minute"]) / 60 if found and found["hour"] else 0.0
    return replace(service, steps=tuple(replace(s, **heap) if s.name == whose else s for s in service.steps))


def _law(name: str, value: str, old: Law, usual: str) -> Law:
    shape, mean = _time(name, value)
    if shape is None and old.mean > 0 and old.shape not in ("never", "none"):
        return scaled(old, mean / old.mean)
    return Law(shape or usual, mean)  # type: ignore[arg-type]  # a shape chosen among those of Law


def _time(name: str, value: str) -> tuple[str | None, float]:
    found = _TIME.fullmatch(value.strip().lower())
    long = float(found["n"].replace(",", ".")) * _UNITS.get(found["unit"], 0.0) if found else 0.0
    if found is None or long <= 0:
        raise UsageError(
            say("{name} takes a time such as 90 s, 10 min, 4 h or 2 days, not {value}.", name=name, value=value)
        )
    return found["shape"], long


def _number(name: str, value: str, most: float = MOST) -> float:
    found = _NUMBER.fullmatch(value.strip())
    number = float(found["n"].replace(",", ".")) / (100 if found["percent"] else 1) if found else -1.0
    if not 0 <= number <= most:
        share = say("{name} takes a share such as 0.15 or 15 %, not {value}.", name=name, value=value)
        upto = amount(f"{most:,.0f}")
        plain = say("{name} takes a number from 0 to {most}, not {value}.", name=name, most=upto, value=value)
        raise UsageError(plain if most == MOST else share)
    return number


_WHOLE = ("day_cv", "slot_cv", "repeat_per_wait", "repeat_per_haste", "spoiled_per_wait", "spoiled_per_contact")
_SETTERS: dict[str, Callable[[Service, str, str, str], Service]] = {
    "arrivals": _arrivals, "staff": _staff, "absent": _absent, "patience": _patience, "work": _work, "wait": _work,
    "batch": _batch, "repeat": _kind("repeat"), "retry": _kind("retry"), "spoiled": _kind("spoiled"),
    "day_cv": _varies("day_cv"), "slot_cv": _varies("slot_cv"), "repeat_per_wait": _every_kind("repeat_per_wait"),
    "repeat_per_haste": _every_kind("repeat_per_haste"), "spoiled_per_wait": _every_kind("spoiled_per_wait"),
    "spoiled_per_contact": _every_kind("spoiled_per_contact"),
}  # fmt: skip
