"""A commitment says how soon, how many or how often, and how that is checked; else it is sent back with the reason."""

from datetime import date

import pytest
from tests.desk.conftest import World, at

from headwater.desk import service as desk
from headwater.desk.commitment import must_be_checkable
from headwater.desk.errors import NotAllowedError, RefusedError

HOW = "answer times of all letters, each month"
DAY = 24 * 60


def refused(text: str, how: str = HOW, until: date | None = None) -> str:
    try:
        must_be_checkable(text=text, checked_how=how, since=date(2026, 3, 1), until=until)
    except RefusedError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "text",
    ["Every letter is answered within 2 working days", "We call back the same day", "No form asks a question twice",
     "Jeder Brief wird binnen zwei Werktagen beantwortet", "Niemand wartet länger als 10 Minuten",
     "Each customer speaks to one person", "A person answers within the day", "Ein Mensch antwortet am selben Tag",
     "Every letter is answered", "Calls are picked up by the 3rd ring", "We do our best to answer within 2 days",
     "Nobody waits longer than an hour", "Once a month we visit each site", "Jeder Anruf wird beantwortet",
     "Rückruf binnen einer Stunde", "Das Geld ist bis Freitag erstattet", "95 % of letters are answered by noon",
     "Kein Formular fragt zweimal dasselbe", "Wir sind bis 20 Uhr erreichbar"],
)  # fmt: skip
def test_what_can_be_checked_is_kept(text: str):
    assert refused(text) == ""


@pytest.mark.parametrize(
    "text",
    ["We care", "Your satisfaction is our mission", "We answer quickly", "Der Kunde ist König", "We do our best",
     "Wir antworten schnell", "Quality at every step we take together",
     "We care 100%", "We care about every message", "We treat each person with respect", "We always answer quickly",
     "Wir kümmern uns um jeden Menschen", "We are always here for you, 24 hours a day", "Every call matters",
     "We give 110 percent", "Number 1 in service", "No question is too small", "Wir respektieren alle Kunden",
     "Wir bemühen uns immer um jede Antwort", "Wir geben jeden Tag unser Bestes", "Ein Mensch ist uns wichtig"],
)  # fmt: skip
def test_what_is_vague_is_sent_back_with_the_reason(text: str):
    assert "names nothing done with a number" in refused(text)


def test_the_check_and_the_days_are_needed():
    assert "How it is checked" in refused("Answers within 2 days", "survey")
    assert "ends on the day" in refused("Answers within 2 days", until=date(2026, 2, 1))
    assert "needs words" in refused("")


def kept_under(world: World, commitment: int, *, keep: bool, link: str = "") -> int:
    case = world.case()
    made = desk.promise(
        case=case, what="answer", due_from=at(1), due_to=at(DAY), commitment=commitment, by=world.alice, now=at(1)
    )
    if keep:
        desk.keep_promise(promise=made, by=world.alice, now=at(5))
    elif link:
        desk.break_promise(promise=made, link=link, by=world.alice, now=at(5))
    return case.number


@pytest.mark.server
def test_a_commitment_knows_how_it_was_kept_and_what_prevented_it(world: World):
    made = desk.commit_to(
        text="Every letter is answered within 2 working days", checked_how=HOW, since=date(2026, 3, 1), until=None,
        owner=world.support, by=world.bob, now=at(0),
    )  # fmt: skip
    kept_under(world, made.pk, keep=True)
    missed = {kept_under(world, made.pk, keep=False, link=link) for link in ("Stock out", "Stock out", "Rule 7", "")}
    line = desk.commitments(since=at(0), until=at(3 * DAY), now=at(2 * DAY))[0]
    assert (line.kept.kept, line.kept.due, line.kept.rate) == (1, 5, 0.2)
    assert line.links == (("Stock out", 2), ("Rule 7", 1), ("", 1))
    assert set(line.missed) == missed
    assert (line.owner, line.live(date(2026, 3, 1)), line.live(date(2026, 2, 28))) == ("Support", True, False)


@pytest.mark.server
def test_they_are_few_and_owned(world: World):
    given = {"checked_how": HOW, "since": date(2026, 3, 1), "until": None, "now": at(0)}
    with pytest.raises(NotAllowedError):
        desk.commit_to(text="Answers within 2 days", owner=None, by=world.bob, **given)
    with pytest.raises(NotAllowedError):
        desk.commit_to(text="Answers within 2 days", owner=world.billing, by=world.bob, **given)
    every = [desk.commit_to(text=f"Answers within {n} days", owner=None, by=world.olga, **given) for n in range(1, 8)]
    with pytest.raises(RefusedError, match="7 commitments already"):
        desk.commit_to(text="Answers within 9 days", owner=None, by=world.olga, **given)
    desk.end_commitment(commitment=every[0].pk, until=date(2026, 3, 1), by=world.olga, now=at(1))
    assert len(desk.live_commitments(today=date(2026, 3, 2))) == 6
    desk.commit_to(text="Answers within 9 days", owner=None, by=world.olga, **given | {"now": at(DAY)})
