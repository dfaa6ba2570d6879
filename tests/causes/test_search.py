"""The control of false discoveries counts questions, not columns of the design."""

import numpy as np

from headwater.causes.domain import Ref
from headwater.causes.links.candidate import Candidate
from headwater.causes.search import questions


def link(group, value):
    none = np.zeros(3, bool)
    return Candidate(
        Ref(kind="condition", column=group, value=value), f"{group}: {value}", none, ~none, 0.0, "", group=group
    )


def test_yes_and_no_of_one_column_are_one_question():
    flag = [link("open", "yes"), link("open", "no")]
    office = [link("office", name) for name in ("Basel", "Graz", "Lyon")]
    wait = [link("", "wait")]
    assert questions([*flag, *office, *wait]) == 1 + 3 + 1
