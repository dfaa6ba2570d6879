"""Asks several servers what their acts cost, in turn, so that what else the machine does strikes all alike."""

import json
import os
import statistics
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, TypeVar

EACH = 5
"""calls of an act before the next server's turn"""
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Cost:
    """One act: `ms` in all, of which `database` in the database's process; `parts` where a page fetches its rows."""

    ms: float
    p10: float
    p90: float
    database: float
    parts: tuple[float, ...]
    statements: int
    calls: int


class Asked:
    """A process that answers as `bench.desk.measure.answer` does, until `open_` closes."""

    def __init__(self, command: list[str], environ: Mapping[str, str], open_: ExitStack) -> None:
        pipe = subprocess.PIPE
        made = subprocess.Popen(command, env={**os.environ, **environ}, stdin=pipe, stdout=pipe, text=True)
        self.process = open_.enter_context(made)
        self.acts: list[str] = self._hear()
        self.work: list[float] = []
        """ms of a fixed piece of work, done after each act"""

    @staticmethod
    def run(command: list[str], environ: Mapping[str, str]) -> None:
        """A process that answers nothing, to its end."""
        subprocess.run(command, env={**os.environ, **environ}, check=True)

    def ask(self, act: str, times: int) -> dict[str, Any]:
        """What `times` calls cost."""
        assert self.process.stdin is not None
        print(json.dumps([act, times]), file=self.process.stdin, flush=True)
        found = dict(self._hear())
        self.work.append(found["work"])
        return found

    def _hear(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args} ended; what it said stands above.")
        return json.loads(line)


def measured(servers: Mapping[Key, Asked], rounds: int) -> dict[Key, dict[str, Cost]]:
    """Every act of every server: the acts of a name side by side, EACH calls at a time, `rounds` times over."""
    acts = list(dict.fromkeys(act for server in servers.values() for act in server.acts))
    told: dict[tuple[Key, str], list[dict[str, Any]]] = {}
    for _ in range(rounds):
        for act in acts:
            for key, server in servers.items():
                if act in server.acts:
                    told.setdefault((key, act), []).append(server.ask(act, EACH))
    found: dict[Key, dict[str, Cost]] = {key: {} for key in servers}
    for (key, act), answers in told.items():
        found[key][act] = _cost(answers)
    return found


def _cost(answers: list[dict[str, Any]]) -> Cost:
    calls = [call for answer in answers for call in answer["cost"]]
    spent = sorted(sum(call["parts"]) + call["database"] for call in calls)
    parts = zip(*(call["parts"] for call in calls), strict=True)
    return Cost(
        ms=round(statistics.median(spent), 1),
        p10=round(spent[len(spent) // 10], 1),
        p90=round(spent[-1 - len(spent) // 10], 1),
        database=round(statistics.median(call["database"] for call in calls), 1),
        parts=tuple(round(statistics.median(part), 1) for part in parts),
        statements=max(answer["sql"] for answer in answers),
        calls=len(calls),
    )
