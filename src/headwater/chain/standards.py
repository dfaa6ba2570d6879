"""Standards per link: how long a case may wait before a step; given as TOML, else learned, and said to be."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from headwater.chain.calendar import Calendar
from headwater.chain.links import business_wait
from headwater.moments.arrays import to_arrow, to_text
from headwater.moments.domain import Record
from headwater.shared.errors import UsageError

LEARNED_QUANTILE = 0.9
ENOUGH = 30
"""A standard is learned from at least this many waits."""
UNITS = {"s": 1, "min": 60, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True)
class Standard:
    """The longest wait before a step (after another one, if named), in elapsed or business seconds."""

    step: str
    max_wait_s: float
    after: str | None = None
    hours: Literal["elapsed", "business"] = "elapsed"
    owner: str | None = None
    origin: str = "given"


def read_standards(path: Path) -> list[Standard]:
    """Standards from a TOML file: [[standard]] with step, max_wait ("90min", "24h", "3d") and, if wanted,
    after, hours = "business", owner."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["standard"]
        return [_standard(entry) for entry in entries]
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise UsageError(
            f'The standards in {path} cannot be used ({error}): write [[standard]] with step = "Approval" and '
            'max_wait = "24h".'
        ) from error


def _standard(entry: dict[str, Any]) -> Standard:
    hours = entry.get("hours", "elapsed")
    if hours not in ("elapsed", "business"):
        raise ValueError(f'hours is "elapsed" or "business", not {hours!r}')
    return Standard(entry["step"], seconds(str(entry["max_wait"])), entry.get("after"), hours, entry.get("owner"))


def seconds(text: str) -> float:
    """A span such as 90min, 24h or 3d in seconds."""
    found = re.fullmatch(r"\s*([\d.]+)\s*(s|min|m|h|d)\s*", text)
    if not found:
        raise ValueError(f"{text!r} is no span of time such as 90min, 24h or 3d")
    return float(found[1]) * UNITS[found[2]]


def learn_standards(record: Record, spoiled: str | None) -> list[Standard]:
    """For each edge that is common enough, the wait that nine of ten passages keep to: in cases that were not
    spoiled, or in all where none is known to be. Reads `edge_facts`."""
    waits = "SELECT prev_step, step, waits[2] AS longest, count AS n FROM edge_facts WHERE NOT opens"
    if spoiled:
        waits = (
            f"SELECT prev_step, step, quantile_cont(wait_s, {LEARNED_QUANTILE}) AS longest, count(*) AS n FROM moments "
            f"WHERE seq > 0 AND case_no NOT IN (SELECT case_no FROM {spoiled}) GROUP BY ALL"
        )
    found = record.sql(
        f"SELECT s.name AS step, p.name AS after, longest FROM ({waits}) w JOIN steps s ON s.code = w.step "
        f"JOIN steps p ON p.code = w.prev_step WHERE n >= {ENOUGH} ORDER BY 1, 2"
    )
    origin = f"learned: nine of ten waits in {'unspoiled' if spoiled else 'all'} cases are no longer"
    return [Standard(row["step"], max(row["longest"], 0.0), row["after"], origin=origin) for row in found.to_pylist()]


def kept(record: Record, standards: list[Standard], calendar: Calendar | None) -> pa.Table:
    """One row per standard; of a given one also the waits it speaks of, how many were longer, and in how many cases."""
    codes = {name: code for code, name in enumerate(record.names("steps"))}
    for standard in standards:
        for step in (standard.step, standard.after):
            if step is not None and step not in codes:
                raise UsageError(f"A standard names the step {step!r}, which is not in this record.")
    given = standards and standards[0].origin == "given"
    rows = [_row(record, s, codes, calendar) if given else vars(s) for s in standards]
    columns = {name: to_text([row[name] for row in rows]) for name in ("step", "after", "hours", "owner", "origin")}
    columns["max_wait_s"] = to_arrow(np.array([row["max_wait_s"] for row in rows], dtype=np.float64))
    for name in ("waits", "longer", "cases_longer"):
        counts = np.array([row.get(name, 0) for row in rows], dtype=np.int64)
        columns[name] = to_arrow(counts, np.full(len(rows), bool(given)))
    return pa.table(columns)


def _row(record: Record, standard: Standard, codes: dict[str, int], calendar: Calendar | None) -> dict[str, Any]:
    wait, joins = ("wait_s", "")
    if standard.hours == "business":
        if calendar is None:
            raise UsageError(f"The standard for {standard.step!r} counts business hours: give a calendar.")
        wait, joins = business_wait(record, calendar)
    after = f"AND prev_step = {codes[standard.after]}" if standard.after else ""
    found = record.engine.row(
        f"SELECT count(*) AS waits, count(*) FILTER (WHERE w > {standard.max_wait_s}) AS longer, "
        f"count(DISTINCT case_no) FILTER (WHERE w > {standard.max_wait_s}) AS cases_longer FROM "
        f"(SELECT case_no, {wait} AS w FROM moments m {joins} WHERE seq > 0 AND step = {codes[standard.step]} {after})"
    )
    return vars(standard) | found
