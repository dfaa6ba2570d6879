"""The desk's acts that mail needs, without the record's machinery: the mail process stays small."""

from headwater.desk.acts.leaving import bounced, mark_sent, release_held
from headwater.desk.acts.opening import open_case, receive
from headwater.desk.store.lookups import (
    case_by_number,
    case_for_references,
    message_for_message_id,
    relate,
    takes_part,
)

__all__ = [
    "bounced",
    "case_by_number",
    "case_for_references",
    "mark_sent",
    "message_for_message_id",
    "open_case",
    "receive",
    "relate",
    "release_held",
    "takes_part",
]
