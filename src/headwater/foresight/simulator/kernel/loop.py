"""The loop over events. It stops where a buffer is nearly full and can be called again."""

from hashlib import sha256
from pathlib import Path

from numba import njit

from headwater.foresight.simulator.kernel.calendar import drop_stale, fill
from headwater.foresight.simulator.kernel.clock import change, set_next, set_servers
from headwater.foresight.simulator.kernel.come import (
    arrive,
    find_next,
    plan_next,
    set_rate,
)
from headwater.foresight.simulator.kernel.compiled import part, rare
from headwater.foresight.simulator.kernel.count import shut, waited
from headwater.foresight.simulator.kernel.memory import (
    floats,
    head_of,
    longs,
    station_of,
    step_of,
    token_of,
)
from headwater.foresight.simulator.kernel.path import (
    contact,
    done,
    enter,
    give_up,
    let_go,
    let_in,
    passed,
    reach,
)
from headwater.foresight.simulator.kernel.serve import pull_all
from headwater.foresight.simulator.kernel.world import (
    DONE,
    ENTERS,
    FINISHED,
    FULL,
    GIVES_UP,
    GOES_ON,
    JOINS,
    PASSES,
    PAUSED,
    RELEASES,
)  # fmt: skip

SPARE = 1024
"""Cases that eight events add at most: each passes at most TURNS states, each with one beside it."""
ROWS_SPARE = 4096


@part
def _room(w):
    if w.tokens + SPARE > w.n_tokens or (w.n_rows and w.rows + ROWS_SPARE > w.n_rows):
        return False
    if w.heap + w.tokens + SPARE <= w.room:
        return True
    drop_stale(w)
    return 2 * w.tokens + w.heap + SPARE <= w.room


@part
def _due(w, thing, what):  # noqa: PLR0911 -- one way for each kind of entry
    """What the calendar has for a token; the state that it enters, -1 for none."""
    if what == DONE:
        return done(w, thing)
    if what == GIVES_UP:
        give_up(w, thing)
        return -1
    if what == ENTERS:
        return int(token_of(w, thing).state)
    if what == PASSES:
        return passed(w, thing)
    if what == JOINS:
        return reach(w, thing)
    if what == GOES_ON:
        return let_in(w, thing)
    return contact(w, thing)


@part
def _top(w):
    """What is on top of the calendar."""
    entry = longs(w.at_entries)[0]
    thing, what = entry & 0xFFFFFFFF, (entry >> 32) & 15
    if what == RELEASES:
        step_of(w, thing).due = 0
        let_go(w, thing)
    elif token_of(w, thing).stamp == entry >> 36:
        enter(w, thing, _due(w, thing, what))
    else:
        w.stale -= 1


@part
def _over(w):
    return w.phase == 2 and w.open_cases <= 0 and w.open_visits <= 0


@rare
def _finish(w):
    for p in range(w.n_pools):
        shut(w, p)
    for s in range(w.n_stations):
        for rank in range(w.classes):
            i = head_of(w, s * w.classes + rank).first
            while i >= 0:
                time = w.now - token_of(w, i).joined
                if token_of(w, i).slot >= 0:
                    waited(w, i, time, time, False)
                    token_of(w, i).slot = -1
                i = token_of(w, i).next


@rare
def _begin(w):
    w.begun = 1
    for s in range(w.n_stations):
        station_of(w, s).last = w.now
    if w.begin <= w.now:
        w.phase = 1
    for k in range(w.n_streams):
        set_rate(w, k)
        plan_next(w, k)
    find_next(w)
    set_servers(w)
    set_next(w)


@part
def _step(w):
    top, come, clock = floats(w.at_times)[0], w.next_arrival, w.next_change
    now = min(top, come, clock)
    w.now = now
    w.tie = w.dirty
    if clock <= now:
        change(w)
    elif top <= now:
        if floats(w.at_times)[1] == now or floats(w.at_times)[2] == now or come == now:
            w.tie = 1
        w.hole = 1
        _top(w)
    else:
        arrive(w)
    if w.hole:
        fill(w)
    if w.dirty and min(floats(w.at_times)[0], w.next_arrival, w.next_change) > now:
        pull_all(w)


def compiled(version):
    """The loop, compiled; the machine code is kept for as long as `version`, which it is keyed by, stays the same."""

    @njit(nogil=True, cache=True, error_model="numpy")
    def advance(run, budget):
        version  # noqa: B018 -- part of the cache's key
        w = run[0]
        if not w.begun:
            _begin(w)
        for n in range(budget):
            if not n & 7 and not _room(w):
                return FULL
            if _over(w) or min(floats(w.at_times)[0], w.next_arrival, w.next_change) > w.stop:
                _finish(w)
                return FINISHED
            _step(w)
        return PAUSED

    return advance


def _version():
    text = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return int.from_bytes(sha256(text).digest()[:7], "big")


def tidy(folder, sources):
    """Remove the machine code that is older than one of the sources: nothing will ask for it again."""
    changed = max(path.stat().st_mtime for path in sources)
    for path in Path(folder).glob("loop.compiled.*.nb[ci]"):
        try:
            if path.stat().st_mtime < changed:
                path.unlink()
        except OSError:  # another process was quicker, or the folder cannot be written
            continue


advance = compiled(_version())
tidy(advance.stats.cache_path, Path(__file__).parent.glob("*.py"))
