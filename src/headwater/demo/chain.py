"""The company's chain, step by step. What breaks in it breaks here; a link held does not break in any case."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from headwater.demo.counter import FULL, MINUTES, counter_waits
from headwater.demo.hours import month
from headwater.demo.luck import Bools, Floats, Ints, Luck, sigmoid
from headwater.demo.names import (
    DELIVERY,
    EXCHANGE,
    FIND,
    FLOOR,
    LEAD,
    PHONE,
    PHONEDESK,
    POPULAR,
    PURCHASING,
    REPAIR,
    RETURN,
    RETURNS,
    SHOP,
    WAREHOUSE,
    WEAK_SUPPLIER,
    WEB,
    WEBDESK,
    WORKSHOP,
)
from headwater.demo.requests import Requests
from headwater.demo.walk import NOBODY, Walk

Held = Literal["stock-out", "approval", "hand-off", "supplier", "saturday", "exchange"]

HOUR = 3_600.0
APPROVAL_FROM = 60.0
"""Refunds above this need the shop lead."""


@dataclass
class Broke:
    """What broke, one entry per case: flags, and the two waits that customers feel, in seconds."""

    stock_out: Bools
    story_lost: Bools
    weak_supplier: Bools
    again: Bools
    approval_wait: Floats
    counter_wait: Floats
    first_who: Ints


def go(luck: Luck, asked: Requests, held: Held | None) -> tuple[Walk, Broke]:
    """Every case from its request to where its outcome is settled."""
    walk = Walk(luck, asked.arrived.copy())
    on = ~asked.hung_up
    front = np.array([FLOOR, WEBDESK, PHONEDESK])[asked.channel]
    counter_wait = _received(walk, asked, front, held)
    first_who = walk.last_who()
    weak = asked.about_item & (asked.supplier == WEAK_SUPPLIER) & (held != "supplier")
    stock_out = _looked_up(walk, asked, front, on, held)
    walk.do("Promise given", on & luck.happens("promise", 0.92), front, 1.5)
    traced = on & (asked.kind == DELIVERY) & luck.happens("trace", 0.7)
    walk.do("Trace parcel", traced, front, 6, 300.0)
    story_lost = _goods(walk, asked, on & _handed(luck, asked), stock_out)
    approval_wait = _money(walk, asked, on, held)
    again = _exchange(walk, asked, on, weak, held)
    _repair(walk, asked, on)
    lost = story_lost & (held != "hand-off")
    return walk, Broke(stock_out, lost, weak, again, approval_wait, counter_wait, first_who)


def _received(walk: Walk, asked: Requests, front: Ints, held: Held | None) -> Floats:
    luck, everyone = walk.luck, np.ones(walk.luck.cases, dtype=bool)
    nobody = np.full(luck.cases, NOBODY)
    walk.note("Request received", everyone, front, nobody, asked.arrived)
    served = ~asked.hung_up
    shop = served & (asked.channel == SHOP)
    wait = np.zeros(luck.cases)
    busy = luck.minutes("counter", 0.88 * MINUTES * FULL / luck.cases, 0.5)
    wait[shop] = counter_waits(asked.arrived[shop], busy[shop], kept=held == "saturday")
    calls = served & (asked.channel == PHONE)
    walk.do("Answer call", calls, PHONEDESK, 5, luck.minutes("ring", 1.6, 0.8), at_once=True)
    walk.do("Read message", served & (asked.channel == WEB), WEBDESK, 4, luck.minutes("inbox", 50, 0.9))
    walk.do("Serve at the counter", shop, FLOOR, 6, wait, at_once=True)
    return wait


def _looked_up(walk: Walk, asked: Requests, front: Ints, on: Bools, held: Held | None) -> Bools:
    """The stock system writes whether the item is out as it is looked up; the shop floor's screen does not show it."""
    luck, looks = walk.luck, on & asked.about_item
    walk.do("Look up item", looks, front, 2)
    walk.do("Look up item", looks & luck.happens("look twice", 0.05), front, 2, 400.0)
    season = np.where(np.isin(month(asked.arrived), (0, 10, 11)), 0.7, 0.0)
    wanted = 0.8 * np.isin(asked.product, POPULAR) + 0.9 * (asked.kind == FIND) - 1.2 * (asked.kind == REPAIR)
    out = looks & luck.happens("stock-out", sigmoid(-2.75 + season + wanted)) & (held != "stock-out")
    searched = looks & (asked.channel == SHOP) & luck.happens("search", np.where(out, 0.75, 0.1))
    walk.do("Search the stockroom", searched, FLOOR, 9, luck.minutes("to the stockroom", 3))
    kept = looks & ~out & (asked.kind == FIND) & luck.happens("reserve", 0.6)
    walk.do("Reserve item", kept, front, 2)
    ordered = looks & luck.happens("reorder", np.where(out, 0.45, 0.05))
    walk.do("Order from supplier", ordered, PURCHASING, 8, luck.minutes("purchasing", 90))
    return out


def _handed(luck: Luck, asked: Requests) -> Bools:
    """Whether the warehouse is needed. The web desk hands over by a form without the customer's words."""
    need = np.array([0.25, 0.62, 0.0, 0.3, 0.0, 0.0])[asked.kind] + 0.06 * (asked.urgency == 2)
    found: Bools = (asked.channel != SHOP) & (need > 0.1) & luck.happens("handed", need)
    return found


def _goods(walk: Walk, asked: Requests, handed: Bools, stock_out: Bools) -> Bools:
    luck = walk.luck
    web: Bools = handed & (asked.channel == WEB)
    walk.do("Pick goods", handed, WAREHOUSE, 10, luck.minutes("picking", np.where(stock_out, 300.0, 120.0), 0.8))
    desk = np.where(asked.channel == WEB, WEBDESK, PHONEDESK)
    unclear = handed & luck.happens("unclear", np.where(web, 0.3, 0.04))
    walk.do("Ask customer again", unclear, desk, 6, luck.minutes("ask again", 60, 0.8))
    walk.do("Pick goods", unclear, WAREHOUSE, 10, luck.minutes("pick again", 150, 0.8))
    walk.do("Pack goods", handed, WAREHOUSE, 7, luck.minutes("packing", 25, 0.6))
    walk.do("Send parcel", handed, WAREHOUSE, 6, luck.minutes("sending", 90, 0.6))
    return web


def _money(walk: Walk, asked: Requests, on: Bools, held: Held | None) -> Floats:
    """Seconds from asking for approval to the lead's answer; held, whoever inspects decides at once."""
    luck, back = walk.luck, on & np.isin(asked.kind, (RETURN, EXCHANGE))
    desk = np.where(asked.channel == SHOP, FLOOR, RETURNS)
    posted = luck.minutes("posted", 2.5 * 24 * 60, 0.4)
    walk.do("Inspect goods", back, desk, 5, np.where(asked.channel == SHOP, 120.0, posted))
    walk.do("Book goods in", back & luck.happens("book in", 0.9), desk, 3)
    refund = on & (asked.kind == RETURN)
    asks = refund & (asked.value > APPROVAL_FROM)
    walk.do("Ask for approval", asks, desk, 2)
    slow = np.where(asked.value > 150, 9 * 60.0, 100.0)
    quick = held == "approval"
    span = luck.minutes("approving", 2.0 if quick else slow, 0.3 if quick else 1.1)
    wait = walk.do("Approve refund", asks, desk if quick else LEAD, 3, span, at_once=quick)
    walk.do("Pay refund", refund, desk, 3, luck.minutes("paying", 12, 0.7))
    return wait


def _exchange(walk: Walk, asked: Requests, on: Bools, weak: Bools, held: Held | None) -> Bools:
    """Another size is given; the wrong one again means once more round."""
    luck, swaps = walk.luck, on & (asked.kind == EXCHANGE)
    desk = np.where(asked.channel == SHOP, FLOOR, RETURNS)
    walk.do("Give other size", swaps, desk, 6, luck.minutes("other size", 25, 0.7))
    chance = sigmoid(-1.7 + 1.0 * weak + 0.5 * (asked.channel == WEB))
    again: Bools = swaps & luck.happens("wrong again", chance) & (held != "exchange")
    walk.do("Give other size", again, desk, 6, luck.minutes("wrong size back", 2.5 * 24 * 60, 0.5))
    third = again & luck.happens("wrong a third time", 0.15)
    walk.do("Give other size", third, desk, 6, luck.minutes("wrong size twice", 2.5 * 24 * 60, 0.5))
    return again


def _repair(walk: Walk, asked: Requests, on: Bools) -> None:
    luck, broken = walk.luck, on & (asked.kind == REPAIR)
    walk.do("Assess repair", broken, WORKSHOP, 12, luck.minutes("to the workshop", 400, 0.7))
    walk.do("Repair", broken & luck.happens("repairable", 0.85), WORKSHOP, 45, luck.minutes("bench", 3 * 24 * 60, 0.5))
