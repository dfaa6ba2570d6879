"""How an answer shows itself: as text, in a notebook, as plain values, as tables, as a picture."""

from html import escape
from typing import Any

import pyarrow as pa

from headwater.causes.domain import SCHEMA, Causes, Finding
from headwater.causes.people.domain import PersonOrSystem
from headwater.causes.people.show import SHARES
from headwater.causes.sentences import REMEDIES, headline, owner, spoiled_sentence, training_sentence, verdict_sentence
from headwater.shared.picture import Dot, Picture, interval_picture
from headwater.shared.plain import clean
from headwater.shared.said import phrase, say, spoken, words
from headwater.shared.words import count, estimate, span, wrapped

MOST_ROWS = 10
HEAD = (phrase("link"), phrase("owner"), phrase("spoiled cases"), phrase("90 % interval"), phrase("remedy"))


def as_text(answer: Causes) -> str:
    """The sentence, a table of at most ten rows, person or system; fits 80 columns."""
    lines = [wrapped(headline(answer)), wrapped(spoiled_sentence(answer)), ""]
    lines += [_line(i, f) for i, f in enumerate(answer.findings[:MOST_ROWS], 1)]
    more = len(answer.findings) - MOST_ROWS
    lines += [spoken(say("… and {n} more", n=more))] if more > 0 else []
    lines += ["", wrapped(training_sentence(answer)), wrapped(verdict_sentence(answer.person_or_system))]
    return "\n".join(lines)


def as_html(answer: Causes) -> str:
    """A small table for a notebook."""
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(f))}</tr>" for f in answer.findings)
    head = "".join(f"<th>{name}</th>" for name in map(words, HEAD))
    said = (
        f"<p><strong>{escape(spoken(headline(answer)))}</strong></p><p>{escape(spoken(spoiled_sentence(answer)))}</p>"
    )
    return f"{said}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def as_dict(answer: Causes) -> dict[str, Any]:
    """The answer as plain values, in the order of `headwater-findings/1`; what is not known is None, never NaN."""
    spoiled = answer.spoiled
    found: dict[str, Any] = clean(
        {
            "schema": SCHEMA,
            "spoiled": {**vars(spoiled)},
            "findings": [finding_dict(f) for f in (*answer.findings, *answer.cannot_tell)],
            "person_or_system": person_dict(answer.person_or_system),
            "training": {"cases": answer.training[0], "of": answer.training[1]},
            "signs": [{**vars(s)} for s in answer.signs],
            "mix": [{**vars(m)} for m in answer.mix],
            "candidates": answer.candidates,
            "left_out": [{**vars(left)} for left in answer.left_out],
            "notes": list(answer.notes),
        }
    )
    return found


def finding_dict(finding: Finding) -> dict[str, Any]:
    """One finding as plain values."""
    found: dict[str, Any] = {**vars(finding)}
    periods = [dict(zip(("period", "cases", "broke", "spoiled"), p, strict=True)) for p in finding.evidence.by_period]
    found |= {"ref": finding.ref.to_dict(), "evidence": {**vars(finding.evidence), "by_period": periods}}
    return found


def person_dict(result: PersonOrSystem | None) -> dict[str, Any]:
    """Person or system as plain values; "cannot tell" where nobody who served is recorded."""
    if result is not None:
        return result.to_dict()
    nothing: dict[str, Any] = {"verdict": "cannot tell", "sentence": verdict_sentence(None)}
    nothing |= {"shares": {name: {"share": None, "interval": None} for name in SHARES}, "relative": {}, "guards": []}
    return nothing | {"contrast": None, "cases": 0, "left_out": 0, "notes": []}


def as_arrow(answer: Causes) -> pa.Table:
    """One row per finding, ranked: link, owner, numbers with interval, verdict."""
    return pa.Table.from_pylist([_row(i, f) for i, f in enumerate(_all(answer), 1)], schema=_SCHEMA)


def as_pandas(answer: Causes) -> Any:
    """The same as a pandas data frame (needs pandas)."""
    return as_arrow(answer).to_pandas()


def as_polars(answer: Causes) -> Any:
    """The same as a Polars data frame (needs Polars)."""
    import polars

    return polars.from_arrow(as_arrow(answer))


def plot(answer: Causes) -> Picture:
    """Dot and interval for each finding: an SVG that a notebook shows and `save` writes."""
    rows = [
        Dot(f.link, f.spoiled_cases, f.interval, estimate(f.spoiled_cases, f.interval), span(f.interval))
        for f in answer.findings
    ]
    return interval_picture(rows, title="Spoiled cases by link, with intervals")


_SCHEMA = pa.schema(
    [("rank", pa.int32()), ("link", pa.string()), ("kind", pa.string()), ("starts_at", pa.string())]
    + [("shows_at", pa.string()), ("owner", pa.string()), ("level", pa.string()), ("remedy", pa.string())]
    + [(name, pa.float64()) for name in ("spoiled_cases", "low", "high", "customers", "customers_lost", "e_value")]
    + [("verdict", pa.string()), ("question", pa.string())]
)


def _row(rank: int, f: Finding) -> dict[str, Any]:
    low, high = f.interval
    row = {**vars(f), "rank": rank, "kind": f.ref.kind, "low": low, "high": high, "e_value": f.evidence.e_value}
    return {name: row[name] for name in _SCHEMA.names}


def _all(answer: Causes) -> list[Finding]:
    return [*answer.findings, *answer.cannot_tell]


def _cells(f: Finding) -> tuple[str, ...]:
    cells = f.link, owner(f), estimate(f.spoiled_cases, f.interval), span(f.interval), say(REMEDIES[f.remedy])
    return tuple(map(spoken, cells))


def _line(rank: int, f: Finding) -> str:
    numbers = f"{spoken(estimate(f.spoiled_cases, f.interval)):>7} {spoken(span(f.interval)):>15}"
    customers = "" if f.customers is None else f"{spoken(count(f.customers)):>7}"
    link: str = spoken(f.link)
    link = link if len(link) <= 42 else link[:41] + "…"
    return f"{rank:>2} {link:<42} {numbers} {customers}".rstrip()
