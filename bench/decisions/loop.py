"""The benchmark's event loop: one heap, people by name, a queue per team. Written apart from headwater's simulator."""
# ruff: noqa: ANN001, ANN201 -- numba types the arguments of the loop

import heapq
from typing import Any

import numpy as np
from numba import njit

CONTACT, DONE, LEAVE, TICK = 0, 1, 2, 3
CALL, LEFT, CALLED_BACK = -1, -2, -3
CAP = 20_000


@njit(cache=True)
def lognormal(mean: float, cv: float) -> float:
    """A draw with this mean and coefficient of variation."""
    if cv <= 0.0:
        return mean
    s2 = np.log(1.0 + cv * cv)
    return float(np.exp(np.log(mean) - 0.5 * s2 + np.sqrt(s2) * np.random.standard_normal()))


@njit(cache=True)
def logistic(x: float) -> float:
    """The inverse of the logit."""
    return 1.0 / (1.0 + np.exp(-x))


@njit(cache=True)
def logit(p: float) -> float:
    """The logit, kept finite."""
    p = min(max(p, 1e-9), 1.0 - 1e-9)
    return float(np.log(p / (1.0 - p)))


@njit(cache=True)
def note(rows: Any, used: int, case: int, step: int, start: float, end: float, person: int) -> int:
    """Write a moment down; how many there are now."""
    rows[used, 0], rows[used, 1], rows[used, 2], rows[used, 3], rows[used, 4] = case, step, start, end, person
    return used + 1


@njit(cache=True)
def next_open(t: float, opened: Any) -> float:
    """The time itself where somebody can be reached, else within the first hour that follows in which one can."""
    for _ in range(400):
        if opened[int(t) % 168]:
            return t
        t = np.floor(t) + 1.0 + (np.random.random() if opened[(int(t) + 1) % 168] else 0.0)
    return t


@njit(cache=True)
def simulate(  # noqa: PLR0912, PLR0915 -- one loop over four kinds of event
    seed, end, warm, keep, arrived, kind, amount, rate_open, route, chance, team, work, work_cv, patience, patience_cv,
    shift, skill, off, priority, limit, batch, factor, retry, retry_after, repeat, repeat_after, repeat_wait, haste,
    rush, spoiled, spoiled_wait, spoiled_again, spoiled_left, callback,
):  # fmt: skip
    """Rows (case, step, start, end, person), spoiled cases, and sums by team and hour of the week from `warm` on."""
    np.random.seed(seed)
    n, n_people, n_teams, n_kinds = len(arrived), shift.shape[0], skill.shape[1], route.shape[0]
    rows = np.empty((n * 14 if keep else 1, 5))
    used = 0
    came, left, wait = np.zeros((n_teams, 168)), np.zeros((n_teams, 168)), np.zeros((n_teams, 168))
    cases, repeats, spoilt, total = np.zeros(n_kinds), np.zeros(n_kinds), np.zeros(n_kinds), np.zeros(n_kinds)
    place, token, waited = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n)
    joined, ready, hurry, over = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n, np.int8)
    again = np.zeros(n, np.int8)
    bad = np.zeros(n, np.int8)
    patient = np.zeros(n, np.int8)
    queue, size = np.zeros((n_teams, CAP), np.int64), np.zeros(n_teams, np.int64)
    busy, idle_since = np.zeros(n_people, np.int8), np.zeros(n_people)
    heap = [(0.0, 0, TICK, 0, 0)]
    for i in range(n):
        heap.append((arrived[i], i + 1, CONTACT, i, 0))
    heapq.heapify(heap)
    seq = n + 1
    while heap:
        now, _, what, i, extra = heapq.heappop(heap)
        if now >= end:
            break
        hour, day = int(now) % 168, int(now // 24)
        look = -1  # a person who is free now
        join = False
        if what == TICK:
            heapq.heappush(heap, (now + 1.0, seq, TICK, 0, 0))
            seq += 1
        elif what == CONTACT:
            place[i] = -1
            if now == arrived[i] and now >= warm:
                cases[kind[i]] += 1
            if keep:
                used = note(rows, used, i, CALL, now, now, -1)
            join = True
        elif what == LEAVE:
            if token[i] != extra or over[i]:
                continue
            t = team[route[kind[i], place[i]]]
            at = 0
            while queue[t, at] != i:
                at += 1
            for j in range(at, size[t] - 1):
                queue[t, j] = queue[t, j + 1]
            size[t] -= 1
            token[i] += 1
            if joined[i] >= warm:
                h = int(joined[i]) % 168
                wait[t, h] += now - joined[i]
                left[t, h] += 1
            waited[i] += now - joined[i]
            if keep:
                used = note(rows, used, i, LEFT, now, now, -1)
            if np.random.random() < retry:
                heapq.heappush(
                    heap, (next_open(now + np.random.exponential(retry_after), rate_open), seq, CONTACT, i, 0)
                )
                seq += 1
            else:
                over[i] = 1
                bad[i] = np.random.random() < spoiled_left
                if arrived[i] >= warm:
                    total[kind[i]] += waited[i]
                    spoilt[kind[i]] += bad[i]
            continue
        else:  # DONE: person `extra` has ended the work on case i
            busy[extra] = 0
            idle_since[extra] = now
            look = extra
            join = True
        if join:
            k = kind[i]
            j = place[i] + 1
            while j < route.shape[1] and route[k, j] >= 0:
                s = route[k, j]
                wanted = amount[i] > limit[s] if limit[s] >= 0 else np.random.random() < chance[k, j]
                if wanted:
                    break
                j += 1
            place[i] = j
            if j < route.shape[1] and route[k, j] >= 0:
                s = route[k, j]
                t = team[s]
                token[i] += 1
                joined[i], ready[i], patient[i] = now, now, 0
                if batch[s] > 0:
                    ready[i] = np.ceil(now / batch[s]) * batch[s]
                if joined[i] >= warm:
                    came[t, hour] += 1
                best = -1
                if ready[i] <= now:
                    for p in range(n_people):
                        if busy[p] or skill[p, t] == 0 or not shift[p, hour] or off[p, day]:
                            continue
                        if best < 0 or (skill[p, t], idle_since[p]) < (skill[best, t], idle_since[best]):
                            best = p
                if size[t] >= CAP:
                    raise OverflowError("a queue grows without end")
                queue[t, size[t]] = i
                size[t] += 1
                if best >= 0 and best != look:
                    # whoever is free takes the first in line, which is this one unless somebody has just come free
                    look2 = best
                else:
                    look2 = -1
                    if patience[t] < 1e11:
                        if callback[t] > 0 and best < 0 and np.random.random() < callback[t]:
                            patient[i] = 1
                        else:
                            gives_up = now + lognormal(patience[t], patience_cv)
                            heapq.heappush(heap, (gives_up, seq, LEAVE, i, token[i]))
                            seq += 1
            else:
                look2 = -1
                chance_again = logistic(logit(repeat[k]) + repeat_wait * waited[i] + haste * hurry[i])
                if repeat[k] > 0 and again[i] < 4 and np.random.random() < chance_again:
                    if arrived[i] >= warm:
                        repeats[k] += 1
                    again[i] += 1
                    back = now + 12.0 + np.random.exponential(repeat_after - 12.0)
                    heapq.heappush(heap, (next_open(back, rate_open), seq, CONTACT, i, 0))
                    seq += 1
                else:
                    over[i] = 1
                    bad[i] = np.random.random() < logistic(
                        logit(spoiled) + spoiled_wait * waited[i] + spoiled_again * again[i]
                    )
                    if arrived[i] >= warm:
                        total[k] += waited[i]
                        spoilt[k] += bad[i]
        else:
            look2 = -1
        for p in range(n_people):
            if what != TICK and p not in (look, look2):
                continue
            if busy[p] or not shift[p, hour] or off[p, day]:
                continue
            chosen, chosen_team = -1, -1
            for rank in (1, 2):
                for t in range(n_teams):
                    if skill[p, t] != rank:
                        continue
                    for at in range(size[t]):
                        c = queue[t, at]
                        if ready[c] > now:
                            continue
                        if chosen < 0 or (priority[t, kind[c]], joined[c]) < (
                            priority[chosen_team, kind[queue[chosen_team, chosen]]],
                            joined[queue[chosen_team, chosen]],
                        ):
                            chosen, chosen_team = at, t
                if chosen >= 0:
                    break
            if chosen < 0:
                continue
            t = chosen_team
            c = queue[t, chosen]
            pressed = size[t] > 3
            for at in range(chosen, size[t] - 1):
                queue[t, at] = queue[t, at + 1]
            size[t] -= 1
            token[c] += 1
            s = route[kind[c], place[c]]
            usual = work[s, kind[c]]
            takes = lognormal(usual, work_cv[s]) * factor[s] * ((1.0 - rush) if pressed else 1.0)
            hurry[c] = 1.0 - takes / usual
            spent = now - joined[c]
            waited[c] += spent
            if joined[c] >= warm:
                h = int(joined[c]) % 168
                if patient[c] == 0:
                    wait[t, h] += spent
            busy[p] = 1
            if keep:
                used = note(rows, used, c, s, now, now + takes, p)
            heapq.heappush(heap, (now + takes, seq, DONE, c, p))
            seq += 1
    return rows[:used], bad, over, came, wait, left, cases, repeats, spoilt, total
