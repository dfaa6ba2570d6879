"""One row per update of a ticket: each row is a new state of it, and the changes between rows are the moments."""

from headwater.engine import Engine, ident
from headwater.moments.domain import Mapping
from headwater.moments.readers.raw import LINE
from headwater.moments.recognise.words import plain, word_set
from headwater.shared.said import say
from headwater.shared.words import count, joined

REPEATED = 0.1
"""From this share of rows whose state is that of the row before, the rows are updates and not events."""

STATES = word_set("state status zustand estado statut etat stato toestand")
STEP = "step of the update"
UPDATE = "Update"


def is_updates(engine: Engine, relation: str, mapping: Mapping) -> bool:
    """Whether rows are updates of a ticket: the step is its state, which often stays while something else changes.

    A row that repeats state, time, person and group of the row before is a duplicate and no update: it does not weigh.
    """
    if not STATES & set(plain(mapping.step).split("_")) or not (mapping.who or mapping.team):
        return False
    order = f"OVER (PARTITION BY {ident(mapping.case)} ORDER BY {ident(mapping.at)}, {LINE})"
    seen = {"s": mapping.step, "t": mapping.at, "w": mapping.who, "g": mapping.team}
    picks = ", ".join(f"{ident(c)} AS {k}, lag({ident(c)}) {order} AS was_{k}" for k, c in seen.items() if c)
    again = " AND ".join(f"{k} IS NOT DISTINCT FROM was_{k}" for k, c in seen.items() if c)
    row = engine.row(
        f"SELECT count_if(s = was_s) AS same, count(was_s) AS pairs FROM (SELECT {picks} FROM {relation}) "
        f"WHERE NOT ({again})"
    )
    return bool(row["pairs"]) and row["same"] >= REPEATED * row["pairs"]


def as_moments(mapping: Mapping, relation: str) -> str:
    """SQL: the typed relation with `STEP`: the new state; else what changed of group and person; else `Update`.

    A value that a row leaves out counts as unchanged; the first one known is an assignment, another a reassignment.
    """
    order = f"OVER (PARTITION BY {ident(mapping.case)} ORDER BY {ident(mapping.at)}, {LINE}"
    rows = "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    known = "".join(
        f", last_value({ident(column)} IGNORE NULLS) {order} {rows} AS was_{role}"
        for role, column in (("team", mapping.team), ("who", mapping.who))
        if column
    )
    step = ident(mapping.step)
    changes = f"WHEN was_state IS NULL OR was_state <> {step} THEN {step} " + "".join(
        _change(role, column, noun)
        for role, column, noun in (("team", mapping.team, "group"), ("who", mapping.who, "person"))
        if column
    )
    hidden = ", ".join(["was_state", *(f"was_{r}" for r in ("team", "who") if getattr(mapping, r))])
    return (
        f"SELECT * EXCLUDE ({hidden}), CASE {changes} ELSE '{UPDATE}' END AS {ident(STEP)} FROM "
        f"(SELECT *, lag({step}) {order}) AS was_state{known} FROM {relation})"
    )


def _change(role: str, column: str, noun: str) -> str:
    name = ident(column)
    return (
        f"WHEN {name} IS NOT NULL AND was_{role} IS NULL THEN 'Assigned {noun}' "
        f"WHEN {name} <> was_{role} THEN 'Reassigned {noun}' "
    )


def note(engine: Engine, relation: str, mapping: Mapping) -> str:
    """What was made of the rows, with how many of each."""
    found = engine.sql(
        f"SELECT {ident(STEP)} AS s, count(*) AS n FROM {relation} "
        f"WHERE {ident(STEP)} IN ('Assigned group', 'Reassigned group', 'Assigned person', "
        f"'Reassigned person', '{UPDATE}') "
        "GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    pairs = zip(found["s"].to_pylist(), found["n"].to_pylist(), strict=True)
    parts = [say("{n} × {step}", n=count(n), step=step) for step, n in pairs]
    return say(
        "Each row is an update of a ticket: the step is the new value of {column} where it changes, else what "
        "changed ({parts}); an update that changes none of state, group and person is the step {update}.",
        column=mapping.step, parts=joined(", ", parts) if parts else say("nothing"), update=UPDATE,
    )  # fmt: skip
