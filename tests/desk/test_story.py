"""A customer's page: their own words first, then what is inferred and from what, who served them, what they did."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.conftest import World, answer, at, statements

from headwater.desk import service as desk
from headwater.desk.errors import NotFoundError
from headwater.desk.inferring import ActLine, CaseLine, SaidLine, acts, guesses
from headwater.desk.models import Case, Message, Rhythm
from headwater.desk.rhythm import LEAST_GAPS, pace
from headwater.people.models import User
from headwater.signals.language import language_of

pytestmark = pytest.mark.server
DAY = 24 * 60


def story(world: World, case: Case, minute: float = 9000, user: User | None = None) -> desk.CustomerStory:
    return desk.customer_story(user=user or world.alice, customer=case.customer_id, now=at(minute))


def test_their_own_words_come_first_and_are_theirs_alone(world: World):
    case = world.case()
    desk.receive(case=case, words="It came!", address="ada@example.org", now=at(5))
    desk.receive(case=case, words="I am her neighbour", address="zoe@example.org", now=at(6))
    desk.receive(case=case, words="She called", by=world.alice, now=at(7))
    answer(case=case, by=world.alice, now=at(8))
    found = story(world, case)
    assert [(s.text, s.at, s.channel) for s in found.said] == [
        ("She called", at(7), "email"),
        ("It came!", at(5), "email"),
        ("Where is my parcel? It never came.", at(0), "email"),
    ]


def test_what_is_shown_is_what_the_reader_may_see(world: World):
    mine = world.case()
    theirs = world.case(1, team=world.billing, words="My bill is secret")
    desk.told(case=theirs, text="Paid", by=world.carl, now=at(2))
    desk.promise(case=theirs, what="refund", due_from=at(60), due_to=at(90), by=world.carl, now=at(3))
    found = story(world, mine)
    assert [c.number for c in found.cases] == [mine.number]
    assert "secret" not in str(found)
    assert (found.people, found.promises) == ((), ())
    assert {c.number for c in story(world, mine, user=world.olga).cases} == {mine.number, theirs.number}
    with pytest.raises(NotFoundError):
        story(world, mine, user=world.dora)
    world.dora.is_privacy = True
    both = story(world, mine, user=world.dora)
    assert {(c.number, c.opens) for c in both.cases} == {(mine.number, False), (theirs.number, False)}
    with pytest.raises(NotFoundError):
        desk.customer_story(user=world.olga, customer=10**9, now=at(1))


def test_people_they_know_by_cases(world: World):
    first, second = world.case(), world.case(1)
    for case, by, minute in ((first, world.alice, 2), (first, world.bob, 3), (second, world.bob, 4)):
        answer(case=case, by=by, now=at(minute))
    desk.reply(case=second, text="Held", by=world.olga, now=at(5))
    assert [(p.name, p.cases, p.newest) for p in story(world, first).people] == [("Bob", 2, at(4)), ("Alice", 1, at(2))]


def said_at(times: list[datetime], text: str = "Ich habe eine Frage, bitte") -> list[SaidLine]:
    return [SaidLine(n, 1, moment, "email", text) for n, moment in enumerate(sorted(times, reverse=True))]


def test_what_is_inferred_says_from_what():
    evenings = [datetime(2026, 3, day, 18 + day % 2, 30, tzinfo=UTC) for day in range(1, 7)]
    language, hours, channel = guesses(said_at(evenings), zone="Europe/Berlin")
    assert (language.kind, language.value, language.n, language.of) == ("language", "de", 6, 6)
    assert (hours.kind, hours.value, hours.n, hours.of) == ("hours", "18:00-21:00 Europe/Berlin", 6, 6)
    assert hours.newest == evenings[-1]
    assert (channel.kind, channel.value) == ("channel", "email")


@given(st.lists(st.integers(0, 23), min_size=5, max_size=12))
def test_hours_are_guessed_only_where_half_agree(hours: list[int]):
    times = [datetime(2026, 3, 1 + n, hour, 59, tzinfo=UTC) for n, hour in enumerate(hours)]
    found = [g for g in guesses(said_at(times), zone="UTC") if g.kind == "hours"]
    best = max(sum((hour - begin) % 24 < 3 for hour in hours) for begin in range(24))
    assert [g.n for g in found] == ([best] if 2 * best >= len(hours) else [])
    for guess in found:
        begin = int(guess.value[:2])
        assert sum((hour - begin) % 24 < 3 for hour in hours) == guess.n


def test_too_little_is_inferred_from_nothing():
    assert guesses(said_at([at(1), at(2)]), zone="UTC") == ()
    mixed = said_at([at(n * 300) for n in range(3)]) + said_at([at(n * 400) for n in range(2)], "Where is it, please?")
    assert [g.kind for g in guesses(mixed, zone="UTC")] == ["channel"]


def test_said_outranks_inferred(world: World):
    case = world.case()
    for n in range(3):
        desk.receive(case=case, words="Where is it? I have not got it.", address="ada@example.org", now=at(n + 1))
    assert {g.kind for g in story(world, case).guesses} >= {"language", "channel"}
    desk.set_preference(
        customer=case.customer_id, kind="language", value="de", said_at=at(9), by=world.alice, now=at(9)
    )
    assert "language" not in {g.kind for g in story(world, case).guesses}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Where is my parcel? It never came.", "en"), ("Wo ist mein Paket? Es ist nicht gekommen.", "de"),
        ("Bonjour, je vous écris pour mon colis", "fr"), ("ok", ""), ("", ""), ("4711 0800 12.03.", ""),
        ("Hola, mi pedido no está", "es"), ("Buongiorno, non ho il mio pacco", "it"), ("Ik heb mijn pakket niet", "nl"),
    ],
)  # fmt: skip
def test_languages_are_told_by_small_words(text: str, code: str):
    assert language_of(text) == code


def line(number: int, day: int, closed: int | None = None, ending: str = "") -> CaseLine:
    return CaseLine(number, "", "open", ending, at(day * DAY), None if closed is None else at(closed * DAY), True)


def test_what_they_did_by_stated_rules():
    cases = [line(1, 0, 2, "outcome_reached"), line(2, 1), line(3, 5, 6, "silence")]
    thanks = [
        SaidLine(1, 1, at(DAY), "email", "Thank you so much!"),
        SaidLine(2, 1, at(DAY), "email", "Thanks in advance"),
        SaidLine(3, 2, at(DAY), "email", "Danke!"),
        SaidLine(4, 1, at(1), "email", "Thanks for looking"),
    ]
    found = acts(cases, thanks, {1: at(60)})
    assert found == (
        ActLine(at(6 * DAY), "left", 3), ActLine(at(5 * DAY), "came back", 3), ActLine(at(DAY), "thanked", 1)
    )  # fmt: skip
    back = [*thanks, SaidLine(5, 3, at(7 * DAY), "email", "Hello again")]
    assert "left" not in {act.what for act in acts(cases, back, {})}


@given(st.lists(st.integers(1, 60), max_size=12), st.integers(0, 200))
def test_quiet_is_longer_than_ever_and_twice_the_usual(gaps: list[int], silence: int):
    days = [date(2025, 1, 1)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    found = pace(days * 2)
    assert found is not None
    assert found.days == len(days)
    quiet = found.is_quiet(now=datetime.combine(days[-1], datetime.min.time(), UTC) + timedelta(days=silence))
    if len(gaps) < LEAST_GAPS:
        assert quiet is None
    else:
        usual = sorted(gaps)[len(gaps) // 2] if len(gaps) % 2 else sum(sorted(gaps)[len(gaps) // 2 - 1 :][:2]) / 2
        assert quiet == (silence > max(gaps) and silence > 2 * usual and silence > 7)


def test_nobody_without_a_word_has_a_pace():
    assert pace([]) is None


def weekly(world: World, n: int = 6, **more) -> Case:
    case = world.case(0, **more)
    for week in range(1, n):
        desk.receive(case=case, words="Again", now=at(week * 7 * DAY))
    return case


def test_the_list_says_what_the_page_says(world: World):
    case, short = weekly(world), weekly(world, 3, address="b@example.org", customer_name="Bob")
    desk.count_rhythms(now=at(36 * DAY))
    last = 35 * DAY
    for now, quiet in ((at(last + 14 * DAY), False), (at(last + 15 * DAY), True)):
        found = desk.quiet_customers(user=world.alice, now=now)
        assert [line.customer for line in found.lines] == ([case.customer_id] if quiet else [])
        assert desk.customer_story(user=world.alice, customer=case.customer_id, now=now).quiet is quiet
        assert desk.customer_story(user=world.alice, customer=short.customer_id, now=now).quiet is None
    assert desk.quiet_customers(user=world.carl, now=at(99 * DAY)).lines == ()
    (line,) = desk.quiet_customers(user=world.olga, now=at(99 * DAY)).lines
    assert (line.name, line.case, line.pace.usual, line.pace.longest) == ("Ada Lovelace", case.number, 7.0, 7)
    desk.receive(case=case, words="Here I am", now=at(98 * DAY))
    assert desk.quiet_customers(user=world.olga, now=at(99 * DAY)).lines == ()
    desk.count_rhythms(now=at(99 * DAY))
    assert Rhythm.objects.get(customer=case.customer_id).last_at.date() == at(98 * DAY).date()


def test_rhythms_are_counted_once_and_go_on(world: World, monkeypatch: pytest.MonkeyPatch):
    from headwater.desk.acts import rhythms

    monkeypatch.setattr(rhythms, "MOST", 2)
    monkeypatch.setattr(rhythms, "BACK", 1)
    for n in range(5):
        world.case(n, address=f"c{n}@example.org")
    while desk.count_rhythms(now=at(9)):
        pass
    assert Rhythm.objects.count() == 5
    assert Rhythm.objects.order_by("-seen").first().seen == Message.objects.latest("id").pk


def test_pages_of_the_quiet(world: World, monkeypatch: pytest.MonkeyPatch):
    from headwater.desk.acts import rhythms

    monkeypatch.setattr(rhythms, "ROWS", 2)
    for n in range(5):
        weekly(world, address=f"c{n}@example.org", customer_name=f"C{n}")
    desk.count_rhythms(now=at(36 * DAY))
    seen, page = [], ""
    while True:
        found = desk.quiet_customers(user=world.alice, now=at(99 * DAY), page=page)
        seen += [line.name for line in found.lines]
        if not (page := found.older):
            break
    assert sorted(seen) == ["C0", "C1", "C2", "C3", "C4"]
    assert len(desk.quiet_customers(user=world.alice, now=at(99 * DAY), page="nonsense_x").lines) == 2


@pytest.mark.parametrize("n", [1, 3, 50])
def test_what_a_page_costs(world: World, n: int):
    case = weekly(world)
    for i in range(n):
        other = world.case(i)
        answer(case=other, by=world.alice, now=at(i + 1))
        desk.promise(case=other, what="call", due_from=at(60), due_to=at(90), by=world.alice, now=at(2))
        desk.treat(case=other, how="worse", what="Waited", reason="", by=world.alice, now=at(3))
        weekly(world, address=f"x{i}@example.org")
    desk.count_rhythms(now=at(40 * DAY))
    user = User.objects.get(pk=world.alice.pk)
    with statements() as run:
        assert len(story(world, case, user=user).treatments) == n
    assert len(run) == 15
    user = User.objects.get(pk=world.alice.pk)
    with statements() as run:
        assert len(desk.quiet_customers(user=user, now=at(99 * DAY)).lines) == min(n + 1, 50)
    assert len(run) == 4
    user = User.objects.get(pk=world.bob.pk)
    with statements() as run:
        desk.fairness(user=user)
    assert len(run) == 2
