"""What is said beside the numbers about how a file was read: one sentence each."""

import re

from headwater.engine import Engine, ident
from headwater.moments.domain import Mapping, Role
from headwater.moments.readers.raw import Raw
from headwater.moments.recognise.kinds import Typed
from headwater.moments.recognise.profile import Column, Sample
from headwater.moments.recognise.times import Reading
from headwater.moments.recognise.times.zones import RULE, twice_or_never
from headwater.moments.recognise.weigh import AGAINST, several_customers, told
from headwater.moments.recognise.words import name_score


def sample_notes(looked: Sample) -> list[str]:
    """How much was looked at to choose the columns' roles."""
    if looked.whole:
        return []
    return [f"The columns' roles were chosen by the first {looked.table.num_rows:,} rows; all rows are read."]


def left_out(mapping: Mapping, set_by_user: tuple[str, ...]) -> list[str]:
    """Why columns are left out."""
    own = [c for c in mapping.ignored if c not in set_by_user]
    notes = [f"Left out: {', '.join(own)} (another value on every row: it numbers the rows)."] if own else []
    chosen = [c for c in mapping.ignored if c in set_by_user]
    return notes + ([f"Left out, as set by you: {', '.join(chosen)}."] if chosen else [])


def mixed_notes(mapping: Mapping, times: dict[Role, Reading], zone: str | None) -> list[str]:
    """How many times name their own zone and how many are read by the zone that was set."""
    return [
        f"Of the times in {column}, {mixed.own:,} name their own time zone and {mixed.none:,} name none; those are "
        f"taken as clock times of {zone}, as set by you."
        for role, column in mapping.roles()
        if role in times and (mixed := times[role].mixed)
    ]


def zone_notes(engine: Engine, raw: Raw, times: dict[Role, Reading], zone: str | None) -> list[str]:
    """Which zone the clock times are in, and what became of the hours around a change of clocks."""
    naive = {role: t for role, t in times.items() if t.naive}
    if not naive:
        return []
    if zone is None:
        return ["The times name no time zone and are taken as UTC (set --timezone to change that)."]
    if zone == "UTC":
        return []
    counts = [twice_or_never(engine, raw.relation, t.sql, t.local, zone) for t in naive.values()]
    twice, never = (sum(c[i] for c in counts) for i in (0, 1))
    notes = [f"The times are taken as clock times of {zone}."]
    if all(t.mixed for t in naive.values()):
        notes = []
    return notes + ([f"{twice:,} clock times exist twice and {never:,} never: {RULE}."] if twice or never else [])


def order_notes(mapping: Mapping, times: dict[Role, Reading], given: str | None) -> list[str]:
    """How day and month were told apart."""
    why = "as set by you" if given else "as values above 12 show"
    return [
        f"The times in {column} are read {times[role].order} ({times[role].described}), {why}."
        for role, column in mapping.roles()
        if role in times and times[role].order
    ]


def clock_notes(mapping: Mapping, times: dict[Role, Reading], columns: dict[str, Column]) -> list[str]:
    """A warning where the times are days only."""
    if times["at"].clock:
        return []
    clocks = [c.name for c in columns.values() if c.is_text and re.fullmatch(r"\d\d?:\d\d(:\d\d)?", c.low or "")]
    apart = (
        f'; the clock seems to stand in {clocks[0]}: give both with --at "{mapping.at}+{clocks[0]}"' if clocks else ""
    )
    return [f"The times in {mapping.at} are days without a clock, so waits are whole days{apart}."]


def start_notes(engine: Engine, raw: Raw, mapping: Mapping, times: dict[Role, Reading]) -> list[str]:
    """How many starts could not be read; their moments stay, without a start."""
    if mapping.start is None or "start" not in times:
        return []
    row = engine.row(f"SELECT count({ident(mapping.start)}) - count({times['start'].sql}) AS n FROM {raw.relation}")
    return [f"{row['n']:,} values of {mapping.start} are no times; these moments have no start."] if row["n"] else []


def kind_notes(typed: list[Typed]) -> list[str]:
    """Codes kept as text, flags with words of their own, and times that stayed text."""
    codes = [t.column for t in typed if t.note == "code"]
    notes = [f"Numbers that name things are kept as text: {', '.join(codes)}."] if codes else []
    for t in typed:
        if t.flag and t.flag != ("false", "true"):
            notes.append(f"In {t.column}, {t.flag[1]!r} is yes and {t.flag[0]!r} is no.")
    return notes + [t.note for t in typed if t.note and t.note != "code"]


def customer_notes(engine: Engine, relation: str, mapping: Mapping, columns: dict[str, Column]) -> list[str]:
    """How many cases have several customers, where most have; and which column is not the customer for that reason."""
    if mapping.customer is None:
        taken = {c for _, c in mapping.roles()} | set(mapping.ignored)
        return [_no_customer(c) for c in columns.values() if c.name not in taken and _was_likely(c)]
    if mapping.customer not in columns or not several_customers(columns[mapping.customer]):
        return []
    case, customer = ident(mapping.case), ident(mapping.customer)
    row = engine.row(
        f"SELECT count_if(low <> high) AS n, count(*) AS cases FROM (SELECT min({customer}) AS low, "
        f"max({customer}) AS high FROM {relation} GROUP BY {case})"
    )
    return [f"In {row['n']:,} of {row['cases']:,} cases {mapping.customer} has several values; the first is used."]


def _was_likely(c: Column) -> bool:
    return several_customers(c) and told("customer")(c)[0] > AGAINST and name_score("customer", c.name) >= 6


def _no_customer(c: Column) -> str:
    return (
        f"{c.name} is not taken as the customer, as a case has several (in {1 - c.steady:.0%} of the cases); "
        f"--customer {c.name} takes it, with the first of each case."
    )


def shape_notes(mapping: Mapping, columns: dict[str, Column]) -> list[str]:
    """A warning where nearly every row is a case of its own."""
    case = columns[mapping.case]
    if case.rows > 20 and case.distinct > 0.95 * case.filled:
        return [
            f"Nearly every row has its own {mapping.case}, so cases have one moment each; a chain needs one row per "
            "step or per update. Export the history of the cases, or name another column with --case."
        ]
    return []
