"""How each case ended: was the promise kept in the customer's eyes, what followed the damage, who came back."""

from dataclasses import dataclass

import numpy as np

from headwater.demo.chain import HOUR, Broke
from headwater.demo.luck import Bools, Floats, Ints, Luck, sigmoid
from headwater.demo.names import CARE
from headwater.demo.people import PEOPLE, SPREAD
from headwater.demo.requests import HARM, Requests
from headwater.demo.walk import Walk

BASE = -2.75
LONG_APPROVAL, LONG_COUNTER = 20 * HOUR, 0.25 * HOUR
HARMS = {
    "stock-out": 1.7, "approval": 1.3, "hand-off": 1.1, "supplier": 0.9, "saturday": 1.5, "exchange": 1.5,
}  # fmt: skip
"""Log odds that each break adds."""


def risk(luck: Luck, asked: Requests, broke: Broke) -> Floats:
    """The chance that the customer says the promise was not kept; 0 for who had hung up."""
    eta = BASE + np.array(HARM)[asked.kind] + np.array([-0.25, 0.0, 0.45])[asked.urgency]
    eta += 0.3 * np.clip(np.log(asked.value / 80.0), -1.5, 2.0)
    for name, happened in breaks(broke).items():
        eta += HARMS[name] * happened
    people = SPREAD * luck.generator("people").standard_normal(len(PEOPLE) + 1)
    people[-1] = 0.0
    found: Floats = np.where(asked.hung_up, 0.0, sigmoid(eta + people[broke.first_who]))
    return found


def breaks(broke: Broke) -> dict[str, Bools]:
    """Where each planted link broke, by its name in `truth`."""
    return {
        "stock-out": broke.stock_out,
        "approval": broke.approval_wait > LONG_APPROVAL,
        "hand-off": broke.story_lost,
        "supplier": broke.weak_supplier,
        "saturday": broke.counter_wait > LONG_COUNTER,
        "exchange": broke.again,
    }


def close(walk: Walk, asked: Requests, front: Ints, spoiled: Bools) -> None:
    """What follows: the customer is told, some complain, some of these get an apology, the case is closed."""
    luck, on = walk.luck, ~asked.hung_up
    walk.do("Inform customer", on & luck.happens("inform", 0.86), front, 3, luck.minutes("informing", 20, 0.8))
    complains = on & luck.happens("complains", np.where(spoiled, 0.3, 0.01))
    walk.do("Complaint taken", complains, front, 8, luck.minutes("complaining", 26 * 60, 0.6))
    soothed = complains & luck.happens("soothed", 0.7)
    walk.do("Apology sent", soothed, CARE, 7, luck.minutes("apologising", 200, 0.7))
    walk.do("Case closed", on, front, 2, luck.minutes("closing", 45, 0.9))


@dataclass(frozen=True)
class Said:
    """The customer's answers after the case: promise kept (1, 0, or -1 where it was not written down), rating 1 to 5
    (0 where none was given: most give none, and the disappointed answer more often)."""

    kept: Ints
    rating: Ints


def answers(luck: Luck, asked: Requests, spoiled: Bools) -> Said:
    """Everyone is asked at the close whether the promise was kept; stars are asked for by e-mail."""
    unknown = asked.hung_up | luck.happens("not written down", 0.02)
    shares = np.where(spoiled[:, None], [0.38, 0.3, 0.18, 0.1, 0.04], [0.01, 0.04, 0.12, 0.38, 0.45])
    stars = 1 + luck.pick("stars", shares)
    gave = ~asked.hung_up & luck.happens("gave stars", np.where(spoiled, 0.4, 0.24))
    return Said(np.where(unknown, -1, 1 - spoiled.astype(np.int64)), np.where(gave, stars, 0))


def customers(luck: Luck, spoiled: Bools) -> Ints:
    """Who each case belongs to, in order of arrival: a newcomer, or somebody from an earlier case who is still ours.

    Customers leave for good after two in five spoiled cases and one in twelve others, mostly without a word.
    """
    new, back = luck.uniform("newcomer"), luck.uniform("which customer")
    leaves = luck.uniform("leaves") < np.where(spoiled, 0.4, 0.08)
    who = np.zeros(luck.cases, dtype=np.int64)
    gone: list[bool] = []
    for i in range(luck.cases):
        known = int(who[int(back[i] * i)]) if i and new[i] > 0.3 else -1
        if known < 0 or gone[known]:
            known = len(gone)
            gone.append(False)
        who[i] = known
        gone[known] = bool(leaves[i])
    return who
