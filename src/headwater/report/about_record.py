"""The figures of the record and of the spoiled cases, with the rows behind them."""

from collections.abc import Iterator

from headwater.causes.domain import Causes
from headwater.causes.sentences import training_sentence
from headwater.chain.result import Chain
from headwater.moments.domain import Record
from headwater.report.figures import WHOLE, Figure
from headwater.report.rowsets import RowSet, case_query
from headwater.shared.said import amount, say
from headwater.shared.words import count, duration, plural, share

OLDEST = 'opened, "case"'


def record_figures(answer: Causes, record: Record, chain: Chain) -> Iterator[Figure]:
    """Cases, moments, customers, and how many of the cases were spoiled."""
    n = plural(record.counts.cases, "case")
    rejected = record.counts.rejected
    lost = say("{rows} could not be read; rejected.csv lists them.", rows=plural(rejected, "row"))
    left = lost if rejected else WHOLE
    yield Figure(
        "cases", say("cases"), count(record.counts.cases), say("A case is one customer trying to get one outcome."),
        say("All moments with the same “{column}” are one case.", column=record.mapping.case), n, left_out=left,
        rows="cases",
    )  # fmt: skip
    yield Figure(
        "moments", say("moments"), count(record.counts.moments), say("A moment is one thing that happened in a case."),
        say("Every row of the file that could be read is one moment; none is removed as a duplicate."),
        plural(record.counts.moments, "moment"), left_out=left, rows="cases",
    )  # fmt: skip
    yield from _customers(record, n)
    yield from _spoiled(answer)
    yield from _training(answer)
    yield from _durations(chain, n)


def record_rows(answer: Causes) -> Iterator[RowSet]:
    """The rows behind these figures; which cases are spoiled is known only where the answer brings its rows."""
    yield RowSet("cases", say("Cases"), case_query(), OLDEST)
    if answer.rows is None:
        return
    yield RowSet("spoiled", say("Spoiled cases"), case_query("a.spoiled"), OLDEST)
    yield RowSet("judged", say("Cases that could be judged"), case_query("a.spoiled IS NOT NULL"), OLDEST)


def _customers(record: Record, n: str) -> Iterator[Figure]:
    if record.mapping.customer is None:
        return
    found = len(record.names("customers"))
    yield Figure(
        "customers", say("customers"), count(found), say("Different customers, each counted once."),
        say("Different values of “{column}”. Customers are never named in this report.",
            column=record.mapping.customer),
        n, rows="cases",
    )  # fmt: skip


def _spoiled(answer: Causes) -> Iterator[Figure]:
    s = answer.spoiled
    n = say("{cases} that could be judged", cases=plural(s.of, "case"))
    unsaid = say("{cases} for which it could not be said.", cases=plural(s.unknown, "case"))
    left = unsaid if s.unknown else WHOLE
    meaning = say("A case is spoiled when its experience failed, by a definition that can be changed (--spoiled).")
    rule = say("Spoiled: {definition}.", definition=s.definition)
    if s.reason:
        rule = say("Spoiled: {definition}. Chosen because {reason}.", definition=s.definition, reason=s.reason)
    yield Figure("spoiled.cases", say("spoiled cases"), count(s.cases), meaning, rule, n, left_out=left, rows="spoiled")
    yield Figure(
        "spoiled.share", say("share of spoiled cases"), share(s.share),
        say("Spoiled cases among those that could be judged."), rule, n, left_out=left, rows="judged",
        exact=amount(f"{s.share:.6f}"),
    )  # fmt: skip
    if s.customers is not None:
        meaning = say("Different customers with at least one spoiled case.")
        yield Figure(
            "spoiled.customers", say("customers with a spoiled case"), count(s.customers), meaning, rule, n,
            left_out=left, rows="spoiled",
        )  # fmt: skip


def _training(answer: Causes) -> Iterator[Figure]:
    touched, of = answer.training
    n, rule = plural(of, "spoiled case"), training_sentence(answer)
    yield Figure(
        "training.of",
        say("spoiled cases looked at for training"),
        count(of),
        say("All spoiled cases."),
        rule,
        n,
        rows="spoiled",
    )
    yield Figure(
        "training", say("spoiled cases that training would touch"),
        say("cannot tell") if touched is None else count(touched),
        say("Spoiled cases that would not have been spoiled had the people part of the difference been mended by "
            "training."),
        rule, n, exact="" if touched is None else amount(f"{touched:.2f}"), rows="spoiled",
    )  # fmt: skip


def _durations(chain: Chain, n: str) -> Iterator[Figure]:
    found = next(iter(chain.rows("durations")), {})
    names = {"median_s": say("median"), "p90_s": say("nine in ten within"), "mean_s": say("mean")}
    for column, name in names.items():
        if column in found:
            yield Figure(
                f"duration.{column}", say("case duration, {which}", which=name), duration(found[column]),
                say("How long a case takes."), chain.rules["duration"], n,
                exact=say("{n} s", n=amount(f"{found[column]:.1f}")), rows="cases",
            )  # fmt: skip
