"""Decisions as a person types them: "staff:billing -2 on Saturday"."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from headwater.foresight.decisions import clock
from headwater.foresight.decisions.amounts import amount, in_two_ways
from headwater.foresight.decisions.demand import Arrivals, Campaign, Fix, SelfService
from headwater.foresight.decisions.domain import Decision
from headwater.foresight.decisions.rules import ACCEPT, Callback, Permission, Priority, Promise, Route
from headwater.foresight.decisions.staffing import Hours, Skill, Staff
from headwater.foresight.decisions.work import AddStep, Batch, HandleTime, MergeSteps, MoveStep, RemoveStep
from headwater.shared.errors import UsageError
from headwater.shared.said import say

NUMBER = r"\d+(?:[.,]\d+)?"
LENGTH = rf"{NUMBER}\s*[a-z]+"
SHARE = rf"{NUMBER}\s*%"
_STARTS = re.compile(r"\s+(?:starting|from|ab)\s+(\d{4}-\d{2}-\d{2})\s*$", re.IGNORECASE)

Made = Callable[[dict[str, str]], Decision]


class Form:
    """One way to write a decision: an example, the pattern behind its colon, and how the value is made."""

    def __init__(self, word: str, example: str, pattern: str, made: Made) -> None:
        self.word, self.example, self.made = word, example, made
        self.pattern = re.compile(pattern, re.IGNORECASE)


def _share(text: str) -> float:
    return float(re.sub(r"[%\s]", "", text).replace(",", ".").replace("−", "-")) / 100


def _number(text: str) -> float:
    found = amount(text)
    if found is not None:
        return found
    if not in_two_ways(text):
        raise UsageError(say("{text} is no amount; write it like 100 or 99.50.", text=text))
    plain = text.replace(".", "")
    raise UsageError(
        say("{text} can be read in two ways; write {plain} without points and commas.", text=text, plain=plain)
    )


def _staff(found: dict[str, str]) -> Decision:
    hours = found["when"] or ""
    if found["to"]:
        return Staff(found["at"], when=hours, to=int(found["to"]))
    return Staff(found["at"], int(found["sign"] + found["n"]), hours)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            say("{text} is no day of the calendar; write year, month and day like 2027-03-01.", text=text)
        ) from error


FORMS = (
    Form("staff", "staff:billing -2 on Saturday",

         r"(?P<at>.+?)\s+(?:(?P<sign>[+-])\s*(?P<n>\d+)|to\s+(?P<to>-?\d+))(?:\s+(?:people|persone?n?|leute))?(?:\s+(?:on\s+)?(?P<when>.+))?",
         _staff),
    Form("hours", "hours:billing open Saturday 09:00-13:00",
         r"(?P<at>.+?)\s+(?P<how>open|closed?)\s+(?P<when>.+?)(?:\s+with\s+(?P<n>\d+)(?:\s+(?:people|persone?n?|leute))?)?",
         lambda f: Hours(f["at"], f["when"], f["how"].lower() == "open", int(f["n"]) if f["n"] else None)),
    Form("skill", "skill:billing +technical 2 people",
         r"(?P<at>.+?)\s+(?P<sign>[+-])\s*(?P<queue>.+?)(?:\s+(?P<n>\d+)\s+(?:people|persone?n?|leute))?",
         lambda f: Skill(f["at"], f["queue"], f["sign"] == "+", int(f["n"]) if f["n"] else None)),
    Form("arrivals", "arrivals:returns +10 % on Saturday",
         rf"(?P<kind>.*?)\s*(?P<sign>[+-])\s*(?P<by>{SHARE})(?:\s+(?:on\s+)?(?P<when>.+))?",
         lambda f: Arrivals(_share(f["sign"] + f["by"]), f["kind"], f["when"] or "")),
    Form("campaign", "campaign:returns +500 on 2027-03-01 over 3 days",

         r"(?P<kind>.*?)\s*(?P<sign>[+-]?)\s*(?P<n>\d+)(?:\s+cases)?\s+on\s+(?P<on>\d{4}-\d{2}-\d{2})(?:\s+over\s+(?P<days>\d+)\s+days?)?",
         lambda f: Campaign(int(f["sign"] + f["n"]), _day(f["on"]), f["kind"], int(f["days"] or 1))),
    Form("self-service", "self-service:returns 20 % failing 30 %",
         rf"(?P<kind>.*?)\s*(?P<share>{SHARE})(?:\s+failing\s+(?P<fails>{SHARE}))?",
         lambda f: SelfService(_share(f["share"]), f["kind"], _share(f["fails"]) if f["fails"] else 0.0)),
    Form("fix", "fix:returns -50 %",
         rf"(?P<cause>.*?)\s*-\s*(?P<cut>{SHARE})", lambda f: Fix(_share(f["cut"]), f["cause"])),
    Form("handle-time", "handle-time:billing -10 %",
         rf"(?P<at>.+?)\s+(?:(?P<sign>[+-])\s*(?P<by>{SHARE})|(?:to\s+)?(?P<to>{LENGTH}))",
         lambda f: HandleTime(f["at"], _share(f["sign"] + f["by"]) if f["by"] else 0.0, f["to"] or "")),
    Form("batch", "batch:Approve every 24 h from 15:00",
         rf"(?P<at>.+?)\s+(?:(?:every|alle)\s+(?P<every>{LENGTH})(?:\s+(?:from|at|ab|von|um)\s+(?P<since>{clock.WRITTEN}))?"
         r"|of\s+(?P<of>\d+)|(?P<off>off))",
         lambda f: Batch(f["at"], f["every"] or "", int(f["of"]) if f["of"] else None, f["since"] or "")),
    Form("remove", "remove:Approve",
         rf"(?P<at>.+?)(?:\s+in\s+(?P<share>{SHARE}))?",
         lambda f: RemoveStep(f["at"], _share(f["share"]) if f["share"] else 1.0)),
    Form("add", "add:Check after Intake by billing 5 min",
         rf"(?P<step>.+?)\s+after\s+(?P<after>.+?)\s+by\s+(?P<team>.+?)\s+(?P<work>{LENGTH})",
         lambda f: AddStep(f["step"], f["after"], f["team"], f["work"])),
    Form("merge", "merge:Check + Approve saving 20 %",
         rf"(?P<first>.+?)\s+\+\s+(?P<second>.+?)(?:\s+saving\s+(?P<saving>{SHARE}))?",
         lambda f: MergeSteps(f["first"], f["second"], _share(f["saving"]) if f["saving"] else 0.0)),
    Form("move", "move:Approve to billing",
         r"(?P<step>.+?)\s+to\s+(?P<team>.+)", lambda f: MoveStep(f["step"], f["team"])),
    Form("priority", "priority:complaints first at billing",
         r"(?P<kind>.+?)\s+(?P<rank>first|last)(?:\s+at\s+(?P<at>.+))?",
         lambda f: Priority(f["kind"], f["at"] or "", "first" if f["rank"].lower() == "first" else "last")),
    Form("route", "route:Triage -> Billing 30 %",
         rf"(?P<a>.+?)\s*(?:->|→)\s*(?P<b>.+?)\s+(?P<share>{SHARE})",
         lambda f: Route(f["a"], f["b"], _share(f["share"]))),
    Form("permission", "permission:Approve up to 100",
         rf"(?P<at>.+?)\s+up to\s+(?P<limit>\d[\d.,]*)(?:\s+for\s+(?P<share>{SHARE}))?",
         lambda f: Permission(f["at"], _number(f["limit"]), _share(f["share"]) if f["share"] else None)),
    Form("callback", "callback:billing 40 %",
         rf"(?P<at>.+?)(?:\s+(?P<share>{SHARE}))?",
         lambda f: Callback(f["at"], _share(f["share"]) if f["share"] else ACCEPT)),
    Form("promise", "promise:billing within 4 h for 90 %",
         rf"(?P<at>.+?)\s+within\s+(?P<within>{LENGTH})(?:\s+for\s+(?P<share>{SHARE}))?",
         lambda f: Promise(f["at"], f["within"], _share(f["share"]) if f["share"] else 0.9)),
)  # fmt: skip
_BY_WORD = {form.word: form for form in FORMS}


def parse(text: str) -> Decision:
    """The decision that a text names; UsageError with an example of the same kind, or with all kinds."""
    written = " ".join(text.replace("−", "-").split())
    starts = _STARTS.search(written)
    written = written[: starts.start()] if starts else written
    word, colon, rest = written.partition(":")
    if not colon:
        word, _, rest = written.partition(" ")
    form = _BY_WORD.get(word.strip().lower())
    if form is None:
        raise UsageError(
            say("“{text}” names no kind of decision; begin with one of: {kinds}.", text=text, kinds=", ".join(_BY_WORD))
        )
    found = form.pattern.fullmatch(rest.strip())
    if found is None:
        raise UsageError(say("“{text}” is not understood; write it like {example}.", text=text, example=form.example))
    made = form.made(found.groupdict())
    return replace(made, starts=_day(starts[1])) if starts else made
