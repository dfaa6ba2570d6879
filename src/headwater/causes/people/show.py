"""How "person or system?" shows itself: as text, in a notebook, as plain values, as tables, as a picture.

Where a guard forbids a statement about people, their share is nowhere said.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

import pyarrow as pa

from headwater.causes.people.domain import PersonOrSystem
from headwater.causes.people.profile import Share
from headwater.shared.picture import Dot, Picture, interval_picture
from headwater.shared.plain import clean
from headwater.shared.said import phrase, say, spoken
from headwater.shared.words import joined, share, share_span, wrapped

SHARES = ("conditions", "people", "customers", "unexplained")
SILENT = ("people", "interaction")
VERDICTS = {
    "system": phrase("system"), "person": phrase("person"), "both": phrase("both"),
    "cannot tell": phrase("cannot tell"),
}  # fmt: skip
PARTS = {
    "conditions": phrase("conditions"), "people": phrase("people"), "customers": phrase("customers"),
    "unexplained": phrase("unexplained"), "interaction": phrase("interaction"),
}  # fmt: skip
WHOLE, EXPLAINED = "all variation", "what is explained"
_SCHEMA = pa.schema(
    [("of", pa.string()), ("part", pa.string()), ("share", pa.float64()), ("low", pa.float64()), ("high", pa.float64())]
)


def answered(result: PersonOrSystem) -> str:
    """The verdict and its sentence."""
    return say("{verdict:upper}. {sentence}", verdict=say(VERDICTS[result.verdict]), sentence=result.sentence)


def as_text(result: PersonOrSystem) -> str:
    """The answer first, then the shares, the guards, the contrast, the people and the notes; fits 80 columns."""
    lines = [answered(result), "", *_listed(sayable(result, result.shares))]
    if result.binary and result.relative:
        lines += ["", say("  of what is explained (read these for a yes-or-no outcome):")]
        lines += _listed(sayable(result, result.relative))
    if result.components:
        lines += ["", say("  by condition:"), *_listed(result.components)]
    lines += ["", say("  {n} cases, {left} left out.", n=result.n, left=result.left_out)]
    lines += [say("  {sentence}", sentence=sentence) for sentence in _sentences(result)]
    return "\n".join(wrapped(line) for line in lines)


def as_html(result: PersonOrSystem) -> str:
    """The answer, a small table of shares and the guards' sentences, for a notebook."""
    rows = "".join(
        f"<tr><td>{escape(row['part'])}</td><td>{escape(row['of'])}</td>{_written(row)}</tr>"
        for row in as_arrow(result).to_pylist()
    )
    head = "".join(f"<th>{name}</th>" for name in ("part", "of", "share", "95 % interval"))
    said = "".join(f"<p>{escape(spoken(sentence))}</p>" for sentence in _sentences(result))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<p><strong>{escape(spoken(answered(result)))}</strong></p>{table}{said}"


def as_dict(result: PersonOrSystem) -> dict[str, Any]:
    """Plain values as `person_or_system` of findings.json has them; None where it cannot be told. No person is named.

    `relative` holds the shares of the explained part, the ones to read for a yes-or-no outcome.
    """
    unknown: dict[str, Any] = {"share": None, "interval": None}
    shares = {name: _plain(part) for name, part in sayable(result, result.shares).items()}
    found: dict[str, Any] = clean(
        {
            "verdict": result.verdict,
            "sentence": answered(result),
            "shares": dict.fromkeys(SHARES, unknown) | shares,
            "relative": {name: _plain(part) for name, part in sayable(result, result.relative).items()},
            "guards": [
                {"name": g.name, "blocks": g.blocks, "sentence": g.sentence, "settle": g.settle} for g in result.guards
            ],
            "contrast": result.contrast.sentence if result.contrast else None,
            "cases": result.n,
            "left_out": result.left_out,
            "notes": list(result.notes),
        }
    )
    return found


def as_arrow(result: PersonOrSystem) -> pa.Table:
    """One row per share: of what, which part, the share with the ends of its 95 % interval (None where unsaid)."""
    rows = [
        {"of": whole, "part": name, **_row(name, part, result)}
        for whole, shares in ((WHOLE, result.shares), (EXPLAINED, result.relative))
        for name, part in shares.items()
    ]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def as_polars(result: PersonOrSystem) -> Any:
    """The same as a Polars data frame (needs Polars)."""
    import polars

    return polars.from_arrow(as_arrow(result))


def plot(result: PersonOrSystem) -> Picture:
    """Dot and 95 % interval for each share that may be said: of what is explained for a yes-or-no outcome, else of
    all variation."""
    relative = result.binary and bool(result.relative)
    parts = sayable(result, result.relative if relative else result.shares)
    rows = [
        Dot(name, p.estimate, (p.low, p.high), share(p.estimate), share_span(p.low, p.high))
        for name, p in parts.items()
    ]
    return interval_picture(rows, title=f"Shares of {EXPLAINED if relative else WHOLE}, with 95 % intervals")


def sayable(result: PersonOrSystem, shares: dict[str, Share]) -> dict[str, Share]:
    """The shares that may be said: where a guard forbids a statement about people, theirs is left unknown, and nothing
    is said where each could be anything from none to all."""
    if all(part.low <= 0 and part.high >= 1 for name, part in shares.items() if name != "unexplained"):
        return {}
    return {name: part for name, part in shares.items() if not (result.blocked and name in SILENT)}


def _listed(shares: dict[str, Share]) -> list[str]:
    return [f"  {spoken(_part(name)):<12} {spoken(part.said())}" for name, part in shares.items()]


def _part(name: str) -> str:
    """One of the parts in words; a condition by its name."""
    return say(PARTS[name]) if name in PARTS else name


def _sentences(result: PersonOrSystem) -> Iterator[str]:
    yield from (joined(" ", [said for said in (guard.sentence, guard.settle) if said]) for guard in result.guards)
    if result.contrast:
        yield result.contrast.sentence
    yield from (person.sentence for person in result.people if person.finding != "no difference shown")
    yield from result.notes


def _plain(part: Share) -> dict[str, Any]:
    return {"share": part.estimate, "interval": [part.low, part.high]}


def _row(name: str, part: Share, result: PersonOrSystem) -> dict[str, float | None]:
    if result.blocked and name in SILENT:
        return {"share": None, "low": None, "high": None}
    return {"share": part.estimate, "low": part.low, "high": part.high}


def _written(row: dict[str, Any]) -> str:
    if row["share"] is None:
        return "<td>not said</td><td></td>"
    return f"<td>{share(row['share'])}</td><td>{share_span(row['low'], row['high'])}</td>"
