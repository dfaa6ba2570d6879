"""What was planted, and what it cost: the year lived again with each link held and the same luck."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from headwater.demo import names
from headwater.demo.chain import Held
from headwater.demo.outcome import breaks
from headwater.demo.world import Year, spoiled_with

SCHEMA = "headwater-demo-truth/1"
Ref = dict[str, str]


@dataclass(frozen=True)
class Planted:
    """A planted link. `ref` names it as `findings.json` does; `also` names the same break seen from beside it."""

    key: Held
    link: str
    says: str
    ref: Ref
    also: tuple[Ref, ...] = ()


PLANTED = (
    Planted(
        "stock-out", "Stock-out unknown on the shop floor",
        "The stock system knows that an item is out; the shop floor's screen does not show it, so it is promised.",
        {"kind": "condition", "column": "stock_out", "value": "yes"},
        ({"kind": "order", "step": "Search the stockroom"}, {"kind": "order", "step": "Order from supplier"}),
    ),
    Planted(
        "approval", "Waiting for the lead's approval",
        "Refunds above 60 wait for the shop lead, who is often away; past 20 hours customers lose patience.",
        {"kind": "wait", "step": "Approve refund"},
        ({"kind": "order", "step": "Ask for approval"}, {"kind": "order", "step": "Approve refund"}),
    ),
    Planted(
        "hand-off", "Hand-off from web desk to warehouse",
        "The web desk hands over by a form without the customer's own words; the phone desk calls the warehouse.",
        {"kind": "handoff", "team": "Web desk", "to": "Warehouse"},
        ({"kind": "pingpong", "team": "Web desk"}, {"kind": "handoff", "team": "Warehouse", "to": "Web desk"},
         {"kind": "order", "step": "Ask customer again"}, {"kind": "loop", "step": "Pick goods"}),
    ),
    Planted(
        "supplier", f"Goods from {names.SUPPLIERS[names.WEAK_SUPPLIER]}",
        "One supplier's goods have weak seams and sizes that run small, whatever the product.",
        {"kind": "condition", "column": "supplier", "value": names.SUPPLIERS[names.WEAK_SUPPLIER]},
    ),
    Planted(
        "saturday", "Saturday load, two part-timers fewer",
        "From 1 September two part-timers fewer serve on Saturdays; more than a quarter of an hour's wait spoils.",
        {"kind": "load"},
        ({"kind": "wait", "step": "Serve at the counter"},
         {"kind": "condition", "column": "weekday", "value": "Saturday"}),
    ),
    Planted(
        "exchange", "The wrong size a second time",
        "The size given in exchange is wrong again and the customer goes round once more.",
        {"kind": "loop", "step": "Give other size"},
    ),
)  # fmt: skip

_FOLLOWS = ("Complaint taken", "Apology sent")
MUST_NOT_NAME: tuple[Ref, ...] = (
    *({"kind": kind, "step": step} for step in _FOLLOWS for kind in ("order", "wait", "work", "loop", "skip")),
    {"kind": "handoff", "to": "Customer care"},
    {"kind": "handoff", "team": "Customer care"},
    {"kind": "pingpong", "team": "Customer care"},
    {"kind": "condition", "column": "rating"},
)
"""The complaint and the apology follow the damage, and so do the hand-overs that they bring."""
MIX = ("request", "urgency", "order_value")


def truth(year: Year) -> dict[str, Any]:
    """The truth beside the record, as plain values."""
    return {
        "schema": SCHEMA,
        "note": f"{names.COMPANY} does not exist: this record is generated, and every name in it is invented.",
        "seed": year.luck.seed,
        "cases": year.luck.cases,
        "spoiled": {
            "definition": "not `promise_kept`",
            "says": "asked at the close, the customer answers that the promise was not kept",
            "cases": int(year.spoiled.sum()),
        },
        "causes": sorted((_cost(year, planted) for planted in PLANTED), key=lambda c: -c["spoiled_cases"]),
        "must_not_name": [dict(ref) for ref in MUST_NOT_NAME],
        "mix": list(MIX),
        "person_or_system": "system",
        "computed": "spoiled_cases: spoiled as it was, less spoiled with the link held in every case and all other "
        "luck the same; expected: the same over each case's risk. Causes overlap, so they do not add up.",
    }


def _cost(year: Year, planted: Planted) -> dict[str, Any]:
    spoiled, risk = spoiled_with(year, planted.key)
    saved = year.spoiled & ~spoiled
    return {
        "key": planted.key,
        "link": planted.link,
        "says": planted.says,
        "ref": dict(planted.ref),
        "also": [dict(ref) for ref in planted.also],
        "broke": int(breaks(year.broke)[planted.key].sum()),
        "spoiled_cases": int(year.spoiled.sum()) - int(spoiled.sum()),
        "expected": round(float((year.risk - risk).sum()), 1),
        "customers": len(np.unique(year.customer[saved])),
    }
