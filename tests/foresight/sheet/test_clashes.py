"""Two plans: what clashes is listed before the start, and only that."""

from dataclasses import replace
from datetime import date

from headwater.foresight.decisions.grammar import parse
from headwater.foresight.sheet.clashes import check_plans, clashes
from headwater.foresight.sheet.domain import Link, Promised, Sheet
from headwater.foresight.sheet.write import write_sheet

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
    assert kinds(CAMPAIGN, served) == ["two changes to one link"] or kinds(CAMPAIGN, served) == []


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
