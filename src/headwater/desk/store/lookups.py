"""Short questions that doors ask: which case a mail belongs to, who takes part."""

from collections.abc import Sequence

from django.db import connection

from headwater.desk.errors import NotFoundError
from headwater.desk.incoming import message_key, normalised
from headwater.desk.models import Address, Attachment, Case, Message, RawMail, Related
from headwater.desk.pages import HiddenNeed
from headwater.desk.rules import must_see
from headwater.desk.store.cases import merged_into
from headwater.people.models import User
from headwater.people.service import visible_teams


def case_for_message_id(message_id: str) -> Case | None:
    """The case that holds the message with this Message-ID, sent or received."""
    return case_for_references([message_id])


def case_for_references(ids: Sequence[str]) -> Case | None:
    """The case of the first of these Message-IDs that is known: give In-Reply-To, then References newest first."""
    keys = [message_key(i) for i in ids if i.strip()]
    if not keys:
        return None
    found = dict(Message.objects.filter(message_id__in=keys).order_by("-id").values_list("message_id", "case"))
    case = next((found[key] for key in keys if key in found), None)
    return None if case is None else Case.objects.get(number=merged_into(case))


def message_for_message_id(message_id: str) -> Message | None:
    """The newest message with this Message-ID: what a bounce speaks of."""
    return Message.objects.filter(message_id=message_key(message_id)).exclude(message_id="").order_by("-id").first()


def case_by_number(number: int) -> Case | None:
    """The case of this number, or the one it was merged into. Asks nobody's right: for mail only."""
    return Case.objects.filter(number=merged_into(number)).first()


def takes_part(case: Case, address: str) -> bool:
    """Whether this address belongs to the case's customer, or has written or been written to in it."""
    kind, value = normalised(address)
    if Address.objects.filter(customer=case.customer_id, kind=kind, value=value).exists():
        return True
    said = Message.objects.filter(case=case).exclude(kind="note").values_list("sender_address", "to", "cc")
    return any(value in {normalised(a)[1] for a in (sender, *to, *cc)} for sender, to, cc in said)


def relate(*, case: Case, other: Case, why: str) -> None:
    """Note that two cases may have to do with each other (a quoted number, say)."""
    Related.objects.get_or_create(case=case, other=other, defaults={"why": why[:200], "at": case.changed_at})


def raw_is_known(*, mailbox: int | None, message_id: str, sha256: str) -> bool:
    """Whether this very mail was taken in from this mailbox before."""
    same = RawMail.objects.filter(message_id=message_key(message_id), sha256=sha256)
    return (same.filter(mailbox__isnull=True) if mailbox is None else same.filter(mailbox=mailbox)).exists()


def attachment(*, user: User, attachment: int) -> Attachment:
    """An attachment somebody may see; its bytes are `files.read(sha256)`. Raises NotFoundError."""
    found = Attachment.objects.select_related("message__case").filter(pk=attachment).first()
    if found is None:
        raise NotFoundError("There is no such attachment that you may see.")
    must_see(user, found.message.case.team_id, found.message.case_id)
    return found


def raw_of(*, user: User, message: int) -> tuple[bytes, Case]:
    """The mail as it came, and its case. Raises NotFoundError, also where it was deleted on purpose."""
    found = RawMail.objects.select_related("as_message__case").filter(as_message=message).first()
    if found is None or found.as_message is None:
        raise NotFoundError("There is no raw mail of this message; it came another way, or was deleted on purpose.")
    case = found.as_message.case
    must_see(user, case.team_id, case.pk)
    return bytes(found.data), case


KINDS_COUNTED = 5_000
"""so many of the newest cases are counted: what was asked for years ago says little of today's customers"""
_KINDS = """SELECT kind_asked, kind_confirmed, count(*) FROM (SELECT kind_asked, kind_confirmed FROM desk_case
WHERE NOT (kind_confirmed = '') AND NOT (kind_asked = '') AND NOT (state = 'merged'){seen}
ORDER BY number DESC LIMIT {most}) newest GROUP BY kind_asked, kind_confirmed ORDER BY kind_asked"""
"""read from the end of the index of just these cases: its conditions are the same, and + keeps the teams' own away"""


def hidden_needs(*, user: User) -> list[HiddenNeed]:
    """Request kinds by how often another need stood behind them, in the newest cases where both were written down."""
    teams = visible_teams(user)
    if teams is not None and not teams:
        return []
    places = ", ".join(["%s"] * len(teams or ()))
    seen = "" if teams is None else f" AND (+team_id IS NULL OR +team_id IN ({places}))"
    kinds: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_KINDS.format(seen=seen, most=KINDS_COUNTED), sorted(teams or ()))
        for asked, confirmed, n in cursor.fetchall():
            kinds.setdefault(asked, {})[confirmed] = n
    found = [_need(kind, confirmed) for kind, confirmed in kinds.items()]
    return sorted(found, key=lambda need: (-need.other, need.kind))


def _need(kind: str, confirmed: dict[str, int]) -> HiddenNeed:
    others = sorted(((n, name) for name, n in confirmed.items() if name != kind), key=lambda o: (-o[0], o[1]))
    return HiddenNeed(kind, sum(confirmed.values()), sum(n for n, _ in others), tuple((name, n) for n, name in others))
