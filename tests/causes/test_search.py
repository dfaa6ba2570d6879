"""The control of false discoveries counts questions, not columns of the design; what follows follows in the cases."""

import numpy as np
from tests.causes.logs import facts

from headwater.causes.domain import Ref
from headwater.causes.links.candidate import Candidate
from headwater.causes.order import follows
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


LOG = ["Open Wait Close", "Open Close Wait", "Open Wait Close", "Open Wait Close", "Open Close"]


def at(step, place, broke):
    known = np.ones(len(broke), bool)
    return Candidate(Ref(kind="wait", step=step), step, np.array(broke, bool), known, place, "", step=step)


def test_what_comes_earlier_in_the_cases_themselves_does_not_follow():
    check = follows(facts(LOG))
    most = [True, True, True, True, False]
    assert check(at("Wait", 1.5, most), at("Close", 2.5, most))
    assert not check(at("Close", 2.5, most), at("Wait", 3.5, most))
    assert check(at("Close", 2.5, [False, True, False, False, True]), at("Wait", 3.5, most))
    assert check(at("Close", -1.0, most), at("Wait", 3.5, most))
