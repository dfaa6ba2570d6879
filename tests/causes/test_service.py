"""The whole answer: what is never ranked, what can be set, what does not matter, and the product's scenarios."""

import numpy as np
import pytest
from bench.planted.match import same
from bench.planted.ours import write
from bench.planted.worlds import make
from tests.causes.logs import cases, chance, read, shop

import headwater as hw
from headwater.causes.sentences import finding_sentence
from headwater.shared.errors import InputError, UsageError


def columns(seed, n=900):
    """A shop in which being out of stock spoils, harder cases are spoiled more, and clerks are alike."""
    rng = np.random.default_rng(seed)
    out, hard = rng.random(n) < 0.2, rng.normal(size=n)
    spoiled = rng.random(n) < chance(-2.2 + 2.0 * out + 0.6 * hard)
    clerk = rng.integers(0, 10, n)
    return {
        "stock_out": out, "difficulty": hard.round(2), "spoiled": spoiled,
        "customer": [f"K{k}" for k in rng.integers(0, 250, n)], "who": [f"Clerk {k}" for k in clerk],
    }  # fmt: skip


@pytest.fixture(scope="module")
def record():
    return read(shop(900, 1, **columns(1)))


@pytest.fixture(scope="module")
def answer(record):
    return hw.causes(record, customer_value=100.0)


def plain(found):
    """The findings as values."""
    return found.to_dict()["findings"]


def test_the_broken_link_is_found_with_its_numbers(answer):
    (found,) = answer.findings
    assert (found.ref.column, found.ref.value, found.remedy) == ("stock_out", "true", "stock")
    assert found.link == "stock out"
    assert plain(answer)[0]["ref"] == {"kind": "condition", "column": "stock_out", "value": "true"}
    assert finding_sentence(found).startswith("Stock out spoiled about")
    values = columns(1)
    out, spoiled = np.array(values["stock_out"]), np.array(values["spoiled"])
    assert found.evidence.broke == out.sum()
    assert found.evidence.spoiled_when_broke == pytest.approx(spoiled[out].mean())
    assert found.evidence.spoiled_when_held == pytest.approx(spoiled[~out].mean())
    assert found.interval[0] < found.spoiled_cases < found.interval[1]
    assert found.spoiled_cases == pytest.approx(out.sum() * (spoiled[out].mean() - spoiled[~out].mean()), rel=0.2)
    assert any("difficulty" in name for name in found.evidence.adjusted_for)


def test_the_cases_to_look_at_are_spoiled_and_broken(answer):
    values = columns(1)
    assert len(set(answer.findings[0].cases)) == 3
    for case in answer.findings[0].cases:
        assert values["stock_out"][int(case[1:])]
        assert values["spoiled"][int(case[1:])]


def test_the_rows_behind_the_figures(answer, record):
    rows = answer.rows
    names = record.names("case_ids")
    values = columns(1)
    place = [int(names[i][1:]) for i in rows["case_no"].to_pylist()]
    assert rows["spoiled"].to_pylist() == [bool(values["spoiled"][i]) for i in place]
    assert rows["broke_1"].to_pylist() == [bool(values["stock_out"][i]) for i in place]
    assert sum(p[1] for p in answer.findings[0].evidence.by_period) == 900
    assert sum(p[2] for p in answer.findings[0].evidence.by_period) == answer.findings[0].evidence.broke


@pytest.mark.parametrize("kind", ["late_step", "upstream"])
def test_the_rows_are_the_cases_that_were_counted(kind, tmp_path):
    world = make(kind, 4, 3000)
    found = hw.causes(hw.read(write(world, tmp_path)), spoiled=world.spoiled, people=False)
    everything = [*found.findings, *found.cannot_tell]
    assert everything
    for number, f in enumerate(everything, 1):
        rows = [bool(x) for x in found.rows[f"broke_{number}"].to_pylist()]
        assert sum(rows) == f.evidence.broke == sum(p[2] for p in f.evidence.by_period)


def test_cases_whose_outcome_is_not_known_are_left_out_and_said_to_be():
    values = columns(1)
    spoiled = [None if i % 9 == 0 else bool(b) for i, b in enumerate(values.pop("spoiled"))]
    found = hw.causes(read(shop(900, 1, **values, spoiled=spoiled)), people=False)
    (one,) = found.findings
    unknown = [bool(out) and i % 9 == 0 for i, out in enumerate(values["stock_out"])]
    assert one.evidence.left_out == sum(unknown) > 0
    assert one.evidence.broke == int(np.sum(values["stock_out"])) - sum(unknown)
    assert sum(bool(x) for x in found.rows["broke_1"].to_pylist()) == one.evidence.broke


def test_money_is_customers_times_their_value_over_the_interval(answer, record):
    found = answer.findings[0]
    lost = found.customers_lost if found.customers_lost is not None else found.customers
    expected = [max(bound, 0) / found.spoiled_cases * lost * 100 for bound in found.interval]
    assert list(found.money) == pytest.approx(expected)
    twice = hw.causes(record, customer_value=200.0, people=False).findings[0]
    assert list(twice.money) == pytest.approx([2 * m for m in found.money])
    assert hw.causes(record, people=False).findings[0].money is None


def test_no_customers_no_money():
    values = {k: v for k, v in columns(1).items() if k != "customer"}
    found = hw.causes(read(shop(900, 1, **values)), customer_value=100.0, people=False).findings[0]
    assert found.money is found.customers is found.customers_lost is None
    assert any("no customer is recorded" in text for text in found.missing)


def test_customers_are_counted_once_and_never_more_than_the_spoiled_cases(answer):
    found = answer.findings[0]
    values = columns(1)
    behind = np.array(values["stock_out"]) & np.array(values["spoiled"])
    of_them = len(set(np.array(values["customer"])[behind]))
    assert of_them < behind.sum()
    assert found.customers == pytest.approx(of_them * found.spoiled_cases / behind.sum())
    assert 0 <= found.customers_lost <= found.customers


@pytest.mark.parametrize("definition", ["score <= 2", "SCORE <= 2", "`score` < 3", "2 >= 1 or score <= 2"])
def test_the_columns_of_the_definition_are_never_ranked(definition):
    values = columns(2)
    score = np.where(values.pop("spoiled"), 1, 5)
    record = read(shop(900, 2, **values, score=score))
    if definition.startswith("2"):
        with pytest.raises(UsageError, match="expected a column name"):
            hw.causes(record, spoiled=definition, people=False)
        return
    found = hw.causes(record, spoiled=definition, people=False)
    assert {f.ref.column for f in (*found.findings, *found.cannot_tell)} == {"stock_out"}
    assert ("score", "it is part of the definition of spoiled") in {(left.what, left.why) for left in found.left_out}


def test_a_channel_that_defines_spoiled_is_not_ranked():
    rng = np.random.default_rng(4)
    channel = np.where(rng.random(600) < 0.3, "mail", "web")
    record = read(shop(600, 4, channel=channel, stock_out=rng.random(600) < np.where(channel == "mail", 0.5, 0.1)))
    found = hw.causes(record, spoiled="channel = mail", people=False)
    assert {f.ref.column for f in (*found.findings, *found.cannot_tell)} == {"stock_out"}


def test_where_one_step_marks_the_damage_only_what_came_before_it_counts():
    """Cases are closed, reopened when out of stock, and then go through rework that only looks like a cause."""
    rng = np.random.default_rng(7)
    out = rng.random(900) < 0.2
    back = rng.random(900) < chance(-2.5 + 2.0 * out)
    rows = shop(900, 7, stock_out=out)
    end = {row["case"]: row["at"] for row in rows}
    for i in np.flatnonzero(back):
        rows += [{"case": f"C{i}", "step": s, "at": end[f"C{i}"] + 30 * k} for k, s in ((1, "Rework"), (2, "Close"))]
    found = hw.causes(read(rows), spoiled='again("Close")', people=False)
    assert found.spoiled.cases == back.sum()
    assert [f.ref.column for f in (*found.findings, *found.cannot_tell)] == ["stock_out"]
    assert any("up to the first “Close”" in note for note in found.notes)


def test_people_are_never_candidates():
    values = columns(3)
    rng = np.random.default_rng(0)
    clerk = rng.integers(0, 5, 900)
    values |= {"spoiled": rng.random(900) < np.where(clerk == 0, 0.8, 0.1), "who": [f"Clerk {k}" for k in clerk]}
    values |= {"served_by": values["who"], "last_agent": values["who"]}
    found = hw.causes(read(shop(900, 3, **values)), people=False)
    assert "Clerk" not in str([f.link for f in (*found.findings, *found.cannot_tell)]) + str(found.signs)
    assert "Clerk" not in str(found.to_dict())


def test_a_column_can_be_set_as_mix_or_as_link(record):
    as_mix = hw.causes(record, mix=["stock_out"], people=False)
    assert not as_mix.findings
    assert ("stock_out", "true") in {(m.column, m.value) for m in as_mix.mix}
    as_link = hw.causes(record, links=["difficulty"], people=False)
    assert {f.ref.column for f in as_link.findings} == {"stock_out", "difficulty"}
    assert not as_link.mix


def test_a_column_can_be_set_as_a_sign(record):
    found = hw.causes(record, signs=["stock_out"], people=False)
    assert not found.findings
    assert {left.what for left in found.signs} == {"stock out", "no stock out"}
    assert ("stock_out", "sign: set by hand") in {(left.what, left.why) for left in found.columns}
    with pytest.raises(UsageError, match="cannot be a link and a sign at once; give it to one of --link and --sign"):
        hw.causes(record, links=["stock_out"], signs=["stock_out"], people=False)


def test_the_mapping_file_sets_kinds_and_the_call_beats_it(tmp_path):
    rows = shop(900, 1, **columns(1))
    file = tmp_path / "m.toml"
    file.write_text('[kinds]\nmix = ["stock_out"]\nlink = ["difficulty"]\n')
    record = read(rows, mapping=file)
    meaning = {left.what: left.why for left in hw.causes(record, people=False).columns}
    assert (meaning["stock_out"], meaning["difficulty"]) == ("mix: set by hand", "link: set by hand")
    beaten = {left.what: left.why for left in hw.causes(record, links=["stock_out"], people=False).columns}
    assert (beaten["stock_out"], beaten["difficulty"]) == ("link: set by hand", "link: set by hand")


def test_a_seed_gives_the_same_answer_again(record):
    first, again, other = (hw.causes(record, people=False, seed=s) for s in (1, 1, 2))
    assert plain(first) == plain(again)
    assert [f["spoiled_cases"] for f in plain(first)] == [f["spoiled_cases"] for f in plain(other)]
    assert [f["interval"] for f in plain(first)] != [f["interval"] for f in plain(other)]


def test_other_names_for_people_change_nothing(answer):
    values = columns(1)
    new = {f"Clerk {k}": f"N{(7 * k + 3) % 10}" for k in range(10)}
    renamed = hw.causes(read(shop(900, 1, **values | {"who": [new[w] for w in values["who"]]})), customer_value=100.0)
    assert plain(renamed) == plain(answer)
    assert renamed.person_or_system.verdict == answer.person_or_system.verdict


def test_the_order_of_the_rows_changes_nothing(answer):
    rows = shop(900, 1, **columns(1))
    order = np.random.default_rng(0).permutation(len(rows))
    moved = hw.causes(read([{**dict.fromkeys(rows[0]), **rows[i]} for i in order]), customer_value=100.0)
    found, wanted = plain(moved)[0], plain(answer)[0]
    assert found["evidence"]["broke"] == wanted["evidence"]["broke"]
    assert found["spoiled_cases"] == pytest.approx(wanted["spoiled_cases"], rel=0.1)  # folds follow the codes


def test_given_standards_are_used():
    rng = np.random.default_rng(5)
    wait = rng.uniform(1, 100, 900)
    rows = shop(900, 5, wait=wait, spoiled=rng.random(900) < np.where(wait > 60, 0.6, 0.1))
    found = hw.causes(read(rows), standards={"wait: Check": 45 * 60}, people=False)
    (slow,) = [f for f in found.findings if f.ref.kind == "wait"]
    assert "45 min (the given standard)" in slow.evidence.rule
    assert slow.evidence.broke == (wait > 45).sum()
    learned = hw.causes(read(rows), people=False).findings[0]
    assert "learned" in learned.evidence.rule
    assert learned.evidence.broke == pytest.approx((wait > 60).sum(), rel=0.05)


def test_nothing_is_found_where_nothing_is_wrong():
    named = 0
    for seed in range(12):
        rng = np.random.default_rng(100 + seed)
        values = columns(seed) | {"spoiled": rng.random(900) < 0.2}
        named += len(hw.causes(read(shop(900, seed, **values)), people=False).findings)
    assert named <= 2


def test_person_or_system_of_a_number(record):
    values = columns(6)
    rng = np.random.default_rng(6)
    clerk = np.array([int(w.split()[1]) for w in values["who"]])
    minutes = {"person": 3.0 * rng.normal(size=10)[clerk], "system": 6.0 * np.array(values["stock_out"])}
    for verdict, part in minutes.items():
        score = (20 + part + rng.normal(0, 2, 900)).round(2)
        asked = hw.person_or_system(read(shop(900, 6, **values, mood=score)), outcome="mood")
        assert asked.verdict == verdict
    assert hw.person_or_system(record).verdict == hw.causes(record).person_or_system.verdict


def test_person_or_system_says_what_is_missing(record):
    with pytest.raises(UsageError, match=r"no column “mod”; there are: .*difficulty, spoiled, stock_out"):
        hw.person_or_system(record, outcome="mod")
    with pytest.raises(UsageError, match=r"holds no numbers; .*\(spoiled=… in Python, --spoiled on the"):
        hw.person_or_system(record, outcome="stock_out")
    nobody = cases(["Ask End"] * 20, spoiled=[i % 4 == 0 for i in range(20)], level=list(range(20)))
    for how in ({}, {"outcome": "level"}):
        with pytest.raises(InputError, match="Nobody who served is recorded"):
            hw.person_or_system(nobody, **how)


def world(kind, seed):
    """The answer on a scenario's world, and the world."""
    made = make(kind, seed)
    return hw.causes(hw.read(made.moments), spoiled=made.spoiled), made


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_widget_the_stock_out_comes_first_and_nobody(seed):
    found, made = world("widget", seed)
    assert same(found.findings[0].ref.to_dict(), made.truth[0].ref)
    assert found.person_or_system.verdict in ("system", "cannot tell")
    assert not found.training[0]
    assert "rude staff" not in str([f.link for f in (*found.findings, *found.cannot_tell)])


def test_shoe_clerk():
    """Stock alone, one weak clerk alone, both, and neither with six cases: the verdict follows."""
    for kind, verdict in (("shoe_stock", "system"), ("shoe_person", "person"), ("shoe_both", "both")):
        found, made = world(kind, 3)
        assert found.person_or_system.verdict == verdict
        assert [f.ref.column for f in found.findings] == ["stock_out"] * len(made.truth)
        assert (found.training[0] > 0) == (verdict != "system")
    found, _ = world("shoe_neither", 1)
    assert not found.findings
    assert found.person_or_system.verdict == "cannot tell"


def test_permission_for_refunds_is_a_wait_and_not_a_person():
    found, made = world("refund_permission", 2)
    assert same(found.findings[0].ref.to_dict(), made.truth[0].ref)
    assert found.person_or_system.verdict in ("system", "cannot tell")


@pytest.mark.parametrize("seed", [4, 7])
def test_widget_without_stock_data_ranks_nothing_but_the_product(seed):
    found, made = world("widget", seed)
    assert not made.truth
    ranked = {(f.ref.column, f.ref.value) for f in (*found.findings, *found.cannot_tell)}
    assert ranked <= {("product", "widget")}
    assert "rude staff" in str(found.to_dict()["signs"])
