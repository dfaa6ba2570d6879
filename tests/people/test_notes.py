"""Private notes open with their person's words only, and say nothing to anybody else."""

from uuid import uuid4

import pytest
from tests.world import NOW, PASSWORD, World

from headwater.people import sealing, service
from headwater.people.models import Audit, NotesKey, PrivateNote
from headwater.people.sealing import SealedError
from headwater.shared.errors import InputError

pytestmark = pytest.mark.django_db
WORDS = "a quiet river at dawn"


@pytest.fixture
def opened(world: World) -> service.Opened:
    return service.begin_notes(user=world.alice, passphrase=WORDS)


def kept(world: World, key: bytes, text: str = "Zanzibar was kind", **more: int) -> service.Note:
    return service.keep_note(user=world.alice, key=key, now=NOW, said={"text": text}, **more)


def test_what_is_kept_is_read_again_with_what_it_hangs_on(world: World, opened: service.Opened):
    said = {"text": "", "bait": "You are useless", "rise": "how dare you", "helped": "  a pause "}
    made = service.keep_note(user=world.alice, key=opened.key, now=NOW, said=said, case=7)
    (found,) = service.notes(user=world.alice, key=opened.key)
    assert found == made
    assert (found.bait, found.rise, found.helped, found.case, found.made_at) == (
        *list(said.values())[1:3],
        "a pause",
        7,
        NOW,
    )
    assert found.hot


def test_a_note_is_written_anew_and_deleted(world: World, opened: service.Opened):
    made = kept(world, opened.key, case=3)
    later = NOW.replace(hour=12)
    service.keep_note(user=world.alice, key=opened.key, now=later, said={"text": "b"}, note=made.id)
    (found,) = service.notes(user=world.alice, key=opened.key)
    assert (found.text, found.case, found.made_at, found.changed_at) == ("b", 3, NOW, later)
    service.delete_note(user=world.bob, note=made.id)
    assert PrivateNote.objects.count() == 1
    service.delete_note(user=world.alice, note=made.id)
    assert PrivateNote.objects.count() == 0


def test_the_passphrase_and_the_code_open_and_nothing_else(world: World, opened: service.Opened):
    kept(world, opened.key)
    assert service.open_notes(user=world.alice, words=WORDS) == opened.key
    assert service.open_notes(user=world.alice, words=opened.code.lower().replace("-", " ")) == opened.key
    for wrong in ("", WORDS.upper(), PASSWORD, sealing.new_code()):
        with pytest.raises(SealedError):
            service.open_notes(user=world.alice, words=wrong)
    with pytest.raises(SealedError):
        service.open_notes(user=world.bob, words=WORDS)


def test_the_same_letters_typed_on_another_machine_open():
    wrapped = sealing.wrap(b"k" * 32, words="caf\u00e9 au lait", about="x")
    assert sealing.unwrap(wrapped, words="cafe\u0301 au lait", about="x") == b"k" * 32


def test_another_passphrase_keeps_the_notes_and_ends_the_old_ways_in(world: World, opened: service.Opened):
    kept(world, opened.key)
    before = PrivateNote.objects.get().sealed
    changed = service.change_passphrase(user=world.alice, words=opened.code, passphrase="another quiet river")
    assert changed.key == opened.key
    assert PrivateNote.objects.get().sealed == before
    for old in (WORDS, opened.code):
        with pytest.raises(SealedError):
            service.open_notes(user=world.alice, words=old)
    for new in ("another quiet river", changed.code):
        assert service.open_notes(user=world.alice, words=new) == opened.key


def test_a_weak_passphrase_is_refused_and_so_is_the_password(world: World):
    for weak in ("short", "123456789012345", "alice@example.org"):
        with pytest.raises(InputError):
            service.begin_notes(user=world.alice, passphrase=weak)
    with pytest.raises(InputError, match="not your password"):
        service.begin_notes(user=world.alice, passphrase=PASSWORD)
    assert not service.has_notes_key(user=world.alice)


def test_nobody_elses_key_opens_and_nothing_is_sealed_under_another_name(world: World, opened: service.Opened):
    made = kept(world, opened.key)
    other = service.begin_notes(user=world.bob, passphrase=WORDS)
    with pytest.raises(SealedError):
        service.notes(user=world.alice, key=other.key)
    assert service.notes(user=world.bob, key=other.key) == []
    assert not service.opens_notes(user=world.alice, key=other.key)
    with pytest.raises(InputError, match="no such note of yours"):
        service.private_note(user=world.bob, key=opened.key, note=made.id)
    PrivateNote.objects.update(user=world.bob)  # a row put under somebody else does not open, even with the right key
    with pytest.raises(SealedError):
        service.notes(user=world.bob, key=opened.key)


def test_a_note_put_in_anothers_place_or_changed_does_not_open(world: World, opened: service.Opened):
    made = kept(world, opened.key)
    PrivateNote.objects.filter(pk=made.id).update(id=uuid4())
    with pytest.raises(SealedError):
        service.notes(user=world.alice, key=opened.key)
    PrivateNote.objects.all().delete()
    kept(world, opened.key)
    row = PrivateNote.objects.get()
    sealed = bytearray(row.sealed)
    sealed[40] ^= 1
    PrivateNote.objects.update(sealed=bytes(sealed))
    with pytest.raises(SealedError):
        service.notes(user=world.alice, key=opened.key)


def test_the_tables_say_little(world: World, opened: service.Opened):
    kept(world, opened.key, "a")
    kept(world, opened.key, "b" * 200)
    rows = [bytes(row.sealed) for row in PrivateNote.objects.all()]
    assert len({len(row) for row in rows}) == 1
    key = NotesKey.objects.get()
    held = b"".join(bytes(part) for part in (*rows, key.by_passphrase, key.by_code, key.proof))
    assert opened.key not in held
    assert not Audit.objects.exclude(act="role set").exists()


def test_nothing_said_or_too_much_is_refused(world: World, opened: service.Opened):
    for said in ({"text": "  "}, {"text": "a" * (service.NOTE_LETTERS + 1)}):
        with pytest.raises(InputError):
            service.keep_note(user=world.alice, key=opened.key, now=NOW, said=said)


def test_all_go_where_both_words_are_lost(world: World, opened: service.Opened):
    kept(world, opened.key)
    other = service.begin_notes(user=world.bob, passphrase=WORDS)
    service.keep_note(user=world.bob, key=other.key, now=NOW, said={"text": "mine"})
    assert service.forget_notes(user=world.alice) == 1
    assert not service.has_notes_key(user=world.alice)
    assert [note.text for note in service.notes(user=world.bob, key=other.key)] == ["mine"]


def test_what_hangs_on_the_erased_is_cut_and_marked(world: World, opened: service.Opened):
    for more in ({"case": 1}, {"case": 2}, {"customer": 5}, {}):
        kept(world, opened.key, **more)
    gone = service.cut_links(user=world.alice, key=opened.key, cases={1}, customers={5}, told=9)
    assert gone == 2
    found = service.notes(user=world.alice, key=opened.key)
    assert sorted((n.case or 0, n.customer or 0, n.cut) for n in found) == [
        (0, 0, False), (0, 0, True), (0, 0, True), (2, 0, False),
    ]  # fmt: skip
    assert service.told_erasure(user=world.alice) == 9
