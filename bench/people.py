"""Person or system, measured: accuracy, cost, bias, coverage, scenario 2, the assignment test. Prints Markdown.

    PYTHONPATH=src python -m bench.people > docs/benchmarks/people.md

Takes about ten minutes; `--quick` makes a tenth of the worlds.
"""

import csv
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from bench.people_worlds import SIZES, TRUTH, Kind, Shop, crossed, desk, shop

from headwater.causes.people import Share, decompose
from headwater.causes.people.assignment import assignment_guard
from headwater.causes.people.columns import column, factor
from headwater.causes.people.design import Design, Factor
from headwater.causes.people.profile import share
from headwater.causes.people.reml import Fit, fit
from headwater.causes.people.threads import one_thread

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "people"
KINDS: tuple[Kind, ...] = ("system", "person", "both", "neither")
Row = tuple[object, ...]


def published(name: str) -> dict[str, list[str]]:
    """A published table by column."""
    with (DATA / f"{name}.csv").open() as file:
        rows = list(csv.reader(file))
    return {head: [row[k] for row in rows[1:]] for k, head in enumerate(rows[0])}


def factor_of(name: str, values: list[str]) -> Factor:
    """A factor from texts."""
    levels, codes = np.unique(values, return_inverse=True)
    return Factor(name, codes.astype(np.int32), len(levels))


def accuracy() -> Iterator[Row]:
    """Published likelihoods beside ours."""
    p, e = published("Penicillin"), published("InstEval")
    plates = Design(np.array(p["diameter"], float), (factor_of("plate", p["plate"]), factor_of("sample", p["sample"])))
    yield "Penicillin, REML criterion", "330.8606", f"{fit(plates).deviance:.6f}"
    y, inner = np.array(e["y"], float), (factor_of("d", e["d"]), factor_of("dept", e["dept"]))
    students = factor_of("s", e["s"])
    with_service = Design(y, inner, (factor_of("service", e["service"]),), (), students)
    yield (
        "InstEval, ML, service + (s)(d)(dept), -2logL",
        "237721.768774",
        f"{fit(with_service, reml=False).deviance:.6f}",
    )
    plain = fit(Design(y, inner, (), (), students))
    yield "InstEval, REML, 1 + (s)(d)(dept), logL", "-118887.43121", f"{-plain.deviance / 2:.6f}"


def cost() -> Iterator[Row]:
    """A million cases: processor seconds and memory above the data."""
    design = crossed(1, n=1_000_000, levels={**SIZES, "people": 300, "customers": 200_000}, numeric=2)
    before, start = _memory(), time.process_time()
    fitted = fit(design)
    seconds = time.process_time() - start
    yield "fit, 1,000,000 x 300 people x 25 x 12 x 200,000 customers", "3 s", f"{seconds:.2f} s"
    for names in (["people"], ["process"], ["touchpoint"], ["customers"], ["process", "touchpoint"], list(TRUTH)):
        share(fitted, names)
    yield "fit with intervals of six shares", "10 s", f"{time.process_time() - start:.2f} s"
    yield "memory above the data", "250 MB", f"{_memory() - before:.0f} MB"
    yield _whole(design)


def _whole(design: Design) -> Row:
    people, process, touchpoint = (f.codes for f in design.random)
    assert design.absorbed is not None
    rng = np.random.default_rng(0)
    start = time.process_time()
    decompose(
        design.y,
        conditions={"process": process, "touchpoint": touchpoint, "stock_out": rng.random(len(people)) < 0.2},
        people=people,
        customers=design.absorbed.codes,
        known_before={"kind": rng.integers(0, 5, len(people)), "age": rng.normal(size=len(people))},
        binary=False,
        person_names=[f"Person {k}" for k in range(300)],
    )
    return "the whole answer (guards, evidence, contrast too)", "", f"{time.process_time() - start:.2f} s"


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def calibration(worlds: int) -> Iterator[Row]:
    """Bias in standard errors and coverage of the 95 % intervals."""
    for n, levels in ((3_000, {"people": 30, "process": 8, "touchpoint": 6, "customers": 1_500}), (20_000, SIZES)):
        fits = [fit(crossed(seed, n=n, levels=levels)) for seed in range(worlds)]
        for names in (["people"], ["process"], ["touchpoint"], ["customers"], ["process", "touchpoint"]):
            yield (f"{n:,}", " + ".join(names), *_calibrated(fits, names))


def _calibrated(fits: list[Fit], names: list[str]) -> Row:
    truth = sum(TRUTH[name] for name in names)
    found = [share(f, names) for f in fits]
    estimates = np.array([s.estimate for s in found])
    error = estimates.std(ddof=1) / np.sqrt(len(found))
    return (
        f"{truth:.3f}",
        f"{estimates.mean():.4f}",
        f"{(estimates.mean() - truth) / error:+.1f}",
        _covered(found, truth),
    )


def _covered(found: list[Share], truth: float) -> str:
    return f"{100 * np.mean([s.low <= truth <= s.high for s in found]):.0f} %"


def mixed_conditions(worlds: int) -> Iterator[Row]:
    """The conditions' share when a flag (fixed) and a process (random) make it up together."""
    for effect in (0.2, 0.8):
        found = [_flag_and_process(seed, effect) for seed in range(worlds)]
        fixed = effect**2 * 0.21
        for name, part in (("conditions", fixed + 0.1), ("people", 0.03), ("customers", 0.2)):
            truth, parts = part / (fixed + 1.0), [f[name] for f in found]
            mean = np.mean([s.estimate for s in parts])
            yield f"flag effect {effect}", name, f"{truth:.3f}", f"{mean:.4f}", _covered(parts, truth)


def _flag_and_process(seed: int, effect: float) -> dict[str, Share]:
    rng = np.random.default_rng(seed)
    n, flag = 4_000, np.random.default_rng(seed + 10**6).random(4_000) < 0.3
    who, process, customers = rng.integers(0, 40, n), rng.integers(0, 15, n), rng.integers(0, 1_500, n)
    parts = ((0.1, 15, process), (0.03, 40, who), (0.2, 1_500, customers))
    y = effect * flag + rng.normal(0, np.sqrt(0.67), n)
    for variance, levels, codes in parts:
        y += rng.normal(0, np.sqrt(variance), levels)[codes]
    return decompose(
        y,
        conditions={"process": process, "flag": flag},
        people=who,
        customers=customers,
        known_before={},
        binary=False,
        person_names=[str(k) for k in range(40)],
    ).shares


def scenario(worlds: int) -> Iterator[Row]:
    """Shoe clerk: how often the answer is the true one, and how often another is given in its place."""
    sizes = ((300, 8, 0), (600, 10, 0), (1_000, 10, 0), (1_000, 12, 10), (3_000, 12, 10))
    for n, clerks, queues in sizes:
        for kind in KINDS:
            yield _answers(worlds, kind, Shop(n=n, clerks=clerks, queues=queues), kind)
    yield _answers(worlds, "neither", Shop(n=6, clerks=3), "neither, 6 cases")
    yield _answers(worlds, "person", Shop(shuffled=True), "neither (one weak clerk, names shuffled)")


def _answers(worlds: int, kind: Kind, world: Shop, truth: str) -> Row:
    answers = Counter(shop(seed, kind, world).verdict for seed in range(worlds))
    right = answers["cannot tell" if truth.startswith("neither") else kind] / worlds
    unsure = 0.0 if truth.startswith("neither") else answers["cannot tell"] / worlds
    shown = (f"{100 * part:.0f} %" for part in (right, unsure, abs(1 - right - unsure)))
    return world.n, world.clerks, world.queues or "none", truth, *shown


def assignment(worlds: int) -> Iterator[Row]:
    """How often the test blocks: chance routing, customers who stay with a person, hard cases to the best."""
    routings = (
        ("by chance", 0.0, False),
        ("same person each time", 0.0, True),
        ("hard to the best, 3 in 10", 0.3, False),
        ("hard to the best, always", 1.0, False),
    )
    for n, people in ((500, 10), (2_000, 10), (2_000, 40), (20_000, 100)):
        for what, hard, sticky in routings:
            runs = max(worlds // (4 if n > 5_000 else 1), 10)
            blocked = np.mean([_blocks(s, n, people, hard, sticky) for s in range(runs)])
            yield f"{n:,}", people, what, f"{100 * blocked:.1f} %"
    start = time.process_time()
    blocked = _blocks(1, 1_000_000, 300, 0.0, False)
    yield "1,000,000", 300, "by chance (one world)", f"{100 * blocked:.0f} %, {time.process_time() - start:.1f} s"


def _blocks(seed: int, n: int, people: int, hard: float, sticky: bool) -> bool:
    d, rows = desk(seed, n=n, people=people, hard_to_best=hard, sticky=sticky), np.arange(n)
    known = [column("kind", d.kind, rows), column("difficulty", d.difficulty, rows), column("region", d.region, rows)]
    conditions = [column("queue", d.queue, rows), column("flag", d.flag, rows)]
    return assignment_guard(known, factor("people", d.people), conditions, factor("customers", d.customers)).blocks


def section(title: str, heads: tuple[str, ...], rows: Iterator[Row]) -> None:
    """Print one table."""
    lines = [f"\n## {title}\n", "| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def main(scale: Callable[[int], int]) -> None:
    """Print every table."""
    command = (__doc__ or "").split("\n")[2].strip()
    sys.stdout.write(f"# Person or system: benchmark\n\nMade by `{command}`. Generated worlds; seeds 0 upwards.\n")
    section("Cost", ("what", "target", "measured (CPU, one thread)"), cost())  # first: memory is a high-water mark
    section("Against published values", ("model", "published", "ours"), accuracy())
    heads = ("cases", "share of", "truth", "mean", "bias in standard errors", "coverage (95 %)")
    section("Bias and coverage", heads, calibration(scale(100)))
    heads = ("world", "share of", "truth", "mean", "coverage (95 %)")
    section("A flag and a process together", heads, mixed_conditions(scale(60)))
    heads = ("cases", "clerks", "queues", "truth", "right", "cannot tell instead", "wrong")
    section("Scenario 2, the shoe clerk (spoiled .15; stock +.50; weak clerk +.35)", heads, scenario(scale(60)))
    section("The assignment test", ("cases", "people", "routing", "blocks"), assignment(scale(100)))


if __name__ == "__main__":
    with one_thread():
        main((lambda k: max(k // 10, 5)) if "--quick" in sys.argv else (lambda k: k))
