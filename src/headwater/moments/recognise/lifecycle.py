"""Start and complete rows of the same work, paired into one moment with a start."""

from array import array
from collections import deque
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from headwater.engine import Engine, ident
from headwater.moments.domain import Mapping
from headwater.moments.readers.raw import LINE, numbers
from headwater.moments.recognise.words import plain, word_set
from headwater.shared.said import say
from headwater.shared.words import count

NAMES = word_set("lifecycle_transition lifecycle transition lifecycle_state event_lifecycle transition_type")
INSTANCES = word_set("concept_instance instance activity_instance activity_instance_id lifecycle_id")
START = "start of work"


@dataclass
class Pairs:
    """Rows of starts and completes that belong together; the other starts and completes are counted."""

    starts: array  # type: ignore[type-arg]  # array takes no argument when the code runs
    completes: array  # type: ignore[type-arg]  # as above
    open_starts: int = 0
    bare_completes: int = 0


def find(engine: Engine, relation: str, columns: list[str]) -> str | None:
    """The column that says `start` on some rows and `complete` on others; None when there is none."""
    for column in columns:
        if plain(column) in NAMES:
            value = f"lower({ident(column)}::VARCHAR)"
            row = engine.row(
                f"SELECT count_if({value} = 'start') AS s, count_if({value} = 'complete') AS c FROM {relation}"
            )
            if row["s"] and row["c"]:
                return column
    return None


def pair(engine: Engine, relation: str, mapping: Mapping, column: str, columns: list[str]) -> tuple[str, str]:
    """SQL of the relation with each pair as one row (`START` is its start), and the sentence about it."""
    instance = next((c for c in columns if plain(c) in INSTANCES), None)
    pairs = _match(engine, relation, mapping, column, instance)
    name = f"{relation}_pairs"
    table = pa.table({"start_row": numbers(np.array(pairs.starts)), "complete_row": numbers(np.array(pairs.completes))})
    engine.register(name, table)
    at = ident(mapping.at)
    query = (
        f"SELECT r.*, s.at AS {ident(START)} FROM {relation} r LEFT JOIN "
        f"(SELECT p.complete_row, q.{at} AS at FROM {name} p JOIN {relation} q ON q.{LINE} = p.start_row) s "
        f"ON r.{LINE} = s.complete_row WHERE r.{LINE} NOT IN (SELECT start_row FROM {name})"
    )
    return query, _sentence(pairs, column, instance)


def _match(engine: Engine, relation: str, mapping: Mapping, column: str, instance: str | None) -> Pairs:
    """First in, first out within case, step and (where recorded) instance, in order of time and then of the file."""
    key = f"hash({ident(mapping.case)}, {ident(mapping.step)}{', ' + ident(instance) if instance else ''})"
    kind = f"lower({ident(column)}::VARCHAR)"
    query = (
        f"SELECT {key} AS k, {LINE} AS r, {kind} = 'start' AS s FROM {relation} WHERE {kind} IN ('start', 'complete') "
        f"ORDER BY k, {ident(mapping.at)}, r"
    )
    pairs, waiting, current = Pairs(array("q"), array("q")), deque[int](), None
    for batch in engine.stream(query):
        for k, r, s in zip(*(batch.column(i).to_pylist() for i in range(3)), strict=True):
            if k != current:
                pairs.open_starts += len(waiting)
                waiting.clear()
                current = k
            _step(pairs, waiting, r, s)
    pairs.open_starts += len(waiting)
    return pairs


def _step(pairs: Pairs, waiting: deque[int], row: int, start: bool) -> None:
    if start:
        waiting.append(row)
    elif waiting:
        pairs.starts.append(waiting.popleft())
        pairs.completes.append(row)
    else:
        pairs.bare_completes += 1


def _sentence(pairs: Pairs, column: str, instance: str | None) -> str:
    by = say("case, step and {instance}", instance=instance) if instance else say("case and step, first in first out")
    return say(
        "{n} pairs of start and complete in {column} became one moment each (paired by {by}); "
        "{starts} starts without a complete and {completes} completes without a start stay as moments of their own.",
        n=count(len(pairs.starts)), column=column, by=by, starts=count(pairs.open_starts),
        completes=count(pairs.bare_completes),
    )  # fmt: skip
