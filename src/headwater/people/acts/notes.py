"""Private notes. Every act needs their person, and all but the first the key that only the person's words open.

Nothing here is told to anybody: no line in the audit log, no moment, no line in a log.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction

from headwater.people import sealing
from headwater.people.acts.passwords import check_password
from headwater.people.models import NotesKey, PrivateNote, User
from headwater.people.sealing import SealedError
from headwater.shared.errors import InputError

MOST: Final = 50_000
"""letters of a note"""
PARTS: Final = ("text", "bait", "rise", "helped")
"""what somebody writes; the last three after a hot contact, and each can be left out"""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as its person reads it. `case` and `customer` are what it hangs on; `cut` says that this is gone."""

    id: UUID
    made_at: datetime
    changed_at: datetime
    text: str = ""
    bait: str = ""
    rise: str = ""
    helped: str = ""
    case: int | None = None
    customer: int | None = None
    cut: bool = False

    @property
    def hot(self) -> bool:
        """Whether it looks back on a hot contact."""
        return bool(self.bait or self.rise or self.helped)


@dataclass(frozen=True, slots=True)
class Opened:
    """The key, and the recovery code that is shown this once."""

    key: bytes
    code: str


def has_notes_key(*, user: User) -> bool:
    """Whether somebody has begun to keep private notes."""
    return NotesKey.objects.filter(user=user).exists()


@transaction.atomic
def begin_notes(*, user: User, passphrase: str) -> Opened:
    """Make the key of somebody's notes. Raises InputError where they have one, or the passphrase is too weak."""
    if has_notes_key(user=user):
        raise InputError("You have a passphrase for your notes already; open them with it.")
    _good(passphrase, user)
    made = Opened(sealing.new_key(), sealing.new_code())
    proof = sealing.seal(b"", key=made.key, about=_about(user, "proof"))
    NotesKey.objects.create(user=user, proof=proof, **_wrapped(user, made, passphrase))
    return made


def open_notes(*, user: User, words: str) -> bytes:
    """The key, for the passphrase or the recovery code. Raises SealedError."""
    kept = NotesKey.objects.filter(user=user).first()
    code = sealing.code_of(words)
    for wrapped, said, what in _tries(kept, words, code):
        try:
            return sealing.unwrap(bytes(wrapped), words=said, about=_about(user, what))
        except SealedError:
            continue
    raise SealedError("Neither your passphrase nor your recovery code is like this; type it once more.")


def _tries(kept: NotesKey | None, words: str, code: str) -> list[tuple[Any, str, str]]:
    if kept is None:
        return []
    given = [(kept.by_passphrase, words, "passphrase")]
    return [*given, (kept.by_code, code, "code")] if code else given


def opens_notes(*, user: User, key: bytes) -> bool:
    """Whether a key is that of this person's notes: nothing is sealed with another."""
    kept = NotesKey.objects.filter(user=user).first()
    try:
        return kept is not None and sealing.unseal(bytes(kept.proof), key=key, about=_about(user, "proof")) == b""
    except SealedError:
        return False


@transaction.atomic
def change_passphrase(*, user: User, words: str, passphrase: str) -> Opened:
    """Another passphrase and another recovery code for the same key; the notes stay as they are.

    Raises SealedError, or InputError where the new passphrase is too weak.
    """
    key = open_notes(user=user, words=words)
    _good(passphrase, user)
    made = Opened(key, sealing.new_code())
    NotesKey.objects.filter(user=user).update(**_wrapped(user, made, passphrase))
    return made


@transaction.atomic
def forget_notes(*, user: User) -> int:
    """Delete all notes of somebody and their key, so that they can begin anew; how many notes there were."""
    gone, _ = PrivateNote.objects.filter(user=user).delete()
    NotesKey.objects.filter(user=user).delete()
    return gone


def notes(*, user: User, key: bytes) -> list[Note]:
    """All notes of somebody, the newest first, in one statement. Raises SealedError."""
    found = [_opened(row, user, key) for row in PrivateNote.objects.filter(user=user)]
    return sorted(found, key=lambda note: (note.made_at, note.id), reverse=True)


def private_note(*, user: User, key: bytes, note: UUID) -> Note:
    """One note. Raises InputError where there is none of theirs."""
    found = PrivateNote.objects.filter(user=user, pk=note).first()
    if found is None:
        raise InputError("There is no such note of yours; it may have been deleted.")
    return _opened(found, user, key)


@transaction.atomic
def keep_note(
    *,
    user: User,
    key: bytes,
    now: datetime,
    said: Mapping[str, str],
    note: UUID | None = None,
    case: int | None = None,
    customer: int | None = None,
) -> Note:
    """Write a note, or write one anew; `said` names some of `PARTS`. What a note hangs on stays as it is.

    Raises InputError where nothing is said or it is too long.
    """
    words = text, bait, rise, helped = tuple(said.get(name, "").strip() for name in PARTS)
    if not any(words):
        raise InputError("A note needs words; write some.")
    if sum(map(len, words)) > MOST:
        raise InputError(f"A note has at most {MOST} letters; part this one.")
    if note is None:
        made = Note(uuid4(), now, now, text, bait, rise, helped, case, customer)
    else:
        old = private_note(user=user, key=key, note=note)
        made = Note(old.id, old.made_at, now, text, bait, rise, helped, old.case, old.customer, old.cut)
    _keep(made, user, key)
    return made


@transaction.atomic
def delete_note(*, user: User, note: UUID) -> None:
    """Delete a note of one's own."""
    PrivateNote.objects.filter(user=user, pk=note).delete()


@transaction.atomic
def cut_links(*, user: User, key: bytes, cases: Collection[int], customers: Collection[int], told: int) -> int:
    """Take away what notes hang on where it is gone, and mark them; how many. `told` is the newest erasure known."""
    gone = [n for n in notes(user=user, key=key) if n.case in cases or n.customer in customers]
    for n in gone:
        _keep(Note(n.id, n.made_at, n.changed_at, n.text, n.bait, n.rise, n.helped, cut=True), user, key)
    NotesKey.objects.filter(user=user, told__lt=told).update(told=told)
    return len(gone)


def told_erasure(*, user: User) -> int | None:
    """The last erasure that somebody was told of; None where they keep no notes."""
    return NotesKey.objects.filter(user=user).values_list("told", flat=True).first()


def _keep(note: Note, user: User, key: bytes) -> None:
    said = asdict(note) | {"made_at": note.made_at.isoformat(), "changed_at": note.changed_at.isoformat()}
    text = json.dumps({name: value for name, value in said.items() if name != "id"}, ensure_ascii=False)
    sealed = sealing.seal(sealing.padded(text), key=key, about=_about(user, f"note {note.id}"))
    PrivateNote.objects.update_or_create(pk=note.id, defaults={"user": user, "sealed": sealed})


def _opened(row: PrivateNote, user: User, key: bytes) -> Note:
    said = json.loads(sealing.unseal(bytes(row.sealed), key=key, about=_about(user, f"note {row.pk}")))
    made_at, changed_at = (datetime.fromisoformat(said.pop(name)) for name in ("made_at", "changed_at"))
    return Note(row.pk, made_at, changed_at, **said)


def _about(user: User, what: str) -> str:
    return f"headwater notes, user {user.pk}, {what}"


def _wrapped(user: User, made: Opened, passphrase: str) -> dict[str, bytes]:
    code = sealing.code_of(made.code)
    return {
        "by_passphrase": sealing.wrap(made.key, words=passphrase, about=_about(user, "passphrase")),
        "by_code": sealing.wrap(made.key, words=code, about=_about(user, "code")),
    }


def _good(passphrase: str, user: User) -> None:
    """Strong, and not the password: who gets at that, or at the owner's sign-in link, is not let in here."""
    check_password(passphrase, user)
    if user.check_password(passphrase):
        raise InputError("Choose a passphrase that is not your password, so that one lost does not lose the other.")
