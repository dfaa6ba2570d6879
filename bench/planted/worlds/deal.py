"""Deals an ordinary world by seed: trade, names, chain, clock, export; and hands out names and steps, each once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar
from zlib import crc32

import numpy as np
from bench.planted.worlds import trade as t
from bench.planted.worlds.exports import clock, columns, export
from bench.planted.worlds.plan import Columns, Plan
from bench.planted.worlds.shapes import Chain, Flag, Link, Mix, Value
from bench.planted.worlds.words import INSURANCE, RETAIL, TELECOM, UTILITY
from bench.planted.worlds.words_more import BANK, CLINIC, HOTEL, IT_DESK

T = TypeVar("T")
TRADES = (RETAIL, TELECOM, INSURANCE, UTILITY, CLINIC, BANK, HOTEL, IT_DESK)


class Deal:
    """The deck of one world. What is dealt to a planted link and to an innocent one comes from the same deck."""

    def __init__(
        self,
        kind: str,
        seed: int,
        cases: int | None,
        *,
        sizes: tuple[int, int] = (5000, 8001),
        least_steps: int = 6,
        trade: str | None = None,
    ) -> None:
        self.kind, self.seed = kind, seed
        self.rng = np.random.default_rng([seed, crc32(kind.encode())])
        drawn = int(self.rng.integers(*sizes))
        self.cases = cases or drawn
        self.trade = self.one([x for x in TRADES if trade in (None, x.name)])
        self.chain = self._chain(least_steps)
        self.columns = columns(self.rng, self.trade)
        self._flags = self.shuffled([f for f in self.trade.flags if f not in self.columns.names()])
        self._groups = self.shuffled([g for g in self.trade.groups if g[0] not in self.columns.names()])
        self._mixes = self.shuffled([m for m in self.trade.mixes if m[0] not in self.columns.names()])
        self._steps = self.shuffled(list(range(1, len(self.chain.steps) - 2)))
        self._spare = self.shuffled(list(range(max(self.chain.step_team) + 1, len(self.chain.teams))))

    def one(self, options: Sequence[T]) -> T:
        """One of several, by chance."""
        return options[int(self.rng.integers(len(options)))]

    def shuffled(self, items: list[T]) -> list[T]:
        """The items in another order."""
        return [items[i] for i in self.rng.permutation(len(items))]

    def between(self, low: float, high: float) -> float:
        """A number from a range."""
        return float(self.rng.uniform(low, high))

    def chance(self, share: float) -> bool:
        """True with this probability."""
        return bool(self.rng.random() < share)

    def step(self) -> int:
        """A step of the chain that no other link uses (never the first, nor one of the last two)."""
        return self._steps.pop()

    def steps_left(self) -> int:
        """How many steps can still be dealt."""
        return len(self._steps)

    def spare_team(self) -> int:
        """A team that does no usual step."""
        return self._spare.pop()

    def flag(self, step: int | None = None) -> Flag:
        """A flag column; recorded on every row, at one step, or from one step on."""
        record = self.one(("all", "all", "step", "from"))
        place = int(self.rng.integers(len(self.chain.steps) - 1)) if step is None else step
        return Flag(self._flags.pop(), place, record)  # type: ignore[arg-type]

    def group(self, record: str | None = None) -> Value:
        """A column of names, one of which is the bad one."""
        column, names = self._groups.pop()
        names = tuple(self.shuffled(list(names)))
        place = self.one(("all", "all", "all", "step")) if record is None else record
        return Value(column, names[0], names[1:], 0, place)  # type: ignore[arg-type]

    def mix(self, harm: float, slow: float = 0.0) -> Mix:
        """What the demand brings, from easy to hard."""
        column, levels = self._mixes.pop()
        weights = np.linspace(1.0, self.between(0.3, 0.9), len(levels))
        return Mix(column, levels, tuple(weights / weights.sum()), harm, slow)

    def mixes(self) -> tuple[Mix, ...]:
        """Ordinary case mix: the first matters, the second a little, and some worlds have a third that does nothing."""
        first = self.mix(self.between(0.15, 0.6), self.between(0.0, 0.25))
        second = self.mix(self.between(-0.2, 0.2))
        return (first, second, self.mix(0.0)) if self.chance(0.5) else (first, second)

    def plan(self, mixes: tuple[Mix, ...], links: Sequence[Link], **more: object) -> Plan:
        """The plan of this world; ordinary where nothing else is said."""
        noise = int(self.rng.integers(4, 26))
        settings: dict[str, object] = {
            "base": self.between(0.07, 0.18),
            "returning": self.between(0.2, 0.75),
            "clock": clock(self.rng, office=self.chance(0.3)),
            "export": export(self.rng, self.columns, noise),
            "seed": int(self.rng.integers(2**31)),
            "spread": (mixes[0].column,) if mixes and not mixes[0].hidden else (),
        }
        settings.update(more)
        return Plan(
            kind=self.kind, cases=self.cases, trade=self.trade.name, chain=self.chain, mixes=mixes,
            links=tuple(links), **settings,  # type: ignore[arg-type]
        )  # fmt: skip

    def _chain(self, least: int) -> Chain:
        every = self.trade.steps
        count = int(self.rng.integers(least, len(every) + 1))
        middle = sorted(self.rng.choice(np.arange(1, len(every) - 1), size=count - 2, replace=False))
        chosen = [every[0], *(every[int(i)] for i in middle), every[-1]]
        unit = self.between(5.5, 9.0)
        return Chain(
            steps=tuple(name for name, _ in chosen),
            step_team=tuple(team for _, team in chosen),
            teams=self.trade.teams,
            people=self._people(),
            wait_mu=tuple(float(x) for x in self.rng.normal(unit, 0.7, count)),
            wait_sigma=tuple(float(x) for x in self.rng.uniform(0.35, 0.9, count)),
            work_mu=tuple(float(x) for x in self.rng.uniform(4.0, 6.5, count)),
            slow_steps=tuple(float(x) for x in self.rng.uniform(0.2, 1.0, count)),
        )

    def _people(self) -> tuple[tuple[str, ...], ...]:
        sizes = self.rng.integers(3, 13, len(self.trade.teams))
        numbers = iter(self.rng.permutation(np.arange(100, 900))[: int(sizes.sum())])
        style = self.one(("name", "code", "login"))
        return tuple(tuple(self._person(style, int(next(numbers))) for _ in range(size)) for size in sizes)

    def _person(self, style: str, number: int) -> str:
        name = t.FIRST_NAMES[number % len(t.FIRST_NAMES)]
        forms = {
            "name": f"{name} {chr(65 + number % 26)}{number % 10}.",
            "code": f"E{number:04d}",
            "login": f"{name.lower()}.{number}",
        }
        return forms[style]

    def columns_with_team(self) -> Columns:
        """The same role columns, and surely a team among them."""
        return self.columns if self.columns.team else replace(self.columns, team="team")

    def columns_with_start(self) -> Columns:
        """The same role columns, and surely a start time among them."""
        return self.columns if self.columns.start else replace(self.columns, start="started_at")

    def crowd_front(self, size: int) -> int:
        """Let the first step's team have this many people."""
        front = self.chain.step_team[0]
        people = list(self.chain.people)
        people[front] = tuple(self._person("code", 1000 + i) for i in range(size))
        self.chain = replace(self.chain, people=tuple(people))
        return size

    @staticmethod
    def with_noise(plan: Plan, columns: int) -> Plan:
        """The plan with this many noise columns."""
        return replace(plan, export=replace(plan.export, noise=columns))
