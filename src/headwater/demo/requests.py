"""What customers bring: what they ask for, how much the order was worth, how urgent it is; and what it is about."""

from dataclasses import dataclass

import numpy as np

from headwater.demo.hours import arrivals, month
from headwater.demo.luck import Bools, Floats, Ints, Luck
from headwater.demo.names import (
    ADVICE,
    EXCHANGE,
    FIND,
    MADE_BY,
    PHONE,
    POPULAR,
    PRODUCTS,
    REQUESTS,
    RETURN,
    SUPPLIERS,
)

KINDS = (
    (0.38, 0.02, 0.19, 0.17, 0.09, 0.15),
    (0.14, 0.28, 0.28, 0.21, 0.05, 0.04),
    (0.17, 0.32, 0.17, 0.11, 0.12, 0.11),
)
"""Shares of the requests on each channel."""
HARM = (0.0, 0.15, 0.25, 0.1, 0.35, -0.5)
"""What each kind of request adds to the log odds of a spoiled case, whatever the company does."""


@dataclass(frozen=True)
class Requests:
    """One entry per case; codes point into `names`. `hung_up`: the customer was gone before anyone served."""

    arrived: Floats
    channel: Ints
    kind: Ints
    urgency: Ints
    value: Floats
    product: Ints
    supplier: Ints
    campaign: Ints
    hung_up: Bools

    @property
    def about_item(self) -> Bools:
        """Whether an item is looked up."""
        found: Bools = self.kind != ADVICE
        return found


def requests(luck: Luck) -> Requests:
    """The year's requests."""
    arrived, channel = arrivals(luck)
    kind = luck.pick("kind", np.array(KINDS)[channel])
    rush = np.where(month(arrived) == 11, 0.12, 0.0) + 0.14 * (channel == PHONE)
    urgency = luck.pick("urgency", np.column_stack([0.3 - rush / 2, np.full(luck.cases, 0.5), 0.2 + rush]))
    dearer = 0.25 * (kind == RETURN) + 0.2 * (urgency == 2)
    value = np.round(np.exp(4.35 + dearer + 0.6 * luck.generator("value").standard_normal(luck.cases)), 2)
    product = luck.pick("product", _wanted(kind))
    return Requests(
        arrived, channel, kind, urgency, value, product, _supplier(luck, product),
        luck.pick("campaign", np.array([0.62, 0.15, 0.15, 0.08])), luck.happens("hung up", 0.012),
    )  # fmt: skip


def _wanted(kind: Ints) -> Floats:
    """Jackets, boots and parkas are asked for most; shoes are exchanged most."""
    weights = np.ones((len(REQUESTS), len(PRODUCTS)))
    weights[:, list(POPULAR)] = 2.0
    weights[EXCHANGE, [2, 3, 6, 10]] += 0.8
    weights[FIND, list(POPULAR)] += 0.5
    found: Floats = weights[kind]
    return found


def _supplier(luck: Luck, product: Ints) -> Ints:
    shares = np.zeros((len(PRODUCTS), len(SUPPLIERS)))
    for made, makers in enumerate(MADE_BY):
        shares[made, makers[0]] = 0.5
        for other in makers[1:]:
            shares[made, other] = 0.5 / (len(makers) - 1)
    return luck.pick("supplier", shares[product])
