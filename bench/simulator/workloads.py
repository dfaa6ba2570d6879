"""The two workloads, as numbers that every engine is given."""

import math

A = {"servers": 50, "rate": 49.0, "work": 1.0, "patience": 2.0}
"""M/M/50+M."""

STATIONS = 5
ROUTES = ({1: 0.7, 2: 0.3}, {2: 0.4, 3: 0.6}, {3: 0.5, 4: 0.5}, {4: 1.0}, {0: 0.15})
VISITS = (1.17647, 0.8235294, 0.6823529, 0.8352941, 1.17647)
WORK = tuple(0.75 * 30 / 5 / v for v in VISITS)
SLOT = 60.0
RATES = tuple(5 * (1 + 0.25 * math.sin(2 * math.pi * (k - 9) / 24)) for k in range(24))
SERVERS = 30
OWN = tuple(25 + k % 3 for k in range(24))
"""With shifts: so many of a station's own servers by the hour."""
TEAMS = (((0, 1, 2), 10), ((3, 4), 10))
"""With skills: teams that serve several stations, whoever waits longest first."""
