"""The figures of the record and of the spoiled cases, with the rows behind them."""

from collections.abc import Iterator

from headwater.causes.domain import Causes
from headwater.causes.sentences import training_sentence
from headwater.chain.result import Chain
from headwater.moments.domain import Record
from headwater.report.figures import WHOLE, Figure
from headwater.report.rowsets import RowSet, case_query
from headwater.shared.words import count, duration, plural, share

OLDEST = 'opened, "case"'


def record_figures(answer: Causes, record: Record, chain: Chain) -> Iterator[Figure]:
    """Cases, moments, customers, and how many of the cases were spoiled."""
    n = plural(record.counts.cases, "case")
    rejected = record.counts.rejected
    left = f"{plural(rejected, 'row')} could not be read; rejected.csv lists them." if rejected else WHOLE
    yield Figure(
        "cases", "cases", count(record.counts.cases), "A case is one customer trying to get one outcome.",
        f"All moments with the same “{record.mapping.case}” are one case.", n, left_out=left, rows="cases",
    )  # fmt: skip
    yield Figure(
        "moments", "moments", count(record.counts.moments), "A moment is one thing that happened in a case.",
        "Every row of the file that could be read is one moment; none is removed as a duplicate.",
        plural(record.counts.moments, "moment"), left_out=left, rows="cases",
    )  # fmt: skip
    yield from _customers(record, n)
    yield from _spoiled(answer)
    yield from _training(answer)
    yield from _durations(chain, n)


def record_rows(answer: Causes) -> Iterator[RowSet]:
    """The rows behind these figures; which cases are spoiled is known only where the answer brings its rows."""
    yield RowSet("cases", "Cases", case_query(), OLDEST)
    if answer.rows is None:
        return
    yield RowSet("spoiled", "Spoiled cases", case_query("a.spoiled"), OLDEST)
    yield RowSet("judged", "Cases that could be judged", case_query("a.spoiled IS NOT NULL"), OLDEST)


def _customers(record: Record, n: str) -> Iterator[Figure]:
    if record.mapping.customer is None:
        return
    found = len(record.names("customers"))
    yield Figure(
        "customers", "customers", count(found), "Different customers, each counted once.",
        f"Different values of “{record.mapping.customer}”. Customers are never named in this report.", n, rows="cases",
    )  # fmt: skip


def _spoiled(answer: Causes) -> Iterator[Figure]:
    s = answer.spoiled
    n = f"{plural(s.of, 'case')} that could be judged"
    left = f"{plural(s.unknown, 'case')} for which it could not be said." if s.unknown else WHOLE
    meaning = "A case is spoiled when its experience failed, by a definition that can be changed (--spoiled)."
    rule = f"Spoiled: {s.definition}." + (f" Chosen because {s.reason}." if s.reason else "")
    yield Figure("spoiled.cases", "spoiled cases", count(s.cases), meaning, rule, n, left_out=left, rows="spoiled")
    yield Figure(
        "spoiled.share", "share of spoiled cases", share(s.share), "Spoiled cases among those that could be judged.",
        rule, n, left_out=left, exact=f"{s.share:.6f}", rows="judged",
    )  # fmt: skip
    if s.customers is not None:
        meaning = "Different customers with at least one spoiled case."
        yield Figure(
            "spoiled.customers", "customers with a spoiled case", count(s.customers), meaning, rule, n,
            left_out=left, rows="spoiled",
        )  # fmt: skip


def _training(answer: Causes) -> Iterator[Figure]:
    touched, of = answer.training
    n, rule = plural(of, "spoiled case"), training_sentence(answer)
    yield Figure(
        "training.of", "spoiled cases looked at for training", count(of), "All spoiled cases.", rule, n, rows="spoiled"
    )
    yield Figure(
        "training", "spoiled cases that training would touch", "cannot tell" if touched is None else count(touched),
        "Spoiled cases that would not have been spoiled had the people part of the difference been mended by training.",
        rule, n, exact="" if touched is None else f"{touched:.2f}", rows="spoiled",
    )  # fmt: skip


def _durations(chain: Chain, n: str) -> Iterator[Figure]:
    found = next(iter(chain.rows("durations")), {})
    names = {"median_s": "median", "p90_s": "nine in ten within", "mean_s": "mean"}
    for column, name in names.items():
        if column in found:
            yield Figure(
                f"duration.{column}", f"case duration, {name}", duration(found[column]),
                "How long a case takes.", chain.rules["duration"], n, exact=f"{found[column]:.1f} s", rows="cases",
            )  # fmt: skip
