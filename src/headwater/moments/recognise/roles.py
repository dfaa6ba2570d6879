"""Which column plays which role: a name score plus what the values themselves say."""

from headwater.moments.domain import ROLES, Choice, Mapping, Role
from headwater.moments.readers.raw import Raw
from headwater.moments.recognise.profile import Column
from headwater.moments.recognise.words import PHRASE, USUAL, plain
from headwater.shared.errors import InputError, UsageError


def recognise(raw: Raw, columns: dict[str, Column], given: dict[str, str]) -> Mapping:
    chosen: dict[Role, Choice] = {}
    for role in ROLES:
        free = [c for c in columns.values() if c.name not in {k.column for k in chosen.values()}]
        if role in given:
            chosen[role] = Choice(role, _known(given[role], raw), "set by you")
            continue
        found = [(USUAL[role].index(plain(c.name)), c.name) for c in free if plain(c.name) in USUAL[role]]
        if found:
            chosen[role] = Choice(role, min(found)[1], f"its name is a usual name for {PHRASE[role]}")
    for role in ("case", "step", "at"):
        if role not in chosen:
            raise InputError(
                f"No column was recognised as {PHRASE[role]}; the columns are {', '.join(columns)}. Name it with --{role}."
            )
    ignored = tuple(
        c.name
        for c in columns.values()
        if c.unique == 1 and c.name not in {k.column for k in chosen.values()} and plain(c.name).endswith("id")
    )
    return Mapping(**{r: c.column for r, c in chosen.items()}, ignored=ignored, reasons=tuple(chosen.values()))


def _known(name: str, raw: Raw) -> str:
    if name in raw.columns:
        return name
    raise UsageError(f"There is no column {name}; the columns are {', '.join(raw.columns)}.")
