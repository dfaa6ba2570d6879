"""A twin in words: how far it may be trusted, what was fitted, and where each number comes from."""

from collections.abc import Iterator

from headwater.foresight.domain import TAGS, Astray, Held, Part, Twin
from headwater.shared.said import amount, phrase, say, spoken
from headwater.shared.words import count, duration, joined, plural, share, wrapped

NEAR = 1.25
"""A distance is as small as that of copies of real cases up to this factor."""
WHAT = {
    "NGD": phrase("the order of the steps"),
    "AED": phrase("when things happen"),
    "CED": phrase("the hours of the day"),
    "RED": phrase("when each step comes in a case"),
    "CTD": phrase("how long cases take"),
}
TRIFLE = 1 / 60
"""hours by which a distance is no larger than it should be: an hour is what distances are counted in"""
SHOWN = 40


def text(twin: Twin) -> str:
    """All of it, as it is printed."""
    lines = [
        *(wrapped(doubt) for doubt in doubts(twin)),
        wrapped(headline(twin)),
        "",
        *(wrapped(note) for note in twin.notes),
        "",
    ]
    return "\n".join([*lines, *_parts(twin)]).rstrip()


def headline(twin: Twin) -> str:
    """How far the twin may be trusted."""
    if not twin.held:
        return say(
            "A twin of {states} and {teams}, not checked on held-out time yet: check() does.",
            states=plural(len(twin.service.states), "state"),
            teams=plural(len(twin.service.pools), "team"),
        )
    far = [h for h in twin.held if h.twin > NEAR * h.copied and (h.unit == "share" or h.twin - h.copied > TRIFLE)]
    near = [say(WHAT[h.measure]) for h in twin.held if h not in far]
    if not far:
        return say(
            "On held-out time the twin lies as close to the record as copies of real cases do, in all {n} measures.",
            n=len(twin.held),
        )
    if not near:
        return say(
            "On held-out time the twin lies further from the record than copies of real cases do in all of it: trust "
            "the direction of its answers, not their size."
        )
    return say(
        "On held-out time the twin lies as close to the record as copies of real cases do in {near}; less so in {far}: "
        "there, trust changes more than levels.",
        near=joined(", ", near),
        far=joined(", ", [_against(h) for h in far]),
    )


def doubts(twin: Twin) -> list[str]:
    """For each queue at which the twin, run as it is, does not do as the record does: that it does not, and how far
    off it is."""
    queues = list(dict.fromkeys(found.where for found in twin.astray))
    return [
        say(
            "The twin does not reproduce today's waiting at {queue}: {apart}; do not trust answers about it.",
            queue=queue, apart=apart(twin, queue),
        )
        for queue in queues
    ]  # fmt: skip


def apart(twin: Twin, queue: str) -> str:
    """What the record has at a queue, and what the twin has."""
    return joined(", ", [_apart(found) for found in twin.astray if found.where == queue])


def _apart(found: Astray) -> str:
    seconds = found.measure == "waiting"
    recorded, made = (duration(v * 3600) if seconds else share(v) for v in (found.recorded, found.twin))
    held = {"recorded": recorded, "twin": made}
    told = (
        say("a mean wait of {recorded} in the record and {twin} in the twin", **held)
        if seconds
        else say("{recorded} give up in the record and {twin} in the twin", **held)
    )
    return told if found.when == "week" else say("on {day} {told}", day=say(found.when), told=told)


def _against(held: Held) -> str:
    return say(
        "{what} ({twin} against {copied})",
        what=say(WHAT[held.measure]),
        twin=value(held, held.twin),
        copied=value(held, held.copied),
    )


def value(held: Held, distance: float) -> str:
    """A distance in its unit."""
    return amount(f"{distance:.3g}") if held.unit == "share" else duration(distance * 3600)


def thin(twin: Twin) -> list[Part]:
    """The parts that rest on too little."""
    return [part for part in twin.parts if part.thin]


def _parts(twin: Twin) -> Iterator[str]:
    for tag in TAGS:
        mine = [part for part in twin.parts if part.tag == tag]
        if not mine:
            continue
        yield spoken(say("{tag:upper}", tag=say(TAGS[tag])))
        for part in mine[:SHOWN]:
            yield wrapped(say("  {line}", line=_line(part)))
        if len(mine) > SHOWN:
            yield spoken(say("  … and {n} more", n=len(mine) - SHOWN))
        yield ""


def _line(part: Part) -> str:
    rests = say(" (n {n})", n=count(part.n)) if part.n else ""
    thin = say(", thin: {note}", note=part.note) if part.thin else ""
    return say(
        "{name}: {said}; {source}{rests}{thin}",
        name=part.name,
        said=part.said,
        source=part.source,
        rests=rests,
        thin=thin,
    )
