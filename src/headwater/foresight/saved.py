"""A twin in a folder: `twin.json` has what is small, `twin.npz` the laws and the routes of all its services as arrays.

A law stands once, however many services share it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np
import numpy.typing as npt

from headwater.foresight.domain import Twin
from headwater.foresight.simulator.domain import Law, Move, Service, State
from headwater.shared.errors import InputError
from headwater.shared.plain import json_text
from headwater.shared.said import packed, say, unpacked

VERSION = 1
JSON, ARRAYS = "twin.json", "twin.npz"
Arrays = dict[str, npt.NDArray[Any]]
_LEFT_OUT = ("record",)
_PLAIN: Mapping[Any, Callable[[Any], Any]] = {str: unpacked, datetime: datetime.fromisoformat}


def save(twin: Twin, folder: str | Path) -> Path:
    """Write a twin to a folder, over the one that is there; the path of its JSON."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    laws: dict[Law, int] = {}
    arrays: Arrays = {}
    found = {"version": VERSION, **_plain(twin, laws, arrays)}
    np.savez_compressed(place / ARRAYS, allow_pickle=False, **arrays, **_law_arrays(list(laws)))
    (place / JSON).write_text(json_text(found, 1) + "\n", encoding="utf-8")
    return place / JSON


def load(folder: str | Path) -> Twin:
    """The twin in a folder. Raises InputError where there is none, or one of another version."""
    place = Path(folder)
    try:
        found = json.loads((place / JSON).read_text(encoding="utf-8"))
        with np.load(place / ARRAYS, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except (OSError, ValueError) as error:
        raise InputError(
            say("There is no twin in {folder}; make one: headwater twin FILE --out {folder}.", folder=str(folder))
        ) from error
    if found.pop("version", None) != VERSION:
        raise InputError(
            say(
                "The twin in {folder} is of another version; calibrate it again: headwater twin FILE.",
                folder=str(folder),
            )
        )
    made: Twin = _made(Twin, found, _laws(arrays), arrays)
    return made


def _plain(value: Any, laws: dict[Law, int], arrays: Arrays) -> Any:
    """JSON's values; laws and routes go to the arrays, and a number says where."""
    if isinstance(value, Law):
        return laws.setdefault(value, len(laws))
    if isinstance(value, tuple) and value and isinstance(value[0], State):
        return _routes(value, laws, arrays)
    if is_dataclass(value):
        names = [f.name for f in fields(value) if f.name not in _LEFT_OUT]
        return {name: _plain(getattr(value, name), laws, arrays) for name in names}
    if isinstance(value, Mapping):
        return {key: _plain(part, laws, arrays) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part, laws, arrays) for part in value]
    return value.isoformat() if isinstance(value, datetime) else packed(value) if isinstance(value, str) else value


def _routes(states: tuple[State, ...], laws: dict[Law, int], arrays: Arrays) -> int:
    number = sum(name.startswith("step ") for name in arrays)
    moves = [m for s in states for m in s.moves]
    arrays[f"step {number}"] = np.array([s.step for s in states], np.int32)
    arrays[f"moves {number}"] = np.array([len(s.moves) for s in states], np.int32)
    arrays[f"share {number}"] = np.array([m.share for m in moves])
    arrays[f"to {number}"] = np.array([m.state for m in moves], np.int32)
    arrays[f"delay {number}"] = np.array([laws.setdefault(m.delay, len(laws)) for m in moves], np.int32)
    arrays[f"together {number}"] = np.array([m.together for m in moves], bool)
    return number


def _law_arrays(laws: list[Law]) -> Arrays:
    return {
        "law shape": np.array([law.shape for law in laws], dtype=np.str_),
        "law mean": np.array([law.mean for law in laws]),
        "law cv": np.array([law.cv for law in laws]),
        "law values": np.array([v for law in laws for v in law.values]),
        "law ends": np.cumsum([len(law.values) for law in laws]),
        "law weights": np.array([v for law in laws for v in law.weights]),
        "law weight ends": np.cumsum([len(law.weights) for law in laws]),
    }


def _laws(arrays: Arrays) -> list[Law]:
    values = np.split(arrays["law values"], arrays["law ends"])[:-1]
    weights = np.split(arrays["law weights"], arrays["law weight ends"])[:-1]
    rows = zip(arrays["law shape"], arrays["law mean"], arrays["law cv"], values, weights, strict=True)
    return [Law(str(s), float(m), float(c), tuple(v.tolist()), tuple(w.tolist())) for s, m, c, v, w in rows]  # type: ignore[arg-type]  # a shape chosen among those of Law


def _states(number: int, laws: list[Law], arrays: Arrays) -> tuple[State, ...]:
    names = ("share", "to", "delay", "together")
    share, to, delay, together = (arrays[f"{name} {number}"].tolist() for name in names)
    moves = [Move(a, b, laws[c], d) for a, b, c, d in zip(share, to, delay, together, strict=True)]
    ends = np.cumsum(arrays[f"moves {number}"]).tolist()
    starts = [0, *ends[:-1]]
    steps = arrays[f"step {number}"].tolist()
    return tuple(State(step, tuple(moves[a:b])) for step, a, b in zip(steps, starts, ends, strict=True))


def _made(kind: Any, value: Any, laws: list[Law], arrays: Arrays) -> Any:
    """A value of a type from its JSON."""
    if kind is Law or kind in _PLAIN:
        return laws[value] if kind is Law else _PLAIN[kind](value)
    if is_dataclass(kind):
        return _object(kind, value, laws, arrays)
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if value is None else _made(args[0], value, laws, arrays)
    if origin is tuple:
        kinds = (args[0],) * len(value) if len(args) == 2 and args[1] is Ellipsis else args
        return tuple(_made(k, part, laws, arrays) for k, part in zip(kinds, value, strict=True))
    if origin is not None and origin is not Literal and issubclass(origin, Mapping):
        return {key: _made(args[1], part, laws, arrays) for key, part in value.items()}
    return value


def _object(kind: Any, value: Any, laws: list[Law], arrays: Arrays) -> Any:
    hints = get_type_hints(kind)
    parts = {name: part for name, part in value.items() if name in hints}
    if kind is Service:
        states = _states(parts.pop("states"), laws, arrays)
        return Service(states=states, **{n: _made(hints[n], p, laws, arrays) for n, p in parts.items()})
    return kind(**{name: _made(hints[name], part, laws, arrays) for name, part in parts.items()})
