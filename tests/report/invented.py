"""An invented outfitter and an invented answer: stands in for the estimator where only the showing is tested."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.causes.domain import Causes, Evidence, Finding, Left, MixEffect, Ref, Spoiled
from headwater.causes.people.domain import Guard, PersonOrSystem, PersonStatement
from headwater.causes.people.profile import Share
from headwater.engine import Engine
from headwater.moments.domain import Mapping, Record, Source
from headwater.moments.layout import build

STEPS = (
    ("Request received", "Front desk", 0.3),
    ("Need assessed", "Front desk", 0.5),
    ("Item looked up", "Store", 2.0),
    ("Approval", "Finance", 26.0),
    ("Order prepared", "Store", 5.0),
    ("Shipped", "Logistics", 20.0),
    ("Delivery confirmed", "Front desk", 40.0),
    ("Closed", "Front desk", 4.0),
)
SECRET = "Zoë Quill"
"""A customer's name: must never reach a report."""
FREE_TEXT = "my neighbour took the parcel, call me on 0171 555"


def invented_moments(cases: int = 600, seed: int = 7) -> pa.Table:
    """An order chain; about half of the cases wait for an approval, one in six has the item looked up again."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for number in range(cases):
        rows += _case(number, rng)
    return pa.Table.from_pylist(rows)


def _case(number: int, rng: np.random.Generator) -> list[dict[str, Any]]:
    at = datetime(2025, 1, 6, 8, tzinfo=None)  # noqa: DTZ001 -- the record's times are UTC without a zone
    at += timedelta(hours=float(number * 7.1 + rng.uniform(0, 6)))
    customer = SECRET if number % 50 == 0 else f"Customer {rng.integers(0, 400)}"
    supplier, kind = f"S{rng.integers(1, 5)}", str(rng.choice(["exchange", "order", "repair"]))
    rows = []
    for step, team, hours in STEPS:
        if step == "Approval" and number % 2:
            continue
        at += timedelta(hours=float(rng.lognormal(np.log(hours), 0.8)))
        who = f"{team} person {rng.integers(1, 4)}"
        rows.append({"case": f"C-{number:05d}", "step": step, "at": at, "who": who, "team": team, "customer": customer})
        if step == "Order prepared" and number % 6 == 0:
            at += timedelta(hours=float(rng.exponential(6)))
            rows.append({**rows[-1], "step": "Item looked up", "at": at})
    rating = int(rng.integers(1, 6))
    return [{**row, "supplier": supplier, "request_kind": kind, "rating": rating, "note": FREE_TEXT} for row in rows]


def invented_record(cases: int = 600) -> Record:
    """The invented moments, laid out."""
    return record_of(invented_moments(cases), who="who", team="team", customer="customer")


def record_of(table: pa.Table, **roles: str) -> Record:
    """Any table with the columns case, step and at, laid out; one row is said to be unreadable."""
    engine = Engine()
    engine.register("invented", table.append_column("row_number", pa.array(np.arange(1, table.num_rows + 1))))
    rejected = pa.table({"line": [17], "column": ["at"], "reason": ["not a time: “yesterday”"], "value": [SECRET]})
    return build(engine, Source("invented.csv", "invented", Mapping("case", "step", "at", **roles), rejected))


def invented_people() -> PersonOrSystem:
    """Mostly the system; the assignment test passed."""
    ends = {"conditions": (0.31, 0.24, 0.39), "people": (0.03, 0.01, 0.06), "customers": (0.12, 0.09, 0.15)}
    shares = {name: Share(*three) for name, three in ends.items()} | {"unexplained": Share(0.54, 0.47, 0.61)}
    relative = {"conditions": Share(0.67, 0.55, 0.78), "people": Share(0.07, 0.02, 0.13)}
    passed = "Hard cases are not routed to particular people (assignment test passed)."
    return PersonOrSystem(
        verdict="system",
        sentence="Who served explains little once the conditions are known.",
        binary=True,
        shares=shares,
        relative=relative | {"customers": Share(0.26, 0.19, 0.33)},
        components={},
        evidence=None,
        guards=(Guard("assignment", False, passed, ""),),
        contrast=None,
        people=(PersonStatement("Store person 1", 80, 0.01, -0.2, 0.2, 0.2, "no difference shown", "no difference"),),
        n=590,
        left_out=10,
        notes=(),
    )


def invented_evidence(**changes: Any) -> Evidence:
    periods = tuple((f"2025-{m:02d}", 95 + m, 40 + (m * 7) % 13, 18 + (m * 5) % 11) for m in range(1, 7))
    base = Evidence(
        broke=252,
        spoiled_when_broke=0.41,
        spoiled_when_held=0.12,
        expected_when_broke=0.15,
        p_value=1e-6,
        e_value=4.1,
        adjusted_for=("supplier", "request_kind", "hour of week"),
        rule="A case counts as broken when it waited more than 8 h before Approval.",
        by_period=periods,
    )
    return replace(base, **changes)


def invented_finding(**changes: Any) -> Finding:
    base = Finding(
        link="waiting before Approval",
        ref=Ref(kind="wait", step="Approval", team="Finance"),
        starts_at="Approval",
        shows_at="Delivery confirmed",
        owner="Finance",
        level="functional",
        remedy="staffing",
        spoiled_cases=64.2,
        interval=(41.7, 88.9),
        customers=58.0,
        customers_lost=21.0,
        money=None,
        verdict="cause",
        evidence=invented_evidence(),
        cases=("C-00010", "C-00100", "C-00222"),
        missing=("who may approve", "the limit above which approval is asked"),
        question="Which requests does Finance never refuse?",
    )
    return replace(base, **changes)


def invented_causes() -> Causes:
    """Two causes, one open question, a sign, mix, and the rows behind them (for 600 cases)."""
    second = invented_finding(
        link="the item is looked up again after Order prepared",
        ref=Ref(kind="loop", step="Item looked up"),
        starts_at="Order prepared",
        shows_at="Closed",
        owner=None,
        remedy="tool",
        spoiled_cases=22.4,
        interval=(8.1, 37.3),
        customers=20.0,
        customers_lost=None,
        evidence=invented_evidence(broke=100, e_value=2.2, rule="Item looked up comes again, by another person."),
        cases=("C-00006", "C-00012"),
        money=(800.0, 3700.0),
    )
    doubt = invented_finding(
        link="supplier S3",
        ref=Ref(kind="condition", column="supplier", value="S3"),
        starts_at="Item looked up",
        shows_at="Item looked up",
        owner=None,
        remedy="supplier",
        spoiled_cases=6.0,
        interval=(-9.0, 21.0),
        customers=5.0,
        verdict="cannot tell",
        evidence=invented_evidence(broke=31, p_value=0.4, e_value=1.0, not_separable_from=("request_kind = repair",)),
        question="Forty more cases with supplier S3, about three weeks, would settle it.",
    )
    rows = _rows(600)
    bad, judged = pc.sum(rows["spoiled"]).as_py(), 600 - rows["spoiled"].null_count
    return Causes(
        spoiled=Spoiled("rating <= 2", bad, judged, bad / judged, 97, 600 - judged, "set by you"),
        findings=[invented_finding(), second],
        cannot_tell=[doubt],
        signs=[Left("refund paid", "comes after the damage in 97 % of the cases that have it")],
        mix=[
            MixEffect("request_kind", "repair", 201, 0.31, "what the customer brings"),
            MixEffect("request_kind", "order", 199, 0.14, "what the customer brings"),
        ],
        training=(3.0, bad),
        person_or_system=invented_people(),
        candidates=43,
        left_out=[Left("note", "free text")],
        notes=["1 of 43 links could not be tested: it broke in every case."],
        columns=[Left("supplier", "a link: names who delivers"), Left("rating", "the outcome")],
        rows=rows,
    )


def _rows(cases: int) -> pa.Table:
    number = np.arange(cases)
    rng = np.random.default_rng(3)
    spoiled = pa.array(rng.random(cases) < 0.2, mask=number % 60 == 0)
    broke = {"broke_1": number % 5 < 2, "broke_2": number % 6 == 0, "broke_3": number % 19 == 0}
    return pa.table(
        {"case_no": number.astype(np.int32), "spoiled": spoiled, **{k: pa.array(v) for k, v in broke.items()}}
    )
