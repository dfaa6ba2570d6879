"""What a plan claims: the promises it makes, the links it changes and when, and whether it serves a campaign."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np

from headwater.foresight.decisions.demand import Arrivals, Campaign, Fix, SelfService
from headwater.foresight.decisions.domain import Decision
from headwater.foresight.decisions.rules import Callback, Permission, Promise
from headwater.foresight.decisions.staffing import Hours, Skill, Staff
from headwater.foresight.decisions.words import hours
from headwater.foresight.decisions.work import AddStep, HandleTime, MergeSteps, RemoveStep
from headwater.foresight.sheet.domain import ANSWER, Link, Promised, Sheet
from headwater.foresight.sheet.units import hours_of

APART = 28
"""days between two starts, so that what came of each can be told"""
LINKS = ("team", "queue", "what", "at", "from_step", "step", "first", "second")
"""the fields of a decision that name the team, queue or step which it changes"""


def promised(plan: Sheet) -> tuple[Promised, ...]:
    """Its promises, those that it makes as decisions, too; each from the plan's start where it names no day."""
    made = [d for d in plan.decisions if isinstance(d, Promise)]
    changes = [Promised(ANSWER, d.at, hours(d.within), d.starts or plan.start, share=d.share) for d in made]
    tables = [_from(promise, plan.start) for promise in plan.promises]
    said = {(plain(p.what), plain(p.where), p.within) for p in tables}
    return (*tables, *(p for p in changes if (p.what, plain(p.where), p.within) not in said))


def _from(promise: Promised, start: date | None) -> Promised:
    over = start is not None and promise.until is not None and promise.until < start
    return promise if promise.since or over else replace(promise, since=start)


def links(plan: Sheet) -> tuple[Link, ...]:
    """Those written down, and those that its changes name."""
    written = {plain(link.name) for link in plan.links}
    changed = {plain(name): name for decision in plan.decisions for name in touched(decision)}
    return (*plan.links, *(Link(name) for key, name in changed.items() if key not in written))


def touched(decision: Decision) -> tuple[str, ...]:
    """The teams, queues and steps that a decision names as changed; none for what changes only who comes. A step that
    is new is no link yet, but the one that it follows is."""
    names = ("team", "after") if isinstance(decision, AddStep) else LINKS
    return tuple(str(value) for name in names if (value := getattr(decision, name, "")))


def both_change(one: Sheet, two: Sheet) -> Iterator[str]:
    """The links that two plans change at about the same time, in whatever hours: who works more on a Saturday works
    less on another day."""
    for link in dict.fromkeys(link.name for link in links(one)):
        if any(_near(a, b) for a, b in product(_changes(one, link), _changes(two, link))):
            yield link


def _changes(plan: Sheet, link: str) -> list[date | None]:
    """From when on a plan changes a link; a promise changes nobody's work."""
    acts = [d for d in plan.decisions if not isinstance(d, Promise)]
    there = [d for d in acts if plain(link) in map(plain, touched(d))]
    if not there and any(plain(link) == plain(held.name) for held in plan.links):
        there = acts
    return [_begins(plan, d) for d in there]


def _begins(plan: Sheet, decision: Decision) -> date | None:
    return decision.on if isinstance(decision, Campaign) else decision.starts or plan.start


def _near(one: date | None, two: date | None) -> bool:
    return one is None or two is None or abs((one - two).days) < APART


def serves(plan: Sheet, campaign: Campaign, concerned: Sequence[str]) -> bool:
    """Whether a plan has means for the days of a campaign at a link that it concerns (any, where none is named), or
    says what can be done there on them."""
    able = (c for c in plan.can if c.since is not None and c.since <= campaign.on <= (c.until or campaign.on))
    acts = (d for d in plan.decisions if _adds(d) and _in_time(plan, d, campaign))
    return any(_among([c.where], concerned) for c in able) or any(_for(d, campaign, concerned) for d in acts)


def _adds(decision: Decision) -> bool:
    """Whether it lets more cases be served, or fewer others come; a cut does not."""
    match decision:
        case Staff():
            return bool(decision.to) or decision.by > 0
        case Hours():
            return decision.opens
        case Skill():
            return decision.learns
        case HandleTime():
            return decision.to != "" or decision.by < 0
        case Arrivals():
            return decision.by < 0
    return isinstance(decision, Callback | SelfService | Fix | Permission | RemoveStep | MergeSteps)


def _in_time(plan: Sheet, decision: Decision, campaign: Campaign) -> bool:
    """Whether it holds by the first day, in hours of one of the days."""
    begins = _begins(plan, decision)
    open_on = {hour // 24 for hour in np.flatnonzero(hours_of(getattr(decision, "when", "")))}
    days = {(campaign.on + timedelta(days=n)).weekday() for n in range(min(campaign.days, 7))}
    return (begins is None or begins <= campaign.on) and bool(open_on & days)


def _for(decision: Decision, campaign: Campaign, concerned: Sequence[str]) -> bool:
    """Whether it helps the campaign's cases: at a link that they come to, or fewer others of their kind come."""
    if isinstance(decision, Arrivals | SelfService):
        return not (decision.kind and campaign.kind) or plain(decision.kind) == plain(campaign.kind)
    if isinstance(decision, Skill):
        return _among([decision.queue], concerned)
    return isinstance(decision, Fix) or _among(touched(decision), concerned)


def _among(names: Sequence[str], concerned: Sequence[str]) -> bool:
    return not concerned or not all(names) or any(plain(name) in map(plain, concerned) for name in names)


def plain(text: str) -> str:
    """A name as it is compared."""
    return " ".join(text.split()).casefold()
