"""How a record shows itself: as text, in a notebook, as tables, as a picture of when its cases opened."""

from html import escape
from typing import TYPE_CHECKING

import pyarrow as pa

from headwater.shared.errors import UsageError
from headwater.shared.picture import Picture
from headwater.shared.words import plural, printable

if TYPE_CHECKING:
    from headwater.moments.domain import Record

ORDER = {
    "moments": "case_no, seq", "cases": "case_no", "steps": "code", "people": "code", "teams": "code",
    "customers": "code", "channels": "code", "case_ids": "code",
}  # fmt: skip
"""The tables of a record, each with its order."""
WIDE, HIGH, FOOT, MOST = 640, 120, 20, 120


def text(record: "Record") -> str:
    """Size, roles with their columns, what could not be read, notes."""
    c = record.counts
    said = [f"{record.source.name}: {c.moments:,} moments in {c.cases:,} cases, {record.timing}"]
    said += [f"{role:<9} {column}" for role, column in record.mapping.roles()]
    said += [f"{c.rejected:,} rows could not be read"] if c.rejected else []
    return "\n".join([*said, *(f"* {note}" for note in record.source.notes)])


def html(record: "Record") -> str:
    """The same for a notebook: a row per role, with the reason for its column."""
    first, *rest = text(record).split("\n")
    reasons = {(c.role, c.column): c.reason for c in record.mapping.reasons}
    rows = [(role, column, reasons.get((role, column), "")) for role, column in record.mapping.roles()]
    body = "".join("<tr>" + "".join(f"<td>{_safe(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    more = "".join(f"<p>{_safe(line)}</p>" for line in rest[len(rows) :])
    head = "<tr><th>role</th><th>column</th><th>why</th></tr>"
    return f"<p>{_safe(first)}</p><table><thead>{head}</thead><tbody>{body}</tbody></table>{more}"


def query(name: str) -> str:
    """The query of one table. Raises UsageError where the record has none of that name."""
    if name not in ORDER:
        raise UsageError(f"The record has no table {name!r}: choose one of {', '.join(ORDER)}.")
    return f"SELECT * FROM {name} ORDER BY {ORDER[name]}"


def months(record: "Record") -> pa.Table:
    """Cases opened per calendar month (UTC): `month`, `cases`; months without cases have none."""
    ends = "SELECT date_trunc('month', min(opened_at)) AS a, date_trunc('month', max(opened_at)) AS b FROM cases"
    return record.sql(
        f"SELECT strftime(month, '%Y-%m') AS month, count(c.case_no) AS cases FROM ({ends}) e, "
        "unnest(generate_series(e.a, e.b, INTERVAL 1 MONTH)) AS s(month) "
        "LEFT JOIN cases c ON date_trunc('month', c.opened_at) = month GROUP BY ALL ORDER BY 1"
    )


def plot(record: "Record") -> Picture:
    """A bar for each month: how many cases opened. Of a record of more than ten years, the last ten."""
    rows = months(record).to_pylist()[-MOST:]
    top = max((row["cases"] for row in rows), default=0) or 1
    step = WIDE / max(len(rows), 1)
    bars = "".join(_bar(i * step, step, row["month"], row["cases"], top) for i, row in enumerate(rows))
    ends = f"{rows[0]['month']} to {rows[-1]['month']}, at most {plural(top, 'case')} a month" if rows else "No cases"
    return Picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH + FOOT}" width="{WIDE}" '
        f'height="{HIGH + FOOT}" role="img" font-family="system-ui, sans-serif" font-size="13" fill="currentColor">'
        f"<title>Cases opened per month: {_safe(record.source.name)}</title>{bars}"
        f'<text x="0" y="{HIGH + 15}">Cases opened per month, {ends}</text></svg>'
    )


def _bar(x: float, step: float, month: str, cases: int, top: int) -> str:
    height = HIGH * cases / top
    return (
        f"<g><title>{month}: {plural(cases, 'case')}</title>"
        f'<rect x="{x:.1f}" y="{HIGH - height:.1f}" width="{max(step - 1, 0.5):.1f}" height="{height:.1f}" '
        'fill="#1f4e79"/></g>'
    )


def _safe(value: str) -> str:
    return escape(printable(value))
