"""A year of the company: run forward once as it was, and again with a link held and the same luck."""

from dataclasses import dataclass

import numpy as np

from headwater.demo import outcome
from headwater.demo.chain import Broke, Held, go
from headwater.demo.luck import Bools, Floats, Ints, Luck
from headwater.demo.names import FLOOR, PHONEDESK, WEBDESK
from headwater.demo.requests import Requests, requests
from headwater.demo.walk import Walk


@dataclass(frozen=True)
class Year:
    """Everything that happened, as only the examiner sees it; `mess` and `export` make the record of it."""

    luck: Luck
    asked: Requests
    walk: Walk
    broke: Broke
    risk: Floats
    spoiled: Bools
    customer: Ints
    said: outcome.Said


def live(seed: int, cases: int) -> Year:
    """The year as it was."""
    luck = Luck(seed, cases)
    asked = requests(luck)
    walk, broke = go(luck, asked, None)
    chance = outcome.risk(luck, asked, broke)
    spoiled = luck.happens("spoiled", chance)
    outcome.close(walk, asked, np.array([FLOOR, WEBDESK, PHONEDESK])[asked.channel], spoiled)
    who = outcome.customers(luck, spoiled)
    return Year(luck, asked, walk, broke, chance, spoiled, who, outcome.answers(luck, asked, spoiled))


def spoiled_with(year: Year, held: Held) -> tuple[Bools, Floats]:
    """Which cases would have been spoiled, and each one's chance, had the link held in every case."""
    _, broke = go(year.luck, year.asked, held)
    chance = outcome.risk(year.luck, year.asked, broke)
    return year.luck.happens("spoiled", chance), chance
