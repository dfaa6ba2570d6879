"""What the kernel works on: tables of what is configured, and the state of one replication, all of it arrays.

State is in arrays alone, so the kernel can stop anywhere (a buffer is full, somebody wants to know how far it is) and
go on.
"""

from typing import Any, NamedTuple

import numpy as np

PURPOSES = 16
MOVE, SKIP, BEFORE, WORK, PATIENCE, SILENT, SILENT_WORK, CALLBACK, DELAY, RETRY, RETRY_AFTER, RETRY_AT, HOME = range(13)
"""What a number is drawn for at a visit."""
START, REPEAT, REPEAT_AFTER, SELF, SELF_FAILS, GAP, KEEP, REPEAT_AT = range(-10, -2)
"""What a number is drawn for at a contact."""
DONE, GIVES_UP, ENTERS, JOINS, PASSES, BEGINS, RELEASES, GOES_ON = range(8)
"""What an entry of the calendar is."""
FINISHED, FULL, PAUSED = range(3)
"""Why the kernel came back."""
AT_ONCE = 1e-300
BY_WAIT, BY_TIME, BY_WAITING = range(1, 4)
"""What makes a case late (0: nothing does): what it waited in queues, how long it took, or that less all work."""

WAITS, TIMED, HELD, GHOST, CALLED = 1, 2, 4, 8, 16
"""Flags of a token: it stands in a queue, has a patience that runs, is held for a batch, is one who left without a
word,
will be called back."""

TABLES = (
    "laws", "values", "ways", "starts", "states", "kinds", "work", "patience", "ranks", "serving", "served", "knots",
    "servers", "spans", "edges", "rates", "within", "stations", "pools", "steps", "streams", "tokens", "cases",
    "times", "remaining", "entries",
    "heads", "rows", "visit", "wait_bins", "quarters", "busy", "open", "over", "counts", "sums", "case_bins", "step",
)  # fmt: skip
RUN = np.dtype(
    [
        (name, "f8")
        for name in ("now", "begin", "end", "stop", "next_arrival", "next_change", "next_slot", "measured_from")
    ]
    + [("slot_length", "f8"), ("grid", "f8"), ("day", "f8")]
    + [
        (name, "i8")
        for name in (
            "slot",
            "slots",
            "phase",
            "stream",
            "most",
            "arrived",
            "quarter",
            "tie",
            "dirty",
            "begun",
            "absences",
        )
    ]
    + [(name, "i8") for name in ("heap", "hole", "stale", "tokens", "free_token", "free_case", "waiting", "open_cases")]
    + [(name, "i8") for name in ("open_visits", "edge", "rows", "states", "classes", "cases", "slotted", "events")]
    + [("n_" + name, "i8") for name in ("kinds", "stations", "pools", "streams", "edges", "tokens", "rows")]
    + [("room", "i8"), ("seed", "u8")]
    + [("at_" + name, "i8") for name in TABLES],
    align=True,
)
"""One replication: where its clocks stand, how much is in use, where its tables lie."""
TOKEN = np.dtype(
    [("key", "u8"), ("joined", "f8"), ("started", "f8")]
    + [(name, "i4") for name in ("place", "case", "next", "prev", "stamp", "move", "slot")]
    + [(name, "i2") for name in ("kind", "state", "step", "station", "pool")]
    + [(name, "i1") for name in ("rank", "flags")],
    align=True,
)
"""A case in the service, or one of its branches: 64 bytes, a line of the cache."""
CASE = np.dtype(
    [("own", "u8"), ("born", "f8"), ("wait", "f8"), ("earlier", "f4"), ("since", "f4"), ("haste", "f4")]
    + [(name, "i4") for name in ("number", "pending", "lap", "next")]
    + [(name, "i2") for name in ("kind", "open", "contact", "last", "works")]
    + [(name, "i1") for name in ("counted", "gave_up")],
    align=True,
)
"""64 bytes, too. `since` is the time from the first contact of the case to this one, less work where that is asked."""
STATION = np.dtype(
    [("silent", "f8"), ("promise", "f8"), ("callback", "f8"), ("area", "f8"), ("last", "f8"), ("silent_work", "i4")]
    + [
        (name, "i4")
        for name in ("pool", "pools", "speed", "speeds", "rush", "rushes", "queued", "line", "longest", "room")
    ],
    align=True,
)
POOL = np.dtype(
    [("area", "f8"), ("on_area", "f8"), ("absent", "f8"), ("last", "f8")]
    + [(name, "i4") for name in ("busy", "on", "station", "stations", "shared", "pauses", "closed", "closes")]
    + [("paused_first", "i4"), ("paused_last", "i4"), ("most", "i4"), ("late", "i4")],
    align=True,
)
STEP = np.dtype(
    [("skip", "f8"), ("every", "f8"), ("phase", "f8"), ("factor", "f8")]
    + [(name, "i4") for name in ("station", "before", "of", "held", "first", "last", "due", "pad")],
    align=True,
)
STATE = np.dtype([("step", "i4"), ("move", "i4"), ("moves", "i4"), ("parallel", "i4")], align=True)
WAY = np.dtype([("upto", "f8"), ("state", "i4"), ("delay", "i4"), ("together", "i4"), ("back", "i4")], align=True)
KIND = np.dtype(
    [(name, "f8") for name in ("retry", "repeat", "per_wait", "per_haste", "spoiled", "spoiled_per_wait", "typical")]
    + [(name, "f8") for name in ("spoiled_per_contact", "spoiled_left", "late_after", "late", "late_left")]
    + [(name, "f8") for name in ("self_service", "fails")]
    + [(name, "i4") for name in ("retry_after", "repeat_after", "start", "starts", "within", "anew")]
    + [(name, "i4") for name in ("of_case", "of_last", "most", "late_by", "late_of_case")],
    align=True,
)
STREAM = np.dtype(
    [
        ("key", "u8"),
        ("own", "u8"),
        ("shared", "u8"),
        ("count", "i8"),
        ("slot", "i8"),
        ("time", "f8"),
        ("slot_end", "f8"),
        ("rate", "f8"),
        ("keep", "f8"),
    ]
    + [("scale", "f8"), ("day_cv", "f8"), ("slot_cv", "f8"), ("from", "f8"), ("to", "f8"), ("day", "f8")]
    + [(name, "i4") for name in ("kind", "gaps", "rates", "grid_slots", "day_law", "slot_law", "renews", "pad")],
    align=True,
)
HEAD = np.dtype([("first", "i4"), ("last", "i4")])
LAW = np.dtype([("shape", "i8"), ("a", "f8"), ("b", "f8"), ("first", "i8"), ("n", "i8")])
ROW = np.dtype(
    [("case", "i8"), ("enabled", "f8"), ("start", "f8"), ("end", "f8")]
    + [(name, "i4") for name in ("kind", "step", "station", "repeat")],
    align=True,
)


class World(NamedTuple):
    """Everything of one replication; tables first, then state, then what is counted."""

    laws: Any
    values: Any
    ways: Any
    starts: Any
    """[way] as ways: where a contact of a kind starts"""
    states: Any
    kinds: Any
    work: Any
    """[step, kind] row of laws"""
    patience: Any
    """[station, kind] row of laws"""
    ranks: Any
    """[station, kind] class of priority, 0 first"""
    serving: Any
    """pools of a station, best first"""
    served: Any
    """stations of a pool, in its order"""
    knots: Any
    """[knot, 2] busy share and factor"""
    servers: Any
    """[pool, slot]"""
    spans: Any
    """[span, 2] closed, by pool"""
    edges: Any
    """times at which a span begins or ends, rising"""
    rates: Any
    within: Any
    """[kind, slot] whether further contacts can come"""

    run: Any
    """[1] RUN"""
    stations: Any
    pools: Any
    steps: Any
    streams: Any
    tokens: Any
    cases: Any
    times: Any
    """the calendar: a binary heap"""
    remaining: Any
    """[token] the work that is left of what was put aside"""
    entries: Any
    """[entry] stamp << 36 | what << 32 | token or step"""
    heads: Any
    """[station * classes + rank] HEAD"""
    rows: Any

    visit: Any
    """[station, slot, 4] wait, left, silent, kept"""
    wait_bins: Any
    quarters: Any
    """[station, 4] area of the queue"""
    busy: Any
    open: Any
    over: Any
    counts: Any
    """[kind, 6] cases, over, gave up, repeats, retries, handoffs"""
    sums: Any
    """[kind, 3] spoiled, wait, time"""
    case_bins: Any
    """[kind, 2, BINS]"""
    step: Any
    """[step, 3] visits, wait, work"""

    def placed(self) -> "World":
        """The same, with the addresses of its tables where the kernel looks for them."""
        run = self.run[0]
        for name in TABLES:
            run["at_" + name] = getattr(self, name).ctypes.data
        for name in ("kinds", "stations", "pools", "streams", "edges", "tokens", "rows"):
            run["n_" + name] = len(getattr(self, name))
        run["room"] = len(self.times)
        return self
