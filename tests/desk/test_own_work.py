"""What people did, reported and were thanked for: each sees their own, and only that."""

import io
import zipfile
from pathlib import Path

import pytest
from tests.desk.conftest import World, answer, at, reached, statements

from headwater.desk import service as desk
from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.measures.own import helped_customers
from headwater.desk.models import Case, LinkReport, Message, OutboxMoment, SavedReply, Thanks
from headwater.desk.replay import replay

pytestmark = [pytest.mark.django_db, pytest.mark.server]
DAYS = 24 * 60


def helped(world: World, minutes: float = 0, by: str = "alice", **more):
    case = world.case(minutes, **more)
    answer(case=case, by=getattr(world, by), now=at(minutes + 1))
    reached(case=case, by=world.bob, now=at(minutes + 2))
    return case


def work(world: World, who: str = "alice", **more) -> desk.OwnWork:
    return desk.own_work(**{"user": getattr(world, who), "days": 90, "now": at(DAYS)} | more)


def test_customers_are_counted_once_for_who_answered_them(world: World):
    first, second = helped(world), helped(world, 10)
    helped(world, 20, by="bob", address="b@example.org")
    found = work(world)
    assert (found.helped.value, found.helped.n) == (1.0, 1)
    assert [row.case for row in found.helped.rows] == [second.number, first.number]
    assert work(world, "bob").helped.n == 1
    assert work(world, "olga").helped.n == 0
    assert work(world, now=at(200 * DAYS)).helped.n == 0


def test_what_was_opened_again_or_only_done_counts_no_more(world: World):
    case = helped(world)
    desk.reopen(case=case, by=world.bob, now=at(5))
    asked = world.case(10, address="c@example.org")
    answer(case=asked, by=world.alice, now=at(11))
    desk.done(case=asked, by=world.alice, now=at(12))
    assert work(world).helped.n == 0


def test_a_report_is_seen_and_answered_by_who_leads_the_team(world: World):
    case = world.case()
    made = desk.report_link(words="No arrival date", link="stock list", case=case.number, by=world.alice, now=at(1))
    assert [(r.words, r.state) for r in desk.reports_of(user=world.alice)] == [("No arrival date", "new")]
    assert [r.by for r in desk.reports_to(user=world.bob)] == ["Alice"]
    assert desk.reports_to(user=world.carl) == []
    for who in (world.alice, world.carl, world.dora):
        with pytest.raises(NotFoundError):
            desk.answer_report(report=made.pk, answer="x", by=who, now=at(2))
    desk.see_report(report=made.pk, by=world.bob, now=at(2))
    assert desk.reports_of(user=world.alice)[0].state == "seen"
    with pytest.raises(RefusedError, match="needs words"):
        desk.answer_report(report=made.pk, answer=" ", by=world.olga, now=at(3))
    desk.answer_report(report=made.pk, answer="From Monday on", by=world.olga, now=at(3))
    (line,) = work(world).reports
    assert (line.state, line.answer, line.answered_by, line.seen_at) == ("answered", "From Monday on", "Olga", at(2))
    assert work(world, "bob").reports == ()


def test_the_cases_story_tells_that_a_link_was_reported_and_answered_but_not_in_which_words(world: World):
    case = world.case()
    made = desk.report_link(words="Mr King shouts", link="stock list", case=case.number, by=world.alice, now=at(1))
    desk.hand_over(case=case, team=world.billing, by=world.alice, now=at(2))
    desk.answer_report(report=made.pk, answer="From Monday on", by=world.bob, now=at(3))
    desk.report_link(words="free", by=world.alice, now=at(4))
    told = OutboxMoment.objects.filter(case_number=case.number, attributes__report=made.pk).order_by("id")
    assert [(m.step, m.who, m.at, m.quiet, m.attributes["link"]) for m in told] == [
        ("Link reported", world.alice.pk, at(1), False, "stock list"),
        ("Report answered", world.bob.pk, at(3), True, "stock list"),
    ]
    assert not OutboxMoment.objects.filter(attributes__icontains="King").exists()
    assert not OutboxMoment.objects.filter(case_number=None).exists()
    replay(OutboxMoment.objects.filter(case_number=case.number).order_by("id"))
    found = Case.objects.get(number=case.number)
    assert (found.state, found.changed_at) == ("open", at(2))


def test_a_merged_case_can_be_reported_on(world: World):
    one, two = world.case(), world.case(1)
    desk.merge(into=one, case=two, by=world.alice, now=at(2))
    desk.report_link(words="x", case=two.number, by=world.alice, now=at(3))
    assert OutboxMoment.objects.filter(case_number=two.number, step="Link reported").count() == 1


def test_a_report_needs_words_and_a_case_that_one_sees(world: World):
    case = world.case()
    with pytest.raises(RefusedError):
        desk.report_link(words=" ", by=world.alice, now=at(1))
    with pytest.raises(NotFoundError):
        desk.report_link(words="x", case=case.number, by=world.carl, now=at(1))
    with pytest.raises(NotAllowedError):
        desk.reports_to(user=world.alice)
    free = desk.report_link(words="x", by=world.alice, now=at(1))
    assert free.team_id == world.support.pk
    nobodys = desk.report_link(words="y", by=world.dora, now=at(1))
    assert [r.words for r in desk.reports_to(user=world.bob)] == ["x"]
    assert nobodys.pk in [r.id for r in desk.reports_to(user=world.olga)]


def test_thanks_are_suggested_after_an_answer_and_a_person_decides(world: World):
    case = world.case(words="Thank you so much for nothing yet, where is it?")
    answer(case=case, by=world.alice, now=at(1))
    desk.receive(case=case, words="Thank you so much, it is here!", address="ada@example.org", now=at(2))
    desk.receive(case=case, words="And where is the other one?", address="ada@example.org", now=at(3))
    (found,) = work(world).suggested
    assert found.sentence == "Thank you so much, it is here!"
    assert work(world, "bob").suggested == ()
    desk.keep_thanks(message=found.message, kept=True, by=world.alice, now=at(4))
    after = work(world)
    assert ([t.words for t in after.thanks], after.suggested) == (["Thank you so much, it is here!"], ())
    desk.keep_thanks(message=found.message, kept=False, by=world.alice, now=at(5))
    none = work(world)
    assert (none.thanks, none.suggested) == ((), ())
    with pytest.raises(NotFoundError):
        desk.keep_thanks(message=found.message, kept=True, by=world.carl, now=at(6))
    ours = Message.objects.filter(case=case, kind="out").get()
    with pytest.raises(NotFoundError):
        desk.keep_thanks(message=ours.pk, kept=True, by=world.alice, now=at(6))


def test_the_page_costs_the_same_for_much(world: World):
    costs = []
    for n in range(2):
        for i in range(4 * n + 1):
            case = helped(world, 100 * n + 10 * i, address=f"{n}{i}@example.org")
            desk.report_link(words="x", case=case.number, by=world.alice, now=at(1))
            desk.receive(case=case, words="Thank you for your help here!", address=f"{n}{i}@example.org", now=at(2000))
        with statements() as found:
            work(world, now=at(3 * DAYS))
        costs.append(len(found))
    assert costs[0] == costs[1] <= 8


def test_of_an_erased_customer_nothing_stays_in_reports_replies_and_thanks(world: World, tmp_path: Path):
    case = world.case()
    desk.receive(case=case, words="Thank you so very much!", address="ada@example.org", now=at(1))
    message = Message.objects.filter(case=case, kind="in").latest("id")
    desk.keep_thanks(message=message.pk, kept=True, by=world.alice, now=at(2))
    made = desk.report_link(words="Lovelace waits", link="stock", case=case.number, by=world.alice, now=at(3))
    desk.answer_report(report=made.pk, answer="Lovelace got it", by=world.bob, now=at(4))
    desk.report_link(words="ADA@example.org wrote", by=world.alice, now=at(5))
    desk.save_reply(name="To Ada", text="ada@example.org", by=world.alice, now=at(6))
    export = desk.export_person(customer=case.customer_id, by=world.olga, now=at(7), folder=tmp_path)
    with zipfile.ZipFile(io.BytesIO(export.zip())) as archive:
        assert "Lovelace waits" in archive.read("data.json").decode()
    desk.erase_customer(customer=case.customer_id, by=world.olga, now=at(8))
    rows = [str(row) for kind in (LinkReport, SavedReply, Thanks) for row in kind.objects.values()]
    assert [row for row in rows if "lovelace" in row.casefold() or "ada@" in row.casefold()] == []
    assert [(r.link, r.state, r.case) for r in desk.reports_of(user=world.alice)][1] == ("stock", "answered", None)
    assert Thanks.objects.count() == 0


def test_its_number_is_defined_in_the_documentation():
    page = (Path(__file__).parents[2] / "docs" / "numbers.md").read_text(encoding="utf-8")
    figure = helped_customers([])
    assert f"`{figure.name}`" in page
    assert figure.definition in " ".join(page.split())
