"""Where plans clash, before the start: promises that cannot be kept, promises made twice, what nobody carries."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

from headwater.foresight.decisions.demand import Campaign
from headwater.foresight.decisions.words import percent
from headwater.foresight.sheet.claims import both_change, links, plain, promised, serves
from headwater.foresight.sheet.domain import ANSWER, Promised, Sheet
from headwater.foresight.sheet.files import read_sheet
from headwater.foresight.sheet.units import said
from headwater.shared.errors import UsageError
from headwater.shared.said import all_spoken, dated, phrase, say
from headwater.shared.words import joined, listing, plural, wrapped

SCHEMA = "headwater-clashes/1"
KINDS = {
    "promise without capacity": phrase("promise without capacity"), "two promises": phrase("two promises"),
    "campaign without a service plan": phrase("campaign without a service plan"),
    "two changes to one link": phrase("two changes to one link"), "link without owner": phrase("link without owner"),
    "owner without means": phrase("owner without means"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing to settle before the start: its kind, a sentence, what would settle it, and the plans it is in."""

    kind: str
    sentence: str
    settle: str
    plans: tuple[str, ...]


@dataclass(frozen=True)
class Clashes:
    """What was found in so many plans; prints well."""

    plans: tuple[str, ...]
    found: tuple[Clash, ...]

    @property
    def sentence(self) -> str:
        """How many, or that there are none."""
        named = listing(self.plans)
        if not self.found:
            return say("Nothing clashes in {plans}.", plans=named)
        things = plural(len(self.found), "thing")
        return say("{things} to settle before the start of {plans}.", things=things, plans=named)

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        clashes = [asdict(clash) for clash in self.found]
        found: dict[str, Any] = all_spoken(
            {"schema": SCHEMA, "sentence": self.sentence, "plans": self.plans, "clashes": clashes}
        )
        return found

    def __str__(self) -> str:
        told = (
            say("{kind:upper}. {sentence} {settle}", kind=say(KINDS[c.kind]), sentence=c.sentence, settle=c.settle)
            for c in self.found
        )
        return "\n\n".join(wrapped(text) for text in (self.sentence, *told))


def check_plans(paths: Sequence[str | Path]) -> Clashes:
    """The clashes between the plans in these files (InputError where one cannot be used)."""
    _check_once(paths)
    plans = _told_apart([read_sheet(path) for path in paths], paths)
    return Clashes(tuple(plan.name for plan in plans), clashes(plans))


def _check_once(paths: Sequence[str | Path]) -> None:
    """UsageError for a file given twice, which would clash with itself."""
    places = [Path(path).resolve() for path in paths]
    twice = [path for n, path in enumerate(paths) if places[n] in places[:n]]
    if twice:
        raise UsageError(say("{path} is given twice; give each plan once.", path=twice[0]))


def _told_apart(plans: Sequence[Sheet], paths: Sequence[str | Path]) -> list[Sheet]:
    """Plans of one name get the names of their files."""
    names = [plan.name for plan in plans]
    return [
        replace(plan, name=f"{plan.name} ({path})") if names.count(plan.name) > 1 else plan
        for plan, path in zip(plans, paths, strict=True)
    ]


def clashes(plans: Sequence[Sheet]) -> tuple[Clash, ...]:
    """All of them: between two plans first, then what one plan alone leaves open."""
    between = [
        *_beyond_capacity(plans),
        *_two_promises(plans),
        *_no_capacity(plans),
        *_no_plan(plans),
        *_same_link(plans),
    ]
    return (*between, *_without_owner(plans), *_without_means(plans))


def _beyond_capacity(plans: Sequence[Sheet]) -> Iterator[Clash]:
    for plan, promise, other, can in _pairs(plans):
        if promise.within < can.within:
            yield Clash(
                "promise without capacity",
                say(
                    "{plan} promises {promise}; {other} can do {can}.",
                    plan=plan.name,
                    promise=_promised(promise),
                    other=other.name,
                    can=_time(can),
                ),
                say("Raise what {other} can do, or promise {can}.", other=other.name, can=_time(can)),
                (plan.name, other.name),
            )


def _pairs(plans: Sequence[Sheet]) -> Iterator[tuple[Sheet, Promised, Sheet, Promised]]:
    for plan in plans:
        for promise in promised(plan):
            for other in plans:
                for can in other.can:
                    if _same(promise, can):
                        yield plan, promise, other, can


def _two_promises(plans: Sequence[Sheet]) -> Iterator[Clash]:
    for one, two in combinations(plans, 2):
        for a, b in product(promised(one), promised(two)):
            if _same(a, b) and (a.within != b.within or (a.share and b.share and a.share != b.share)):
                yield Clash(
                    "two promises",
                    say(
                        "{one} promises {promise}, {two} within {other}.",
                        one=one.name,
                        promise=_within(a),
                        two=two.name,
                        other=_long(b),
                    ),
                    say("Agree on one of them; customers hold us to the shorter."),
                    (one.name, two.name),
                )


def _no_capacity(plans: Sequence[Sheet]) -> Iterator[Clash]:
    """A promise for which no plan says what can be done."""
    able = [can for plan in plans for can in plan.can]
    for plan in plans:
        for promise in promised(plan):
            if not any(_same(promise, can) for can in able):
                yield Clash(
                    "promise without capacity",
                    say(
                        "{plan} promises {promise}; no plan says what can be done there.",
                        plan=plan.name,
                        promise=_promised(promise),
                    ),
                    say(
                        "Ask who owns {link} what they can do, and write it down under [[can]].",
                        link=promise.where or say("the link"),
                    ),
                    (plan.name,),
                )


def _no_plan(plans: Sequence[Sheet]) -> Iterator[Clash]:
    """A campaign that nobody has planned to serve, on its days and where its cases come to."""
    for plan in plans:
        concerned = _concerned(plan)
        for decision in plan.decisions:
            if isinstance(decision, Campaign) and not any(serves(other, decision, concerned) for other in plans):
                yield Clash(
                    "campaign without a service plan",
                    say(
                        "{plan} brings {cases} more on {day}; no plan says who serves them.",
                        plan=plan.name,
                        cases=plural(decision.cases, "case"),
                        day=dated(decision.on, short=True),
                    ),
                    say("Have those who serve them plan staff for these days, or move the campaign."),
                    (plan.name,),
                )


def _concerned(plan: Sheet) -> list[str]:
    """The links that a plan says it touches, or promises something at."""
    return [name for name in (*(link.name for link in plan.links), *(p.where for p in promised(plan))) if name]


def _same_link(plans: Sequence[Sheet]) -> Iterator[Clash]:
    """Two plans that change the same link: what came of either cannot be told apart. One that serves the other's
    campaign belongs to it."""
    for one, two in combinations(plans, 2):
        both = list(both_change(one, two))
        if both and not _belong(one, two) and not _belong(two, one):
            yield Clash(
                "two changes to one link",
                say(
                    "{one} and {two} both change {links} at about the same time.",
                    one=one.name,
                    two=two.name,
                    links=joined(", ", both),
                ),
                say("Start them four weeks apart, or try them together as one decision."),
                (one.name, two.name),
            )


def _belong(one: Sheet, two: Sheet) -> bool:
    campaigns = [d for d in one.decisions if isinstance(d, Campaign)]
    return any(serves(two, campaign, _concerned(one)) for campaign in campaigns)


def _without_owner(plans: Sequence[Sheet]) -> Iterator[Clash]:
    owned = {plain(link.name) for plan in plans for link in plan.links if link.owner.strip()}
    for plan in plans:
        for link in links(plan):
            if plain(link.name) not in owned:
                yield Clash(
                    "link without owner",
                    say("{plan} touches {link}, which nobody owns.", plan=plan.name, link=link.name),
                    say("Name who owns it, and ask them before the start."),
                    (plan.name,),
                )


def _without_means(plans: Sequence[Sheet]) -> Iterator[Clash]:
    given = {plain(link.name) for plan in plans for link in plan.links if link.means.strip()}
    for plan in plans:
        for link in plan.links:
            if link.owner.strip() and plain(link.name) not in given:
                yield Clash(
                    "owner without means",
                    say(
                        "{owner} owns {link} in {plan}, with neither people nor money nor hours for it.",
                        owner=link.owner,
                        link=link.name,
                        plan=plan.name,
                    ),
                    say("Agree with {owner} what it takes.", owner=link.owner),
                    (plan.name,),
                )


def _same(a: Promised, b: Promised) -> bool:
    """The same thing promised at the same link at the same time; an empty link is everywhere."""
    link = not a.where or not b.where or plain(a.where) == plain(b.where)
    after = a.until is not None and b.since is not None and a.until < b.since
    before = b.until is not None and a.since is not None and b.until < a.since
    return plain(a.what) == plain(b.what) and link and not after and not before


def _within(promise: Promised) -> str:
    """ "Answer at desk within 8 h"."""
    what = say("answer") if promise.what == ANSWER else promise.what
    held = {"what": what, "where": promise.where, "long": _long(promise)}
    return say("{what} at {where} within {long}", **held) if promise.where else say("{what} within {long}", **held)


def _promised(promise: Promised) -> str:
    """The same with the day from which it holds."""
    if promise.since is None:
        return _within(promise)
    return say("{promise} from {day}", promise=_within(promise), day=dated(promise.since, short=True))


def _long(promise: Promised) -> str:
    """ "2 h for 90 %"."""
    if promise.share is None:
        return _time(promise)
    return say("{long} for {share}", long=_time(promise), share=percent(promise.share))


def _time(promise: Promised) -> str:
    return said("wait", promise.within)
