"""Types of customers are situations on one sheet; treating somebody otherwise needs a reason, and worth is none."""

import pytest
from tests.desk.conftest import World, at

from headwater.desk import service as desk
from headwater.desk.acts import situations
from headwater.desk.acts.fairness import lacks
from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.models import CustomerType, OutboxMoment, TypeGiven
from headwater.desk.worth import word_of_worth

pytestmark = pytest.mark.server


def written(world: World, name: str = "First time here", **more: str) -> CustomerType:
    given = {"situation": "Asks where to begin", "needs": "Say what comes next\n\nNo short names"} | more
    return desk.write_type(name=name, by=world.bob, now=at(0), **given)


@pytest.mark.parametrize(
    "name",
    [
        "VIP", "V.I.P.", "v i p", "Vips", "High value", "high-value customers", "Premium", "Premiumkunden", "Gold",
        "Gold customers", "Goldkunde", "gold_tier", "Platinum", "Churn risk", "At risk of churning", "Top-Kunde",
        "Key account", "Schlüsselkunden", "A-Kunde", "A customers", "Big spenders", "Lifetime value high", "Tier 1",
        "Umsatzstark", "Wichtiger Kunde", "Großkunden", "Abwanderungsgefährdet", "Low-value", "Loyal customers",
        "profitable", "Wertvolle Kunden", "Kündigungsrisiko",
    ],
)  # fmt: skip
def test_words_of_worth_are_refused(name: str, world: World):
    with pytest.raises(RefusedError, match="not from what they spend"):
        written(world, name)
    with pytest.raises(RefusedError, match="not from what they spend"):
        written(
            world, "A plain name", situation=f"This is a {name} for us" if len(name) > 5 else f"They are {name}s VIP"
        )
    assert not CustomerType.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "In a hurry", "First time", "With a child", "Eilig", "Mit einem Kind", "Spends the night here", "Grieving",
        "Golden wedding", "A child alone", "Reads no German", "Lost a silver ring", "Silberhochzeit", "Has waited long",
        "Hard of hearing", "Zum ersten Mal da", "Before an appointment", "Wartet auf einen wichtigen Anruf",
    ],
)  # fmt: skip
def test_situations_are_not(name: str):
    assert word_of_worth(name, name=True) == word_of_worth(name) == ""


def test_the_sheet_stays_readable_in_five_minutes(world: World, monkeypatch: pytest.MonkeyPatch):
    made = written(world)
    (line,) = desk.types_sheet().types
    assert line.needs == ("Say what comes next", "No short names")
    assert (desk.types_sheet().words, desk.types_sheet().minutes) == (14, 1)
    with pytest.raises(RefusedError, match="5 minutes"):
        written(world, "Too long", needs="word " * situations.MOST_WORDS)
    assert CustomerType.objects.count() == 1
    with pytest.raises(RefusedError, match="already"):
        written(world, "first time HERE")
    desk.retire_type(type_=made.pk, by=world.bob, now=at(1))
    assert desk.types_sheet().types == ()
    assert written(world, "first time here").pk == made.pk


def test_who_leads_writes_types(world: World):
    with pytest.raises(NotAllowedError):
        desk.write_type(name="x", situation="y", needs="z", by=world.alice, now=at(0))
    for name, situation, needs in (("", "y", "z"), ("x", " ", "z"), ("x", "y", "\n"), ("x" * 61, "y", "z")):
        with pytest.raises(RefusedError, match="short name"):
            written(world, name, situation=situation, needs=needs)


def test_a_person_sees_somebody_in_a_situation(world: World):
    case, made = world.case(), written(world)
    given = desk.give_type(customer=case.customer_id, type_=made.pk, by=world.alice, now=at(1), case=case.number)
    assert (
        desk.give_type(customer=case.customer_id, type_=made.pk, by=world.alice, now=at(2), case=case.number) == given
    )
    assert desk.case_page(user=world.alice, number=case.number, now=at(3)).types == ("First time here",)
    other = world.case(4)
    assert desk.case_page(user=world.alice, number=other.number, now=at(5)).types == ()
    desk.take_type(customer=case.customer_id, given=given.pk, by=world.bob, now=at(6))
    assert desk.case_page(user=world.alice, number=case.number, now=at(7)).types == ()
    assert (TypeGiven.objects.get().until, TypeGiven.objects.get().until_by) == (at(6), world.bob)
    with pytest.raises(NotFoundError):
        desk.take_type(customer=case.customer_id, given=given.pk, by=world.bob, now=at(8))
    told = OutboxMoment.objects.filter(case_number=case.number, step__startswith="Situation").order_by("id")
    assert [(m.step, m.attributes["type"]) for m in told] == [
        ("Situation seen", "First time here"), ("Situation over", "First time here")
    ]  # fmt: skip


def test_whom_a_type_is_not_given(world: World):
    case, made = world.case(), written(world)
    strange = world.case(1, address="bob@example.org", customer_name="Bob")
    with pytest.raises(RefusedError, match="another customer's"):
        desk.give_type(customer=case.customer_id, type_=made.pk, by=world.alice, now=at(1), case=strange.number)
    with pytest.raises(NotFoundError):
        desk.give_type(customer=case.customer_id, type_=made.pk, by=world.dora, now=at(1))
    desk.give_type(customer=case.customer_id, type_=made.pk, by=world.alice, now=at(1))
    desk.retire_type(type_=made.pk, by=world.olga, now=at(2))
    assert TypeGiven.objects.filter(until__isnull=True).count() == 0
    with pytest.raises(RefusedError, match="no more"):
        desk.give_type(customer=case.customer_id, type_=made.pk, by=world.alice, now=at(3))


def treated(world: World, case, reason: str = "", **more):
    given = {"how": "better", "what": "Sent by courier", "by": world.alice, "now": at(1)} | more
    return desk.treat(case=case, reason=reason, **given)


def test_only_what_has_no_good_reason_is_on_the_list(world: World):
    case = world.case()
    treated(world, case, "The wedding is tomorrow")
    none, worth = treated(world, case), treated(world, case, "She is a VIP")
    assert [(t.id, t.lacks) for t in desk.fairness(user=world.bob)] == [(worth.pk, "vip"), (none.pk, "reason")]
    desk.give_reason(treatment=none.pk, reason="Our parcel was late", by=world.alice, now=at(2))
    desk.give_reason(treatment=worth.pk, reason="Our parcel was late twice", by=world.bob, now=at(3))
    assert desk.fairness(user=world.bob) == ()
    with pytest.raises(RefusedError, match="has its reason"):
        desk.give_reason(treatment=none.pk, reason="Another", by=world.alice, now=at(4))
    told = OutboxMoment.objects.filter(case_number=case.number, step="Treated differently")
    assert [(m.quiet, m.attributes.get("with_reason")) for m in told.order_by("id")] == [
        (False, True), (False, None), (False, True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "reason",
    [".", "ok", "- 12 -", "because she spends a lot", "good customer", "he is rich", "He's rich", "rich", "Stammkunde",
     "guter Kunde", "gibt viel aus", "Sie gibt bei uns viel Geld aus", "reich", "weil er viel ausgibt"],
)  # fmt: skip
def test_worth_and_a_dot_are_no_reasons(reason: str):
    assert lacks(reason)


@pytest.mark.parametrize(
    "reason",
    ["We spent a lot of time on her first case", "Rich asked for it, his parcel was late", "Das reicht nicht",
     "Unterlagen reichen nach", "Good customer service needs it", "Our parcel was late", "Er erreicht uns sonst nicht"],
)  # fmt: skip
def test_other_reasons_hold(reason: str):
    assert lacks(reason) == ""


def test_a_dot_is_kept_as_no_reason(world: World):
    case = world.case()
    made = treated(world, case, ".")
    assert (made.reason, [t.lacks for t in desk.fairness(user=world.bob)]) == ("", ["reason"])
    with pytest.raises(RefusedError, match="needs words"):
        desk.give_reason(treatment=made.pk, reason="..", by=world.alice, now=at(2))


def test_who_sees_the_fairness_list(world: World):
    treated(world, world.case())
    with pytest.raises(NotAllowedError):
        desk.fairness(user=world.alice)
    assert len(desk.fairness(user=world.olga)) == 1
    assert desk.fairness(user=world.carl) == ()
    world.dora.is_privacy = True
    assert len(desk.fairness(user=world.dora)) == 1
    for wrong in ({"how": "kinder"}, {"what": " "}):
        with pytest.raises(RefusedError):
            treated(world, world.case(2), **wrong)
    with pytest.raises(NotFoundError):
        treated(world, world.case(3), by=world.carl)
