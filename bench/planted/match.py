"""Whether a finding's reference names a given link. Lenient where two honest namings differ, and only there."""

from collections.abc import Iterable, Mapping

YES, NO = {"1", "1.0", "true", "yes", "y", "t"}, {"0", "0.0", "false", "no", "n", "f"}


def same(found: Mapping[str, object], wanted: Mapping[str, str]) -> bool:
    """True when `found` names `wanted`. A key that only one of them has does not part them."""
    kind = wanted["kind"]
    if kind == "any":
        return _text(wanted["step"]) in {_text(found.get("step")), _text(found.get("to")), _text(found.get("value"))}
    if _text(found.get("kind")) != kind:
        return False
    if kind == "condition":
        return _agree(found, wanted, "column") and (_numeric(found) or _agree(found, wanted, "value"))
    if kind in ("handoff", "pingpong"):
        return _same_teams(found, wanted)
    if kind == "wait" and found.get("to"):
        return _text(found["to"]) == _text(wanted["step"])
    return _agree(found, wanted, "step")


def named(found: Mapping[str, object], wanted: Iterable[Mapping[str, str]]) -> bool:
    """True when `found` names any of these."""
    return any(same(found, ref) for ref in wanted)


def _text(value: object) -> str:
    word = str(value).strip().lower() if value is not None else ""
    return "true" if word in YES else "false" if word in NO else word


def _agree(found: Mapping[str, object], wanted: Mapping[str, str], key: str) -> bool:
    a, b = found.get(key), wanted.get(key)
    return a is None or b is None or _text(a) == _text(b)


def _numeric(found: Mapping[str, object]) -> bool:
    """A cut of a numeric column is named by its column: `> 12.5` and the like."""
    return str(found.get("value", "")).strip()[:1] in ("<", ">", "≤", "≥")


def _same_teams(found: Mapping[str, object], wanted: Mapping[str, str]) -> bool:
    theirs = {_text(found[key]) for key in ("team", "to", "from", "value") if found.get(key)}
    ours = {_text(wanted[key]) for key in ("team", "to") if wanted.get(key)}
    return ours <= theirs if theirs else _agree(found, wanted, "step")
