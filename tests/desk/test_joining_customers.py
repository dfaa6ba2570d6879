"""Two customers become one and two again; not a byte of either is lost."""

from typing import Any

import pytest
from django.apps import apps
from tests.desk.conftest import World, at

from headwater.desk import service as desk
from headwater.desk.acts.joining_customers import APART
from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.models import Address, Case, Customer, CustomerMerge, OutboxMoment, Promise, Treatment
from headwater.desk.replay import replay
from headwater.desk.sameness import Known, signs

pytestmark = pytest.mark.server
GROWN = {CustomerMerge, OutboxMoment}
"""what tells that it was done and undone"""


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the desk, to the last column."""
    models = [model for model in apps.get_app_config("desk").get_models() if model not in GROWN]
    return {model._meta.db_table: list(model._default_manager.order_by("pk").values_list()) for model in models}


def lived(world: World) -> tuple[Case, Case]:
    """Two customers with something in every table that knows them."""
    case_type = desk.write_type(
        name="In a hurry", situation="Says when they have to be there", needs="A time", by=world.bob, now=at(0)
    )
    made = []
    for n, (name, address) in enumerate([("Ada Lovelace", "ada@example.org"), ("A. King", "king@example.org")]):
        case = world.case(n, customer_name=name, address=address)
        who = case.customer_id
        desk.add_address(customer=who, address=f"+49 30 555 000{n}", by=world.alice, now=at(2))
        for value, minute in (("en", 3), ("de", 4)):
            desk.set_preference(
                customer=who, kind="language", value=value, said_at=at(minute), by=world.alice, now=at(minute)
            )
        desk.give_type(customer=who, type_=case_type.pk, by=world.alice, now=at(5), case=case.number if n else None)
        desk.treat(case=case, how="exception", what="Late return", reason="Was ill", by=world.alice, now=at(6))
        moved = f"moved{n}@example.org"
        desk.open_case(
            channel="email", customer_name=f"Eve {n}", address=moved, words="Hi", team=world.support, now=at(6)
        )
        desk.add_address(customer=who, address=moved, by=world.alice, now=at(6), move=True)
        desk.promise(case=case, what="call back", due_from=at(60), due_to=at(90), by=world.alice, now=at(7))
        desk.reply(case=case, text="Dear customer", by=world.alice, now=at(8), hold_seconds=0)
        made.append(case)
    desk.count_rhythms(now=at(9))
    return made[0], made[1]


def joined(world: World, into: Case, gone: Case, minute: float = 10, **more: Any) -> CustomerMerge:
    given = {"why": "They said so", "sure": True, "by": world.alice} | more
    return desk.merge_customers(into=into.customer_id, gone=gone.customer_id, now=at(minute), **given)


def test_every_byte_is_as_before_once_it_is_undone(world: World):
    ada, king = lived(world)
    before = rows()
    filled = {table for table, found in before.items() if found}
    assert {"desk_preference", "desk_typegiven", "desk_treatment", "desk_promise", "desk_rhythm"} <= filled
    joined(world, ada, king)
    assert rows() != before
    desk.unmerge_customers(gone=king.customer_id, by=world.alice, now=at(11))
    assert rows() == before


def test_joined_everything_is_of_the_one(world: World):
    ada, king = lived(world)
    joined(world, ada, king)
    relations = [r for r in Customer._meta.related_objects if not issubclass(r.related_model, APART)]
    assert len(relations) >= 6
    for relation in relations:
        owners = set(relation.related_model._default_manager.values_list(relation.field.name, flat=True))
        assert king.customer_id not in owners, relation
    story = desk.customer_story(user=world.alice, customer=king.customer_id, now=at(11))
    assert story.id == ada.customer_id
    assert [(m.customer, m.name, m.by, m.why) for m in story.merged] == [
        (king.customer_id, "A. King", "Alice", "They said so")
    ]
    assert {c.number for c in story.cases} == {ada.number, king.number}
    assert len(story.promises) == 2
    assert [p.value for p in story.preferences] == ["de"]
    assert world.case(12, address="king@example.org").customer_id == ada.customer_id


def test_it_stands_in_the_journal_of_both(world: World):
    ada, king = lived(world)
    joined(world, ada, king)
    desk.unmerge_customers(gone=king.customer_id, by=world.alice, now=at(11))
    for case in (ada, king):
        told = list(OutboxMoment.objects.filter(case_number=case.number).order_by("id"))
        assert [m.step for m in told][-2:] == ["Customers merged", "Customer merge undone"]
        assert replay(told).state == Case.objects.get(number=case.number).state
        assert "king@" not in str([m.attributes for m in told])


def test_weak_evidence_is_asked_for_and_needs_its_word(world: World):
    ada, king = lived(world)
    with pytest.raises(desk.WeakEvidenceError, match="Nothing but this request") as asked:
        joined(world, ada, king, sure=False)
    assert asked.value.found == ()
    with pytest.raises(RefusedError, match="how it is known"):
        joined(world, ada, king, why=" ")
    assert joined(world, ada, king).strong is False


def test_strong_evidence_is_enough(world: World):
    ada = world.case()
    twin = world.case(1, customer_name="Lovelace, Ada", address="a.d.a.lovelace@work.example")
    desk.add_address(customer=ada.customer_id, address="adalovelace@home.example", by=world.alice, now=at(2))
    assert joined(world, ada, twin, sure=False, why="").strong is True


def test_one_cannot_be_joined_to_oneself_or_twice(world: World):
    ada, king = lived(world)
    with pytest.raises(RefusedError, match="already"):
        joined(world, ada, ada)
    joined(world, ada, king)
    with pytest.raises(RefusedError, match="already"):
        joined(world, ada, king)
    desk.unmerge_customers(gone=king.customer_id, by=world.alice, now=at(11))
    with pytest.raises(NotFoundError, match="not merged"):
        desk.unmerge_customers(gone=king.customer_id, by=world.alice, now=at(12))


def test_what_came_since_goes_with_its_address(world: World):
    ada, king = lived(world)
    joined(world, ada, king)
    theirs = world.case(12, address="king@example.org", words="Again")
    hers = world.case(13, address="ada@example.org", words="And again")
    desk.promise(case=theirs, what="look", due_from=at(60), due_to=at(90), by=world.alice, now=at(14))
    desk.unmerge_customers(gone=king.customer_id, by=world.alice, now=at(15))
    owner = dict(Case.objects.values_list("number", "customer"))
    assert (owner[theirs.number], owner[hers.number]) == (king.customer_id, ada.customer_id)
    story = desk.customer_story(user=world.alice, customer=king.customer_id, now=at(16))
    assert sorted(p.what for p in story.promises) == ["call back", "look"]


def test_what_was_made_since_in_a_moved_case_goes_back_with_it(world: World):
    ada, king = lived(world)
    hers = desk.promise(case=king, what="hers", due_from=at(60), due_to=at(90), by=world.alice, now=at(9))
    Promise.objects.filter(pk=hers.pk).update(customer=ada.customer_id)  # as after a merge of cases that was not undone
    joined(world, ada, king)
    for case in (ada, king):
        desk.promise(case=case, what="since", due_from=at(60), due_to=at(90), by=world.alice, now=at(11))
        desk.treat(case=case, how="exception", what="Since", reason="Was ill", by=world.alice, now=at(11))
    desk.unmerge_customers(gone=king.customer_id, by=world.alice, now=at(12))
    since = Promise.objects.filter(what="since").values_list("case", "customer")
    assert dict(since) == {case.number: case.customer_id for case in (ada, king)}
    assert Promise.objects.get(pk=hers.pk).customer_id == ada.customer_id
    treated = Treatment.objects.filter(what="Since").values_list("case", "customer")
    assert dict(treated) == {case.number: case.customer_id for case in (ada, king)}


def test_what_was_made_since_is_claimed_by_no_merge_above(world: World):
    ada, king = lived(world)
    third = world.case(2, customer_name="Third", address="third@example.org")
    joined(world, ada, king, 20)
    made = desk.promise(case=king, what="since", due_from=at(60), due_to=at(90), by=world.alice, now=at(21))
    joined(world, third, ada, 22)
    desk.unmerge_customers(gone=king.customer_id, by=world.olga, now=at(23))
    assert Promise.objects.get(pk=made.pk).customer_id == king.customer_id
    joined(world, third, king, 24)
    desk.unmerge_customers(gone=ada.customer_id, by=world.olga, now=at(25))
    assert Promise.objects.get(pk=made.pk).customer_id == third.customer_id


def test_a_chain_comes_apart_in_any_order(world: World):
    ada, king = lived(world)
    third = world.case(2, customer_name="Third", address="third@example.org")
    before = rows()
    for order in ((king, ada), (ada, king)):
        joined(world, ada, king, 20)
        joined(world, third, ada, 21)
        assert not Address.objects.exclude(customer=third.customer_id).exists()
        for gone in order:
            desk.unmerge_customers(gone=gone.customer_id, by=world.olga, now=at(22))
        assert rows() == before


def test_parted_first_below_and_joined_again_elsewhere(world: World):
    ada, king = lived(world)
    third = world.case(2, customer_name="Third", address="third@example.org")
    before = rows()
    joined(world, ada, king, 20)
    joined(world, third, ada, 21)
    desk.unmerge_customers(gone=king.customer_id, by=world.olga, now=at(22))
    joined(world, third, king, 23)
    desk.unmerge_customers(gone=ada.customer_id, by=world.olga, now=at(24))
    assert Case.objects.get(number=king.number).customer_id == third.customer_id
    desk.unmerge_customers(gone=king.customer_id, by=world.olga, now=at(25))
    assert rows() == before


def test_who_may(world: World):
    ada, _ = lived(world)
    other = world.case(1, customer_name="Bill", address="bill@example.org", team=world.billing)
    with pytest.raises(NotFoundError):
        joined(world, ada, other)
    with pytest.raises((NotFoundError, NotAllowedError)):
        joined(world, ada, other, by=world.dora)
    assert joined(world, ada, other, by=world.olga).by == world.olga


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        (Known("Ada Lovelace", ()), Known("lovelace, ADA", ()), ("name",)),
        (Known("Ada", ()), Known("Ada", ()), ()),
        (Known("", (("email", "ada.lovelace@a.example"),)), Known("", (("email", "adalovelace+x@b.example"),)),
         ("mailbox name",)),
        (Known("", (("email", "office@a.example"),)), Known("", (("email", "office@b.example"),)), ()),
        (Known("", (("phone", "+49305550001"),)), Known("", (("phone", "0305550001"),)), ("phone",)),
        (Known("", (), frozenset({"b@b.example"})), Known("", (("email", "b@b.example"),)),
         ("wrote in the other's case",)),
    ],
)  # fmt: skip
def test_the_signs(a: Known, b: Known, found: tuple[str, ...]):
    assert signs(a, b) == signs(b, a) == found
