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
from headwater.shared.said import amount, phrase, say
from headwater.shared.words import count

ORDERS = {"day first": phrase("day first"), "month first": phrase("month first")}


def sample_notes(looked: Sample) -> list[str]:
    """How much was looked at to choose the columns' roles."""
    if looked.whole:
        return []
    rows = count(looked.table.num_rows)
    return [say("The columns' roles were chosen by the first {n} rows; all rows are read.", n=rows)]


def left_out(mapping: Mapping, set_by_user: tuple[str, ...]) -> list[str]:
    """Why columns are left out."""
    own = [c for c in mapping.ignored if c not in set_by_user]
    numbers = say("Left out: {columns} (another value on every row: it numbers the rows).", columns=", ".join(own))
    chosen = [c for c in mapping.ignored if c in set_by_user]
    by_you = say("Left out, as set by you: {columns}.", columns=", ".join(chosen))
    return [note for note, columns in ((numbers, own), (by_you, chosen)) if columns]


def mixed_notes(mapping: Mapping, times: dict[Role, Reading], zone: str | None) -> list[str]:
    """How many times name their own zone and how many are read by the zone that was set."""
    return [
        say(
            "Of the times in {column}, {own} name their own time zone and {none} name none; those are "
            "taken as clock times of {zone}, as set by you.",
            column=column,
            own=count(mixed.own),
            none=count(mixed.none),
            zone=zone,
        )
        for role, column in mapping.roles()
        if role in times and (mixed := times[role].mixed)
    ]


def zone_notes(engine: Engine, raw: Raw, times: dict[Role, Reading], zone: str | None) -> list[str]:
    """Which zone the clock times are in, and what became of the hours around a change of clocks."""
    naive = {role: t for role, t in times.items() if t.naive}
    if not naive:
        return []
    if zone is None:
        return [say("The times name no time zone and are taken as UTC (set --timezone to change that).")]
    if zone == "UTC":
        return []
    counts = [twice_or_never(engine, raw.relation, t.sql, t.local, zone) for t in naive.values()]
    twice, never = (sum(c[i] for c in counts) for i in (0, 1))
    notes = [] if all(t.mixed for t in naive.values()) else [_clock_of(zone)]
    return notes + ([_around_changes(twice, never)] if twice or never else [])


def _clock_of(zone: str) -> str:
    return say("The times are taken as clock times of {zone}.", zone=zone)


def _around_changes(twice: int, never: int) -> str:
    said = phrase("{twice} clock times exist twice and {never} never: {rule}.")
    return say(said, twice=count(twice), never=count(never), rule=say(RULE))


def order_notes(mapping: Mapping, times: dict[Role, Reading], given: str | None) -> list[str]:
    """How day and month were told apart."""
    why = say("as set by you") if given else say("as values above 12 show")
    read = phrase("The times in {column} are read {order} ({described}), {why}.")
    return [
        say(read, column=column, order=say(ORDERS[order]), described=times[role].described, why=why)
        for role, column in mapping.roles()
        if role in times and (order := times[role].order)
    ]


def clock_notes(mapping: Mapping, times: dict[Role, Reading], columns: dict[str, Column]) -> list[str]:
    """A warning where the times are days only."""
    if times["at"].clock:
        return []
    clocks = [c.name for c in columns.values() if c.is_text and re.fullmatch(r"\d\d?:\d\d(:\d\d)?", c.low or "")]
    days = {"at": mapping.at, "clock": clocks[0] if clocks else ""}
    if not clocks:
        return [say("The times in {at} are days without a clock, so waits are whole days.", **days)]
    apart = phrase(
        "The times in {at} are days without a clock, so waits are whole days; the clock seems to stand in {clock}: "
        'give both with --at "{at}+{clock}".'
    )
    return [say(apart, **days)]


def start_notes(engine: Engine, raw: Raw, mapping: Mapping, times: dict[Role, Reading]) -> list[str]:
    """How many starts could not be read; their moments stay, without a start."""
    if mapping.start is None or "start" not in times:
        return []
    row = engine.row(f"SELECT count({ident(mapping.start)}) - count({times['start'].sql}) AS n FROM {raw.relation}")
    none = phrase("{n} values of {column} are no times; these moments have no start.")
    return [say(none, n=count(row["n"]), column=mapping.start)] if row["n"] else []


def kind_notes(typed: list[Typed]) -> list[str]:
    """Codes kept as text, flags with words of their own, and times that stayed text."""
    codes = [t.column for t in typed if t.note == "code"]
    kept = phrase("Numbers that name things are kept as text: {columns}.")
    notes: list[str] = [say(kept, columns=", ".join(codes))] if codes else []
    flags = phrase("In {column}, {yes} is yes and {no} is no.")
    for t in typed:
        if t.flag and t.flag != ("false", "true"):
            notes.append(say(flags, column=t.column, yes=repr(t.flag[1]), no=repr(t.flag[0])))
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
    several = phrase("In {n} of {cases} cases {column} has several values; the first is used.")
    return [say(several, n=count(row["n"]), cases=count(row["cases"]), column=mapping.customer)]


def _was_likely(c: Column) -> bool:
    return several_customers(c) and told("customer")(c)[0] > AGAINST and name_score("customer", c.name) >= 6


def _no_customer(c: Column) -> str:
    return say(
        "{column} is not taken as the customer, as a case has several (in {share} of the cases); "
        "--customer {column} takes it, with the first of each case.",
        column=c.name,
        share=amount(f"{1 - c.steady:.0%}"),
    )


def shape_notes(mapping: Mapping, columns: dict[str, Column]) -> list[str]:
    """A warning where nearly every row is a case of its own."""
    case = columns[mapping.case]
    if case.rows > 20 and case.distinct > 0.95 * case.filled:
        own = phrase(
            "Nearly every row has its own {column}, so cases have one moment each; a chain needs one row per "
            "step or per update. Export the history of the cases, or name another column with --case."
        )
        return [say(own, column=mapping.case)]
    return []
