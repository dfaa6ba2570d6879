"""What a customer who gave up was waiting for."""

from dataclasses import replace

import numpy as np

from headwater.foresight.calibrate.visits import Visits


def placed(visits: Visits) -> Visits:
    """The visits, those of customers who gave up standing for the step that most others went to from there."""
    step, team = visits.step.copy(), visits.team.copy()
    prev = np.append(-1, visits.step[:-1])
    served = ~visits.left
    served[visits.first] = False
    for before in np.unique(prev[visits.left]):
        gone = np.flatnonzero(visits.left & (prev == before))
        like = np.flatnonzero(served & (prev == before))
        if not len(like):
            continue
        step[gone] = np.bincount(visits.step[like]).argmax()
        known = like[(visits.team[like] >= 0) & (visits.step[like] == step[gone[0]])]
        unknown = gone[team[gone] < 0]
        if len(known):
            team[unknown] = np.bincount(visits.team[known]).argmax()
    return replace(visits, step=step, team=team)
