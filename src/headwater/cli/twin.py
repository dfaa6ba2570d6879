"""`headwater twin`: a twin of the service, calibrated on its record."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headwater.cli import options as o
from headwater.cli.groups import reads, same_language, speaks
from headwater.cli.output import check_target, console, plain_table, progress, quoted, say_noticed, tell, write_json
from headwater.shared.errors import InputError, UsageError
from headwater.shared.plain import clean, json_text
from headwater.shared.said import all_spoken, phrase, say, spoken, words

if TYPE_CHECKING:
    from headwater.foresight.service import Twin
    from headwater.moments.domain import Record


@speaks
@reads
def twin(
    file: o.File,
    spoiled: Annotated[
        str | None, typer.Option(metavar="EXPR", help='What counts as spoiled: "rating <= 2 or reopened".')
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="COL", help="Column that tells kinds of case apart; none for one kind.")
    ] = None,
    hand: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help='A part set by hand: "patience.billing=10 min".'),
    ] = None,
    *,
    how: dict[str, Any],
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Of the random numbers.")] = 1,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the twin is written.")] = Path("twin"),
    json: o.Json = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Write the twin and say nothing.")] = False,
) -> None:
    """Calibrate a twin of the service on its record, and check it on time that it has not seen."""
    from headwater.foresight.service import save_twin  # noqa: PLC0415 -- slow import
    from headwater.moments.service import read  # noqa: PLC0415 -- slow import

    wanted = _hand(hand or [])
    if out.exists() and not out.is_dir():
        raise UsageError(say("--out {out} is a file; give a folder for the twin.", out=out))
    if json not in (None, "-"):
        check_target(json, "--json")
    chosen = "" if kind == "none" else kind
    with progress(4) as now:
        now(say("Reading the moments"))
        record = read(file, **how)
        now(say("Calibrating"))
        fit = {"kind": chosen, "zone": how.get("timezone", "UTC"), "seed": seed}
        found = _calibrated(record, spoiled, {**fit, "hand": wanted})
        now(say("Checking on held-out time"))
        found = _checked(found, record, fit)
        now(say("Writing the twin"))
        save_twin(found, out)
    if json is not None:
        write_json(json_text(clean(all_spoken(_shown(found))), 2) + "\n", json)
    if not quiet and json != "-":
        say_twin(found, out)
        say_noticed(record.counts, None)


def _hand(given: list[str]) -> dict[str, str]:
    found = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not value.strip():
            raise UsageError(
                say('--set takes NAME=VALUE, as in --set "patience.billing=10 min", not {text}.', text=repr(text))
            )
        found[name.strip()] = value.strip()
    return found


def _calibrated(record: "Record", spoiled: str | None, how: dict[str, Any]) -> "Twin":
    """With the spoiled cases, where they are defined or a definition is recognised."""
    from headwater.causes.facts import Facts  # noqa: PLC0415 -- slow import
    from headwater.causes.spoiled import mark  # noqa: PLC0415 -- slow import
    from headwater.foresight.service import twin as calibrate  # noqa: PLC0415 -- slow import

    if not record.counts.cases:
        return calibrate(record, **how)
    try:
        marked = mark(Facts(record), spoiled)
    except InputError:
        if spoiled is not None:
            raise
        return calibrate(record, **how)
    return calibrate(record, spoiled=marked.true, definition=marked.summary.definition, **how)


def _checked(found: "Twin", record: "Record", how: dict[str, Any]) -> "Twin":
    from headwater.foresight.calibrate.check import held_out  # noqa: PLC0415 -- slow import

    try:
        return replace(found, held=held_out(record, **how))
    except InputError as error:
        return replace(found, notes=(*found.notes, error.said))


def say_twin(found: "Twin", out: Path) -> None:
    """The twin on the terminal: how far it may be trusted, its notes, how many parts were measured."""
    from headwater.foresight.calibrate.telling import WHAT, doubts, headline, thin, value  # noqa: PLC0415 -- slow import

    console().print()
    for doubt in doubts(found):
        tell(doubt)
    tell(headline(found))
    if found.held:
        console().print()
        heads = [(words(phrase("twin")), "right", None), (words(phrase("copies")), "right", None)]
        table = plain_table([(words(phrase("held-out time, distance in")), "left", None), *heads])
        for h in found.held:
            table.add_row(words(WHAT[h.measure]), *(spoken(value(h, far)) for far in (h.twin, h.copied)))
        console().print(table)
    console().print()
    for note in found.notes:
        tell(note)
    tags = [part.tag for part in found.parts]
    tell(
        say(
            "{measured} parts are measured, {assumed} assumed, {thin} rest on too little: --json - lists them.",
            measured=tags.count("measured"),
            assumed=tags.count("assumed"),
            thin=len(thin(found)),
        )
    )
    console().print()
    console().print(spoken(say("Twin    {folder}", folder=out)), markup=False)
    console().print(spoken(say("Next    headwater decide {example}", example=_example(found, out))), markup=False)


def _example(found: "Twin", out: Path) -> str:
    """A decision that can be made on this twin, where it lies, in the language that was asked for."""
    from headwater.foresight.ripples.example import example  # noqa: PLC0415 -- slow import

    folder = "" if out == Path("twin") else f" --twin {quoted(str(out))}"
    return f"{quoted(spoken(example(found)))}{folder}{same_language()}"


def _shown(found: "Twin") -> dict[str, Any]:
    """What is fitted, without the laws themselves, which lie in the folder."""
    from headwater.foresight.calibrate.telling import doubts  # noqa: PLC0415 -- slow import

    return {
        "start": found.start.isoformat(),
        "zone": found.zone,
        "spoiled": found.spoiled,
        "held": [asdict(held) for held in found.held],
        "astray": [asdict(one) for one in found.astray],
        "doubts": doubts(found),
        "parts": [asdict(part) for part in found.parts],
        "seen": asdict(found.seen),
        "alternatives": [other.said for other in found.alternatives],
        "notes": list(found.notes),
        "teams": [pool.name for pool in found.service.pools],
        "steps": [step.name for step in found.service.steps],
        "kinds": [kind.name for kind in found.service.kinds],
    }
