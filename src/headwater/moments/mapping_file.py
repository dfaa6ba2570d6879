"""The mapping file: what was recognised, with its reasons, as TOML that a person can change and give back."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from headwater.moments.domain import MEANINGS, ROLES, Meaning, Role, Source
from headwater.shared.errors import UsageError

SETTINGS = ("timezone", "dates", "shape")


@dataclass(frozen=True)
class Saved:
    """What a mapping file says: columns by role, columns left out, settings of the reading, columns by kind."""

    roles: dict[Role, str]
    ignored: tuple[str, ...]
    settings: dict[str, str]
    kinds: tuple[tuple[str, Meaning], ...] = ()


def write(path: str | Path, source: Source) -> None:
    """Write the source's mapping; reading the same file with it gives the same source."""
    settings = dict(source.settings)
    state = settings.get("shape", "events").partition("updates of ")[2]
    lines = [f"# How {source.name} is read. Change what is wrong, then give this file with --mapping.", ""]
    lines += [*_settings(settings), "", "[roles]"]
    for choice in source.mapping.reasons:
        column = state if choice.role == "step" and state else choice.column
        if column in _columns_made:
            continue
        lines += [f"# {choice.reason}", f"{choice.role} = {_quoted(column)}"]
    if source.mapping.ignored:
        lines += ["", f"[columns]\nignored = [{', '.join(map(_quoted, source.mapping.ignored))}]"]
    if source.kinds:
        lines += ["", "[kinds]"]
    for kind in MEANINGS:
        if columns := [column for column, meaning in source.kinds if meaning == kind]:
            lines.append(f"{kind} = [{', '.join(map(_quoted, columns))}]")
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


def read(path: str | Path) -> Saved:
    """A mapping file. Raises UsageError where it cannot be used."""
    try:
        found = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The mapping file {path} cannot be read: {error}.") from error
    roles, columns = found.get("roles", {}), found.get("columns", {})
    settings = {k: v for k, v in found.items() if k not in ("roles", "columns", "kinds")}
    _refuse(path, [r for r in roles if r not in ROLES], f"roles are {', '.join(ROLES)}")
    _refuse(path, [s for s in settings if s not in SETTINGS], f"settings are {', '.join(SETTINGS)}")
    _refuse(path, [c for c in columns if c != "ignored"], "under [columns] only ignored is known")
    return Saved(roles, tuple(columns.get("ignored", ())), settings, _kinds(path, found.get("kinds", {})))


def _kinds(path: str | Path, kinds: dict[str, list[str]]) -> tuple[tuple[str, Meaning], ...]:
    """The columns that are set to be case mix, a link or a sign; each is one of them."""
    _refuse(path, [k for k in kinds if k not in MEANINGS], f"under [kinds] there are {', '.join(MEANINGS)}")
    found: dict[str, Meaning] = {}
    for kind in MEANINGS:
        for column in kinds.get(kind, []):
            if column in found:
                raise UsageError(f"The mapping file {path} has {column} as {found[column]} and as {kind}; choose one.")
            found[column] = kind
    return tuple(found.items())


def _settings(settings: dict[str, str]) -> list[str]:
    shape = settings.get("shape", "events")
    lines = [f"{k} = {_quoted(settings[k])}" for k in ("timezone", "dates") if k in settings]
    return [*lines, f"shape = {_quoted(shape.split(' ')[0])}"]


def _refuse(path: str | Path, unknown: list[str], known: str) -> None:
    if unknown:
        raise UsageError(f"The mapping file {path} has {', '.join(unknown)}, which is not known; {known}.")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


_columns_made = ("start of work", "step of the update")
