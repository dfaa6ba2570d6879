"""The language of "spoiled": three-valued logic, units, names, flags, and errors that show the place."""

import math
import operator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.causes.expression import UNITS, evaluate, names
from headwater.shared.errors import UsageError

N = 7
COLUMNS = {
    "a": np.array([0.0, 1.0, 2.0, math.nan, 1.0, math.nan, 2.0]),
    "b": np.array([2.0, math.nan, 1.0, 0.0, 0.0, math.nan, 1.0]),
    "flag": np.array([True, False, None, True, None, False, True], dtype=object),
    "word": np.array(["red", "Blue", None, "blue", "red", "", None], dtype=object),
    "two words": np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, math.nan]),
    "seconds": np.array([59.0, 60.0, 61.0, 3600.0, 86400.0, 604800.0, math.nan]),
}
STEPS = {"Open": (1, 1, 2, 0, 1, 3, 0)}


def has_step(name, times):
    return np.array(STEPS[name]) >= times


def ask(text):
    return evaluate(text, COLUMNS.__getitem__, has_step)


def said(text):
    """True, False or None for each row."""
    answer = ask(text)
    assert not (answer.true & ~answer.known).any()
    return [bool(t) if k else None for t, k in zip(answer.true, answer.known, strict=True)]


def missing(value):
    return value is None or value != value  # noqa: PLR0124 -- NaN


def test_three_valued_logic_is_that_of_a_brute_force_reading():
    @given(_trees())
    def agrees(tree):
        assert said(_spell(tree)) == [_brute(tree, i) for i in range(N)]

    agrees()


OPS = {"=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def _trees():
    number = st.tuples(st.just("test"), st.sampled_from("ab"), st.sampled_from(sorted(OPS)), st.integers(0, 2))
    flag = st.just(("flag",))
    gone = st.tuples(st.just("missing"), st.sampled_from(["a", "flag", "word"]), st.booleans())
    among = st.tuples(st.just("in"), st.sampled_from("ab"), st.lists(st.integers(0, 2), min_size=1), st.booleans())
    done = st.tuples(st.just("has"), st.sampled_from([1, 2]))
    return st.recursive(
        st.one_of(number, flag, gone, among, done),
        lambda inner: st.one_of(
            st.tuples(st.just("not"), inner), st.tuples(st.sampled_from(["and", "or"]), inner, inner)
        ),
        max_leaves=8,
    )


def _spell(tree):
    kind, *rest = tree
    if kind == "not":
        return f"not ({_spell(rest[0])})"
    if kind in ("and", "or"):
        return f"({_spell(rest[0])}) {kind} ({_spell(rest[1])})"
    if kind == "test":
        return " ".join(map(str, rest))
    if kind == "missing":
        return f"{rest[0]} is {'not ' if rest[1] else ''}missing"
    if kind == "in":
        return f"{rest[0]} {'not ' if rest[2] else ''}in ({', '.join(map(str, rest[1]))})"
    return "flag" if kind == "flag" else f'{"again" if rest[0] == 2 else "has"}("Open")'


def _brute(tree, i):  # noqa: PLR0911 -- one for each rule of the language
    kind, *rest = tree
    if kind == "not":
        inner = _brute(rest[0], i)
        return None if inner is None else not inner
    if kind in ("and", "or"):
        both = [_brute(part, i) for part in rest]
        settles = kind == "or"
        return settles if settles in both else (None if None in both else not settles)
    if kind == "has":
        return STEPS["Open"][i] >= rest[0]
    value = COLUMNS["flag" if kind == "flag" else rest[0]][i]
    if kind == "missing":
        return missing(value) != rest[1]
    if missing(value):
        return None
    if kind == "in":
        return (value in rest[1]) != rest[2]
    return bool(value) if kind == "flag" else OPS[rest[1]](value, rest[2])


def test_and_binds_more_than_or_and_not_most():
    assert said("a = 2 or a = 1 and b = 0") == said("a = 2 or (a = 1 and b = 0)")
    assert said("a = 2 or a = 1 and b = 0") != said("(a = 2 or a = 1) and b = 0")
    assert said("not a = 1 and b = 1") == said("(not a = 1) and b = 1") != said("not (a = 1 and b = 1)")


@pytest.mark.parametrize("unit", UNITS)
def test_each_unit_alone_and_with_an_s(unit):
    expected = [None if missing(v) else v >= UNITS[unit] for v in COLUMNS["seconds"]]
    assert said(f"seconds >= 1 {unit}") == expected
    assert said(f"seconds >= 1 {unit.upper()}") == expected
    if len(unit) > 1:
        assert said(f"seconds >= 1{unit}s") == expected


def test_a_unit_belongs_to_its_number_only():
    assert said("seconds > 1.5 min") == [False, False, False, True, True, True, None]
    assert said("seconds > 90 and a = 1") == [False, False, False, None, True, None, False]


def test_quoted_names_and_texts():
    assert said("`two words` > 5") == [False] * 5 + [True, None]
    assert said('word = "BLUE"') == said("word = 'blue'") == said("word = blue")
    assert said("word = blue") == [False, True, None, True, False, False, None]
    assert said("word not in (red, 'blue')") == [False, False, None, False, False, True, None]
    odd = evaluate(r'w = "say \"no\""', {"w": np.array(['say "no"', "no"], dtype=object)}.__getitem__, has_step)
    assert odd.true.tolist() == [True, False]


FLAGS = {
    "flag objects": np.array([True, False, None], dtype=object),
    "letters": np.array(["Y", "n", None], dtype=object),
    "words": np.array([" Yes", "No", None], dtype=object),
    "spelled": np.array(["TRUE", "false", None], dtype=object),
    "digits as text": np.array(["1", "0", None], dtype=object),
    "numbers": np.array([1.0, 0.0, math.nan]),
}


@pytest.mark.parametrize("spelling", FLAGS)
@pytest.mark.parametrize("test", ["f", "f = true", "f == TRUE", "not f = false", "f != false", "not not f"])
def test_a_flag_is_read_however_it_is_spelled(spelling, test):
    answer = evaluate(test, {"f": FLAGS[spelling]}.__getitem__, has_step)
    assert answer.true.tolist() == [True, False, False]
    assert answer.known.tolist() == [True, True, False]


@pytest.mark.parametrize("test", ["f = Y", "f = 'yes'", "f = 1", "f = '1'", "f > 0", "f >= 1", "f != 0", "not f <= 0",
                                  "not f < 1", "f != N"])  # fmt: skip
def test_a_flag_that_the_reader_made_answers_to_the_words_of_the_file(test):
    answer = evaluate(test, {"f": FLAGS["flag objects"]}.__getitem__, has_step)
    assert answer.true.tolist() == [True, False, False]
    assert answer.known.tolist() == [True, True, False]


def test_text_that_spells_no_number_is_not_known_when_a_number_is_asked_for():
    answer = evaluate("r <= 2", {"r": np.array(["1", "2,5", "n/a", None], dtype=object)}.__getitem__, has_step)
    assert answer.true.tolist() == [True, False, False, False]
    assert answer.known.tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a < ", "at the end."), ("a <= 2 b = 1", "“b = 1”"), ("(a = 1", "at the end."),
        ("a = 1 and", "at the end."), ("a is big", "“big”"), ("a in 2", "“2”"), ("a in", "at the end."),
        ("a ? 2", "“? 2”"), ("= 2", "“= 2”"), ("a in (1", "at the end."), ("has(", "at the end."),
        ("a not 3", "“3”"), ("a = )", "“)”"), ('word = "open', "“\"open”"), (" ", "at the end."),
    ],
)  # fmt: skip
def test_an_error_shows_the_place(text, place):
    with pytest.raises(UsageError) as caught:
        ask(text)
    assert place in str(caught.value)


def test_names_are_what_an_expression_looks_up():
    found = names('a <= 2 and not `two words` is missing or has("Open") or seconds > 3 days or word in ("red")')
    assert found == {"a", "two words", "seconds", "word"}
    assert names("not (day > 3) or word = closed or word in (`red`, blue)") == {"day", "word"}
    assert names("has(Open) or again(Close)") == set()
