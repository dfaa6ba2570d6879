"""What each column of a file was recognised as, with the reason: what `headwater columns` prints."""

from dataclasses import dataclass

from headwater.engine import Engine
from headwater.moments.domain import Choice, Meaning, Source
from headwater.shared.said import phrase, say

SAID: dict[Meaning, str] = {
    "mix": phrase("case mix"), "link": phrase("a link"), "sign": phrase("a sign that follows the damage"),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One column: its role (or "attribute", "left out"), its kind, why, and some of its values."""

    column: str
    role: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Recognition:
    """The recognised columns of a file, the notes about it, and the source itself."""

    name: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    source: Source

    def __str__(self) -> str:
        width = max((len(x.column) for x in self.lines), default=0)
        rows = [f"{x.role:<9}  {x.column:<{width}}  {x.kind:<6}  {x.reason}".rstrip() for x in self.lines]
        return "\n".join([self.name, *rows, *(f"* {note}" for note in self.notes)])


def recognition(engine: Engine, source: Source) -> Recognition:
    """The columns of an opened source: roles first, then attributes, then what is left out."""
    types = {r["column_name"]: _kind(r["column_type"]) for r in engine.sql(f"DESCRIBE {source.relation}").to_pylist()}
    m = source.mapping
    reasons = m.reasons or tuple(Choice(role, column, say("as it was imported")) for role, column in m.roles())
    roles = [Line(c.column, c.role, types.get(c.column, "text"), c.reason) for c in reasons]
    taken = {c for _, c in m.roles()} | set(m.ignored) | {"row_number"}
    said = {c: say("{meaning}, set by you", meaning=say(SAID[meaning])) for c, meaning in source.kinds}
    rest = [Line(c, "attribute", kind, said.get(c, "")) for c, kind in types.items() if c not in taken]
    out = [Line(c, "left out", types.get(c, "text"), "") for c in m.ignored]
    return Recognition(source.name, (*roles, *rest, *out), source.notes, source)


def _kind(sql_type: str) -> str:
    if sql_type == "BOOLEAN":
        return "flag"
    if sql_type.startswith(("TIMESTAMP", "DATE", "TIME")):
        return "time"
    numeric = sql_type.startswith(("DECIMAL", "DOUBLE", "FLOAT", "REAL")) or sql_type.endswith("INT")
    return "number" if numeric or sql_type.endswith("INTEGER") else "text"
