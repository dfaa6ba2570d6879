"""XES, the event log standard of process mining (IEEE 1849), plain or gzipped, read as a stream of elements."""

from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from headwater.engine import Engine, ident
from headwater.moments.domain import Role
from headwater.moments.readers.raw import LINE, Options, Raw, fresh_name
from headwater.moments.readers.rows import Rows
from headwater.moments.readers.streams import blocks
from headwater.shared.errors import InputError
from headwater.shared.said import phrase, say
from headwater.shared.words import count

VALUES = frozenset(["string", "date", "int", "float", "boolean", "id"])
CASE = "case:concept:name"
HINTS: dict[Role, str] = {"case": CASE, "step": "concept:name", "at": "time:timestamp"}


def read(engine: Engine, path: Path, options: Options) -> Raw:
    """One row per event: its attributes by key, the trace's as `case:<key>`. Entities are refused, never expanded."""
    log = _Log(Rows(engine, options))
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = log.start, log.end
    parser.EntityDeclHandler = _refuse_entities(path)
    parser.ExternalEntityRefHandler = None
    log.parser = parser
    try:
        for block in blocks(path, options):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise InputError(
            f"{path.name} is not well-formed XML at line {error.lineno} ({expat.ErrorString(error.code)}); it was "
            "probably cut off, so export it again."
        ) from error
    if not log.is_log:
        raise InputError(f"{path.name} is an XML file but no XES log (it has no <log>); export it as XES or CSV.")
    return _named(engine, log.rows.close(path.name, line_word="line", notes=log.notes()))


def _named(engine: Engine, raw: Raw) -> Raw:
    """Case attributes under their own key where no event attribute has it; the standard's keys as roles."""
    shown = dict(plain_case_names(raw.columns))
    relation = fresh_name()
    picks = ", ".join(f"{ident(c)} AS {ident(s)}" for c, s in shown.items())
    engine.run(f"CREATE OR REPLACE VIEW {relation} AS SELECT {LINE}, {picks} FROM {raw.relation}")
    columns = tuple(shown.values())
    hints = {role: key for role, key in HINTS.items() if key in columns}
    return Raw(relation, columns, raw.line_word, True, raw.rejected, raw.notes, hints)


def _refuse_entities(path: Path) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise InputError(
            f"{path.name} defines XML entities, which an event log never needs and which can be used to exhaust "
            "memory; it was not read. Export it again without a DOCTYPE."
        )

    return refuse


class _Log:
    """Where the parser is: in the log, in a trace, in an event, and how deep in nested attributes."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.parser: expat.XMLParserType | None = None
        self.is_log = False
        self.trace: dict[str, str | None] | None = None
        self.event: dict[str, str | None] | None = None
        self.nesting: list[str] = []
        self.number = self.traces = self.empty = self.nested = 0
        self.last_line = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        name = tag.rpartition(":")[2]
        if name == "log":
            self.is_log = True
        elif name == "trace":
            self.trace, self.number, self.traces = {}, 0, self.traces + 1
        elif name == "event":
            self.event = {}
        elif self.trace is not None or self.event is not None:
            self._attribute(name, attributes)

    def end(self, tag: str) -> None:
        """An element closes."""
        name = tag.rpartition(":")[2]
        if name == "event" and self.event is not None:
            self.number += 1
            self.rows.add(self._line(), {**self._case(), **self.event})
            self.event = None
        elif name == "trace":
            self.empty += not self.number
            self.trace = None
        elif self.nesting and name not in ("log", "global", "extension", "classifier"):
            self.nesting.pop()

    def notes(self) -> tuple[str, ...]:
        """What became of what does not fit a table."""
        notes = [say("{n} traces have no event and give no moment.", n=count(self.empty))] if self.empty else []
        if self.nested:
            nested = phrase("{n} attributes inside other attributes became columns named outer.inner.")
            notes.append(say(nested, n=count(self.nested)))
        return tuple(notes)

    def _attribute(self, name: str, attributes: dict[str, str]) -> None:
        key = ".".join([*self.nesting, attributes.get("key", name)])
        self.nesting.append(attributes.get("key", name))
        if name not in VALUES or "value" not in attributes:
            return
        self.nested += len(self.nesting) > 1
        target = self.event if self.event is not None else self.trace
        if target is not None:
            target[key] = attributes["value"] or None

    def _case(self) -> dict[str, str | None]:
        return {f"case:{key}": value for key, value in (self.trace or {}).items()}

    def _line(self) -> int:
        """The line where the event ends; one more than the last event's where a file has them on one line."""
        assert self.parser is not None
        self.last_line = max(self.parser.CurrentLineNumber, self.last_line + 1)
        return self.last_line


def plain_case_names(columns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """`case:<key>` columns with the name they are shown by: the key alone where no event column has it."""
    taken = {c.lower() for c in columns}
    for column in columns:
        key = column.removeprefix("case:")
        yield column, column if column in (key, CASE) or key.lower() in taken else key
