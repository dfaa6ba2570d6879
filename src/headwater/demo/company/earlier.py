"""The five weeks before the desk, as a file of the company's old system: generated, and named so.

Two links are broken on purpose. Refunds above a limit wait until the store manager comes by; and one supplier gives no
arrival dates, so the customer hears of none. Whoever was served has no part in it.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from headwater.demo.company.clock import working
from headwater.demo.company.staff import BUYING, DESK, MANAGERS, RETURNS

NAME = "generated-earlier-cases.csv"
CASES, DAYS, SEED = 480, 35, 11
LIMIT = 50.0
"""euros; a refund above it needs the store manager"""
BASE, SLOW, DATELESS = 0.09, 0.85, 0.75
"""chance of a low rating: as it is, after a slow permission, without an arrival date"""
KINDS = ("refund", "arrival date", "another size", "repair", "advice")
SHARES = (0.38, 0.34, 0.12, 0.07, 0.09)
SUPPLIERS, WEAK = ("Tannfels", "Norrby Textil", "Kestrel Gear", "Almhütte"), "Kestrel Gear"
PEOPLE = {
    DESK: ("Jonas Brandt", "Leyla Demir", "Tom Ashworth"),
    RETURNS: ("Tom Ashworth", "Leyla Demir"),
    MANAGERS: ("Greta Lindholm",),
    BUYING: ("Ines Falk",),
}
COLUMNS = ("case", "step", "at", "who", "team", "customer", "channel", "kind asked", "supplier", "value", "rating")


@dataclass
class Walk:
    """A case on its way: `rows` are (step, time, person, team)."""

    luck: np.random.Generator
    now: datetime
    rows: list[tuple[str, datetime, str, str]] = field(default_factory=list)

    def do(self, step: str, team: str, hours: float) -> float:
        """The step, about so many hours later, at working time; the hours that went by."""
        before = self.now
        self.now = working(before + timedelta(hours=hours * float(np.exp(0.4 * self.luck.standard_normal()))))
        who = PEOPLE[team][int(self.luck.integers(len(PEOPLE[team])))]
        self.rows.append((step, self.now, who, team))
        return (self.now - before).total_seconds() / 3600


def earlier(until: datetime) -> str:
    """The file as text: cases that opened in the weeks before `until`. The same `until` gives the same bytes."""
    luck = np.random.default_rng(SEED)
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    opened = sorted(until - timedelta(days=7) - timedelta(days=DAYS * float(share)) for share in luck.random(CASES))
    for number, at in enumerate(opened):
        lines.writerows(_case(luck, number, working(at)))
    return out.getvalue()


def _case(luck: np.random.Generator, number: int, at: datetime) -> Iterator[tuple[object, ...]]:
    kind = KINDS[int(luck.choice(len(KINDS), p=SHARES))]
    value = round(float(np.exp(4.3 + 0.6 * luck.standard_normal())), 2)
    supplier = SUPPLIERS[int(luck.choice(4, p=(0.3, 0.24, 0.26, 0.2)))]
    walk = Walk(luck, at, [("Case opened", at, "", DESK)])
    chance = _served(walk, kind, value, supplier)
    walk.do("Outcome reached" if luck.random() < 0.7 else "Done as asked", DESK, 20)
    low = luck.random() < chance
    rating = int(luck.integers(1, 3) if low else luck.integers(3, 6)) if luck.random() < 0.85 else ""
    channel = ("email", "phone", "web form")[int(luck.choice(3, p=(0.55, 0.25, 0.2)))]
    customer = f"earlier-{int(luck.integers(360))}"
    for step, when, who, team in walk.rows:
        about = (customer, channel, kind, supplier, value, rating)
        yield f"old-{number:04}", step, when.isoformat(timespec="seconds"), who, team, *about


def _served(walk: Walk, kind: str, value: float, supplier: str) -> float:
    """The steps of this kind of case; the chance that its customer is unhappy."""
    walk.do("Assigned", DESK, 0.5)
    if kind == "refund":
        return _refund(walk, value)
    if kind == "arrival date":
        return _arrival(walk, supplier)
    if kind in ("another size", "repair"):
        walk.do("Handed over", DESK, 1)
        walk.do("Goods inspected", RETURNS, 26)
    walk.do("Reply sent", DESK, 2)
    return BASE


def _refund(walk: Walk, value: float) -> float:
    walk.do("Handed over", DESK, 1)
    walk.do("Goods inspected", RETURNS, 26)
    chance = BASE
    if value > LIMIT:
        walk.do("Permission asked", RETURNS, 0.5)
        here = walk.luck.random() < 0.6
        waited = walk.do("Permission given", MANAGERS, 1.5 if here else 80)
        chance = SLOW if waited > 36 else BASE
    walk.do("Money sent back", RETURNS, 2)
    walk.do("Reply sent", RETURNS, 2)
    return chance


def _arrival(walk: Walk, supplier: str) -> float:
    walk.do("Handed over", DESK, 1)
    walk.do("Supplier asked", BUYING, 3)
    walk.do("Reply sent", DESK, 2)
    return DATELESS if supplier == WEAK else BASE
