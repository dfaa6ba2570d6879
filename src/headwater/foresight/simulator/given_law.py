"""A law as a person writes it: `2.0`, `"erlang 2 mean 2"` or `{ law = "lognormal", mean = 2, cv = 1 }`."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from headwater.foresight.simulator.domain import NEVER, NOTHING, Law
from headwater.shared.errors import UsageError

Numbers = dict[str, Any]
_WORDS = {
    "exponential": "exponential", "exp": "exponential", "expon": "exponential", "m": "exponential",
    "markovian": "exponential",
    "fixed": "fixed", "deterministic": "fixed", "det": "fixed", "constant": "fixed", "d": "fixed",
    "erlang": "erlang", "gamma": "gamma", "lognormal": "lognormal", "lognorm": "lognormal", "weibull": "weibull",
    "hyperexponential": "hyperexponential", "hyper": "hyperexponential", "h2": "hyperexponential",
    "uniform": "uniform", "triangular": "triangular", "empirical": "empirical", "quantiles": "empirical",
    "never": "never", "infinite": "never", "inf": "never", "endless": "never", "none": "none", "zero": "none",
}  # fmt: skip
_SAME = {
    "k": "stages", "phases": "stages", "cv2": "scv", "cv_squared": "scv", "scv": "scv", "std": "sd", "stdev": "sd",
    "sigma": "sigma", "mu": "mu", "min": "low", "max": "high", "probs": "weights", "probabilities": "weights",
    "p": "weights",
    "shares": "weights", "means": "values", "quantiles": "values", "value": "mean", "every": "mean", "average": "mean",
    "var": "variance", "minimum": "low", "maximum": "high", "n": "stages",
}  # fmt: skip
_SPREAD = ("cv", "scv", "sd", "variance")
_NEEDS = {
    "exponential": ("mean", "rate", "scale"), "fixed": ("mean",),
    "erlang": ("stages", "shape", "mean", "scale", "rate"),
    "gamma": ("mean", "rate", *_SPREAD, "shape", "scale"), "lognormal": ("mean", "rate", *_SPREAD, "mu", "sigma"),
    "weibull": ("mean", "rate", *_SPREAD, "shape", "scale"),
    "hyperexponential": ("mean", "rate", *_SPREAD, "values", "weights", "rates"),
    "uniform": ("low", "high", "mean"), "triangular": ("low", "mode", "high"),
    "empirical": ("values", "samples", "mean"),
}  # fmt: skip
_IN_ORDER = {"erlang": ("stages", "mean"), "uniform": ("low", "high"), "triangular": ("low", "mode", "high")}
"""What numbers without a name are; of any other law one, its mean."""
LAWS = ", ".join(sorted({*_WORDS.values()}))


def law(given: Any, where: str) -> Law:
    """The law that is meant; a number alone is the mean of an exponential law. UsageError says what cannot be read."""
    if isinstance(given, bool) or given is None:
        raise UsageError(
            f"{where} is {given}; give a number (the mean of an exponential law) or a law such as {_EXAMPLE}."
        )
    if isinstance(given, (int, float)):
        return _checked("exponential", {"mean": float(given)}, where)
    if isinstance(given, str):
        given = _spoken(given, where)
    if not isinstance(given, Mapping):
        raise UsageError(f"{where} cannot be read as a law; write it as {_EXAMPLE}.")
    named = {_SAME.get(str(key).lower(), str(key).lower()): value for key, value in given.items()}
    word = next(
        (named.pop(key) for key in ("law", "distribution", "dist", "type", "kind", "name", "family") if key in named),
        None,
    )
    if word is None:
        word = "exponential" if "cv" not in named and "scv" not in named and "sd" not in named else "gamma"
    kind = _WORDS.get(re.sub(r"[\s_-]", "", str(word).lower()))
    if kind is None:
        raise UsageError(f"{where} names the law {word!r}, which is not known; the laws are {LAWS}.")
    return _checked(kind, named, where)


_EXAMPLE = '{ law = "lognormal", mean = 2, cv = 1 }'


def _spoken(text: str, where: str) -> Numbers:
    """`erlang 2 mean 2`, `exponential(1)`, `lognormal mean=2 cv=1`."""
    parts = re.findall(r"[A-Za-z_][A-Za-z_0-9]*|-?[\d.]+(?:[eE][-+]?\d+)?", text)
    if not parts or not parts[0][0].isalpha():
        raise UsageError(f"{where} is {text!r}, which is no law; write it as {_EXAMPLE}.")
    found: Numbers = {"law": parts.pop(0)}
    bare = list(_IN_ORDER.get(_WORDS.get(found["law"].lower(), ""), ("mean",)))
    while parts:
        word = parts.pop(0)
        if not word[0].isalpha() and not bare:
            raise UsageError(f"{where} is {text!r}: say what {word} is; write it as {_EXAMPLE}.")
        if not word[0].isalpha():
            name = bare.pop(0)
            found[name] = _number(word, name, where)
        elif not parts:
            raise UsageError(f"{where} is {text!r}: no number follows {word}.")
        else:
            found[word] = _number(parts.pop(0), word, where)
    return found


def _number(given: Any, name: str, where: str) -> float:
    try:
        number = float(given)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{name} of {where} is {given!r}, which is no number.") from error
    if not number >= 0 and name != "mu":
        raise UsageError(f"{name} of {where} is {given}; it cannot be negative.")
    return number


def _checked(kind: str, n: Numbers, where: str) -> Law:
    if kind == "never" or n.get("mean") == math.inf:
        return NEVER
    if kind == "none":
        return NOTHING
    unknown = next((key for key in n if key not in _NEEDS[kind]), None)
    if unknown is not None:
        raise UsageError(
            f"{where} has {unknown!r}, which a law called {kind} does not have: {', '.join(_NEEDS[kind])}."
        )
    read = {key: value if isinstance(value, (list, tuple)) else _number(value, key, where) for key, value in n.items()}
    return _MADE[kind](read, where)


def _mean(n: Numbers, where: str) -> float:
    if "mean" in n:
        return float(n["mean"])
    if n.get("rate"):
        return 1.0 / float(n["rate"])
    if n.get("scale"):
        return float(n["scale"])
    raise UsageError(f"{where} has no mean; give mean = … (or rate = …).")


def _cv(n: Numbers, where: str) -> float:
    if "scv" in n:
        return math.sqrt(n["scv"])
    if "sd" in n or "variance" in n:
        return float((n["sd"] if "sd" in n else math.sqrt(n["variance"])) / _mean(n, where))
    return float(n.get("cv", 1.0))


def _exponential(n: Numbers, where: str) -> Law:
    return Law("exponential", _mean(n, where))


def _fixed(n: Numbers, where: str) -> Law:
    return Law("fixed", _mean(n, where))


def _erlang(n: Numbers, where: str) -> Law:
    stages = float(n.get("stages") or n.get("shape") or 2.0)
    if stages < 1 or stages != int(stages):
        raise UsageError(f"{where} has {stages:g} stages; an Erlang law has a whole number of them, 1 or more.")
    if "mean" in n:
        return Law("gamma", float(n["mean"]), 1.0 / math.sqrt(stages))
    if "rate" in n:
        raise UsageError(
            f"{where} has a rate, which can be that of all {stages:g} stages or of each; write mean = … instead."
        )
    return Law("gamma", stages * _mean(n, where), 1.0 / math.sqrt(stages))


def _gamma(n: Numbers, where: str) -> Law:
    if "shape" in n:
        mean = n["mean"] if "mean" in n else n["shape"] * _mean(n, where)
        return Law("gamma", float(mean), 1.0 / math.sqrt(n["shape"]))
    return Law("gamma", _mean(n, where), _cv(n, where))


def _lognormal(n: Numbers, where: str) -> Law:
    if "sigma" in n and "mu" in n:
        variance = float(n["sigma"]) ** 2
        return Law("lognormal", math.exp(float(n["mu"]) + variance / 2), math.sqrt(math.expm1(variance)))
    if "sigma" in n:
        return Law("lognormal", _mean(n, where), math.sqrt(math.expm1(float(n["sigma"]) ** 2)))
    return Law("lognormal", _mean(n, where), _cv(n, where))


def _weibull(n: Numbers, where: str) -> Law:
    if "shape" not in n:
        return Law("weibull", _mean(n, where), _cv(n, where))
    k = float(n["shape"])
    first, second = math.gamma(1 + 1 / k), math.gamma(1 + 2 / k)
    mean = n["scale"] * first if "scale" in n else _mean(n, where)
    return Law("weibull", float(mean), math.sqrt(second / first**2 - 1))


def _hyper(n: Numbers, where: str) -> Law:
    values = n.get("values") or [1.0 / r for r in n.get("rates", [])]
    if not values and "mean" not in n and "rate" not in n:
        raise UsageError(f"{where} needs weights and means, or a mean and a cv above 1.")
    if not values:
        return _balanced(_mean(n, where), _cv(n, where), where)
    weights = n.get("weights", [1.0 / len(values)] * len(values))
    return Law("hyperexponential", 0.0, 1.0, tuple(map(float, values)), tuple(map(float, weights)))


def _balanced(mean: float, cv: float, where: str) -> Law:
    """Two exponentials of balanced means (each brings half of the mean)."""
    if cv < 1:
        raise UsageError(f"{where} has cv {cv:g}; a hyperexponential law has one above 1.")
    p = 0.5 * (1 + math.sqrt((cv**2 - 1) / (cv**2 + 1)))
    return Law("hyperexponential", 0.0, 1.0, (mean / (2 * p), mean / (2 * (1 - p))), (p, 1 - p))


def _uniform(n: Numbers, where: str) -> Law:
    low = float(n.get("low", 0.0))
    high = float(n["high"]) if "high" in n else 2 * _mean(n, where) - low
    if high < low:
        raise UsageError(f"{where} needs low and high, high not below low.")
    return Law("empirical", values=(float(low), float(high)))


def _triangular(n: Numbers, where: str) -> Law:
    if "low" not in n or "high" not in n:
        raise UsageError(f"{where} needs low, mode and high.")
    a, b = float(n["low"]), float(n["high"])
    c = float(n.get("mode", (a + b) / 2))
    u = np.linspace(0, 1, 2001)
    left = a + np.sqrt(u * (b - a) * (c - a))
    right = b - np.sqrt((1 - u) * (b - a) * (b - c))
    return Law("empirical", values=tuple(np.where(u * (b - a) < c - a, left, right).tolist()))


def _empirical(n: Numbers, where: str) -> Law:
    values = sorted(float(v) for v in n.get("values") or n.get("samples") or [])
    if not values:
        raise UsageError(f"{where} needs values = […]: quantiles at evenly spaced probabilities.")
    return Law("empirical", float(n.get("mean", 0.0)), values=tuple(values))


_MADE: dict[str, Callable[[Numbers, str], Law]] = {
    "exponential": _exponential, "fixed": _fixed, "erlang": _erlang, "gamma": _gamma, "lognormal": _lognormal,
    "weibull": _weibull, "hyperexponential": _hyper, "uniform": _uniform, "triangular": _triangular,
    "empirical": _empirical,
}  # fmt: skip
