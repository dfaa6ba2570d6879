"""Two plans: what clashes is listed before the start, and only that."""

from dataclasses import replace
from datetime import date

import pytest

from headwater.foresight.decisions.grammar import parse
from headwater.foresight.sheet.clashes import check_plans, clashes
from headwater.foresight.sheet.domain import Link, Promised, Sheet
from headwater.foresight.sheet.write import write_sheet
from headwater.shared.errors import InputError, UsageError

MAY = date(2027, 5, 1)
CAMPAIGN = Sheet(
    name="Spring campaign",
    decisions=(parse("campaign:order +900 on 2027-05-01 over 5 days"),),
    links=(Link("desk"), Link("warehouse", "Jo Stein")),
    promises=(Promised("answer", "desk", 8.0, MAY),),
)
SERVICE = Sheet(name="Service", can=(Promised("answer", "desk", 24.0),))


def kinds(*plans: Sheet) -> list[str]:
    return [clash.kind for clash in clashes(plans)]


def test_a_campaign_that_promises_what_service_cannot_do_is_listed():
    assert kinds(CAMPAIGN, SERVICE) == [
        "promise without capacity", "campaign without a service plan", "link without owner", "owner without means",
    ]  # fmt: skip


def test_the_sentence_says_both_times_and_whose_they_are():
    found = clashes([CAMPAIGN, SERVICE])[0].sentence
    assert "Spring campaign promises answer at desk within 8 h from 1 May 2027" in found
    assert "Service can do 24 h" in found


def test_plans_that_fit_together_do_not_clash():
    served = replace(
        SERVICE,
        decisions=(parse("staff:desk +3"),),
        start=date(2027, 4, 20),
        can=(Promised("answer", "desk", 8.0, date(2027, 4, 25)),),
        links=(Link("desk", "Mia", "three people for May"), Link("warehouse", "Jo Stein", "a van")),
    )
    assert kinds(CAMPAIGN, served) == []


def test_staff_that_comes_after_the_campaign_does_not_serve_it():
    late = replace(SERVICE, decisions=(parse("staff:desk +3"),), start=date(2027, 6, 1))
    assert "campaign without a service plan" in kinds(CAMPAIGN, late)
    early = replace(late, start=date(2027, 4, 20))
    assert "campaign without a service plan" not in kinds(CAMPAIGN, early)


def test_two_departments_that_promise_different_things_clash_only_while_both_hold():
    sales = Sheet(name="Sales", promises=(Promised("answer", "desk", 4.0, MAY, date(2027, 5, 31)),))
    care = Sheet(name="Care", promises=(Promised("answer", "desk", 24.0, MAY),))
    assert "two promises" in kinds(sales, care)
    later = replace(care, promises=(Promised("answer", "desk", 24.0, date(2027, 6, 1)),))
    assert "two promises" not in kinds(sales, later)
    assert "two promises" not in kinds(sales, replace(care, promises=(Promised("refund", "desk", 24.0, MAY),)))


def test_a_promise_for_which_nobody_says_what_can_be_done_is_listed():
    alone = Sheet(name="Sales", promises=(Promised("answer", "desk", 4.0),))
    assert kinds(alone) == ["promise without capacity"]


def test_the_files_are_read_and_the_answer_fits_eighty_columns(tmp_path):
    for plan in (CAMPAIGN, SERVICE):
        write_sheet(plan, tmp_path / f"{plan.name}.toml")
    found = check_plans(sorted(tmp_path.glob("*.toml")))
    assert len(found.found) == 4
    assert found.sentence.startswith("4 things to settle")
    assert max(map(len, str(found).splitlines())) <= 80
    assert check_plans([tmp_path / "Service.toml"]).sentence == "Nothing clashes in Service."


def plan(name: str, *changes: str, start: date | None = MAY, **more: object) -> Sheet:
    return Sheet(name=name, decisions=tuple(map(parse, changes)), start=start, **more)  # type: ignore[arg-type]  # any of its fields


def test_a_promise_that_is_a_decision_counts_like_one_that_is_written_down():
    two = plan("A", "promise:desk within 2 h for 90 %"), plan("B", "promise:desk within 1 h for 90 %")
    assert kinds(*two) == ["two promises", *["promise without capacity"] * 2, *["link without owner"] * 2]
    assert (
        "A promises answer at desk within 2 h for 90\u2009%, B within 60 min for 90\u2009%." in clashes(two)[0].sentence
    )
    table = plan("C", promises=(Promised("answer", "desk", 2.0),))
    assert "two promises" in kinds(table, two[1])
    assert "two promises" not in kinds(table, two[0])
    able = Sheet(name="D", can=(Promised("answer", "desk", 1.0),), links=(Link("desk", "Jo", "six people"),))
    assert kinds(*two, able) == ["two promises"]
    assert "two promises" in kinds(two[0], plan("B", "promise:desk within 2 h for 70 %"))
    assert kinds(plan("E", "promise:desk within 2 h", promises=table.promises), able) == []


@pytest.mark.parametrize(
    ("one", "two", "clash"),
    [
        ("staff:desk -1 on Mondays", "hours:Desk closed Saturday", True),
        ("batch:Approve off", "remove:approve in 50 %", True),
        ("staff:desk -1", "staff:van -1", False),
        ("staff:desk -1", "staff:desk +1 from 2027-09-01", False),
        ("promise:desk within 4 h", "staff:desk +1", False),
    ],
)
def test_two_plans_that_change_one_link_are_listed(one, two, clash):
    assert ("two changes to one link" in kinds(plan("A", one), plan("B", two))) is clash


def test_a_link_that_only_a_change_names_wants_an_owner_and_any_plan_may_name_one():
    cut = plan("A", "staff:Desk -1 on Mondays")
    assert [c.sentence for c in clashes([cut])] == ["A touches Desk, which nobody owns."]
    assert kinds(cut, Sheet(name="B", links=(Link("desk", "Jo", "budget"),))) == []
    assert kinds(cut, Sheet(name="B", links=(Link("desk", " "),))) == ["link without owner"] * 2
    assert kinds(plan("A", "arrivals +10 %")) == []
    assert kinds(Sheet(name="B", links=(Link("desk", "Jo", "  "),))) == ["owner without means"]


@pytest.mark.parametrize(
    ("change", "served"),
    [
        ("staff:desk -3 on Saturday", False),
        ("staff:desk +3 on Saturday", True),
        ("staff:van +3", False),
        ("hours:desk closed Sunday", False),
        ("hours:desk open Sunday 9-13", True),
        ("handle-time:desk +10 %", False),
        ("handle-time:desk -10 %", True),
        ("skill:desk +billing", False),
        ("callback:desk 40 %", True),
        ("arrivals +20 %", False),
        ("arrivals:order -20 %", True),
        ("arrivals:returns -20 %", False),
        ("self-service:order 20 %", True),
        ("staff:desk +3 on Friday", False),
    ],
)
def test_only_means_for_the_campaigns_days_and_links_serve_it(change, served):
    """The campaign is brought from a Saturday to a Wednesday."""
    assert ("campaign without a service plan" in kinds(CAMPAIGN, plan("B", change))) is not served


def test_a_file_given_twice_and_a_promise_that_ends_before_it_begins_are_refused(tmp_path):
    write_sheet(CAMPAIGN, tmp_path / "a.toml")
    with pytest.raises(UsageError, match=r"a\.toml is given twice; give each plan once\."):
        check_plans([tmp_path / "a.toml", f"{tmp_path}/./a.toml"])
    (tmp_path / "b.toml").write_text('[[promises]]\nwithin = "2 h"\nfrom = 2027-05-03\nuntil = 2027-05-01\n')
    with pytest.raises(InputError, match=r"\[\[promises\]\] 1: until = 2027-05-01 lies before from = 2027-05-03"):
        check_plans([tmp_path / "b.toml"])
