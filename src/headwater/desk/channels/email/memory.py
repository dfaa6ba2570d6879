"""What is known of a batch of mails before they are taken in, in three statements for all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from headwater.desk.channels.email.domain import Read
from headwater.desk.channels.email.reading import answered_ids
from headwater.desk.incoming import message_key
from headwater.desk.models import Message, OutboxMoment, RawMail

Copy = tuple[int | None, str, str]
"""mailbox, Message-ID, SHA-256"""


@dataclass(slots=True)
class Memory:
    """`raws`: the mails taken in, with their message; `keys`: the journal's lines of mails, with their message;
    `ids`: the Message-IDs that we know, each with whether it is ours. It grows with what the batch takes in."""

    raws: dict[Copy, int | None] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    ids: dict[str, bool] = field(default_factory=dict)

    def add(self, mail: Read) -> None:
        """The mail was taken in."""
        self.raws[copy_of(mail)] = None
        self.keys.add(key_of(mail))
        self.ids.setdefault(message_key(mail.incoming.message_id), False)

    def knows_any(self, ids: Iterable[str]) -> bool:
        """Whether one of these Message-IDs is that of a message we have."""
        return any(message_key(one) in self.ids for one in ids)


def recall(mails: Sequence[Read]) -> Memory:
    """What the tables know of these mails."""
    raws = RawMail.objects.filter(sha256__in=[m.sha256 for m in mails])
    keys = OutboxMoment.objects.filter(key__in=[key_of(m) for m in mails])
    ids = {message_key(one) for m in mails for one in (m.incoming.message_id, *answered_ids(m))}
    known = Message.objects.filter(message_id__in=ids - {""}).values_list("message_id", "kind")
    ours: dict[str, bool] = {}
    for one, kind in known:
        ours[one] = ours.get(one, False) or kind == "out"
    return Memory(
        {(b, i, h): m for b, i, h, m in raws.values_list("mailbox", "message_id", "sha256", "as_message")},
        {key for key in keys.values_list("key", flat=True) if key},
        ours,
    )


def copy_of(mail: Read) -> Copy:
    """What makes a mail this very mail from this very mailbox."""
    return mail.arrival.mailbox, message_key(mail.incoming.raw_id), mail.sha256


def key_of(mail: Read) -> str:
    """Under what the journal knows the mail, whatever way it takes."""
    return f"mail:{mail.identity}"
