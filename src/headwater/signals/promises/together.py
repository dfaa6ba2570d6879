"""Which of a sentence's times are one promise's: "next week, on Tuesday", "tomorrow, they'll be there by 4"."""

import re
from dataclasses import replace
from datetime import date

from headwater.signals.promises.domain import Bound, Phrase
from headwater.signals.promises.relative import RULE as RELATIVE
from headwater.signals.promises.relative import SAME


def more_of_it(low: str, timed: list[Bound], one: Bound) -> bool:
    """Whether it says more of the last promise found, which it then makes more exact."""
    if not timed or not timed[-1].phrase or not one.phrase:
        return False
    last = timed[-1].phrase
    if one.phrase.start == last.start and one.phrase.end > last.end:
        timed[-1] = replace(timed[-1], phrase=one.phrase)
        return True
    if timed[-1].governor == one.governor:
        return _same_verb(low, timed, last, one.phrase)
    return _same_matter(low, timed, last, one)


def _same_verb(low: str, timed: list[Bound], last: Phrase, phrase: Phrase) -> bool:
    first, then = last.when, phrase.when
    if first.vague:  # "I'll ring soon, bit of a queue here today"
        comma = low.rfind(",", last.end, phrase.start)
        return comma >= 0 and phrase.start - comma > _OWN_CLAUSE
    if then.days and first.days:  # "next week, probably on Tuesday"
        return first.days[0] <= then.days[0] and then.days[1] <= first.days[1]
    if first.clock and then.days and not then.clock:  # "between 3 and 4 I'll be with you today"
        return _more_exact(timed, replace(last, end=phrase.end, when=replace(then, clock=first.clock)))
    if not first.days or then.days or not then.clock:
        return False
    before = phrase.before if phrase.before != "on" else last.before  # "by Friday in your hands, 4 pm at the latest"
    return _more_exact(timed, replace(last, end=phrase.end, when=replace(first, clock=then.clock), before=before))


def _same_matter(low: str, timed: list[Bound], last: Phrase, one: Bound) -> bool:
    """ "… and we'll fit it the same day", "… tomorrow, they'll be there by 4"."""
    assert one.phrase
    start, end = one.phrase.start, one.phrase.end
    if one.phrase.rule == RELATIVE and one.governor.who and last.when.days and SAME.search(low, start, end):
        return True
    told = on_that_day(timed, one)
    if told is one or last.when.clock or not _THEY.match(low, max(0, one.governor.start - 5)):
        return False
    assert told.phrase
    return _more_exact(timed, replace(last, when=told.phrase.when))


def _more_exact(timed: list[Bound], phrase: Phrase) -> bool:
    timed[-1] = replace(timed[-1], phrase=phrase)
    return True


_OWN_CLAUSE = 12  # characters between a comma and a time; only the words before a time are shorter
_THEY = re.compile(r".{0,5}?\b(?:he|she|they|it)(?:'|\s)")


def on_that_day(timed: list[Bound], one: Bound) -> Bound:
    """A time of day alone, after a single day said in the sentence, is that day's."""
    day = _single_day(timed)
    if not one.phrase or not day or one.phrase.when.days or not one.phrase.when.clock or one.phrase.when.vague:
        return one
    return replace(one, phrase=replace(one.phrase, when=replace(one.phrase.when, days=day)))


def _single_day(timed: list[Bound]) -> tuple[date, date] | None:
    last = timed[-1].phrase if timed else None
    if not last or not last.when.days or last.before in ("before", "after"):
        return None
    return last.when.days if last.when.days[0] == last.when.days[1] else None
