"""What can be done at the desk. Every act takes `now` and `by`, runs in one transaction and writes its moment in it."""

from headwater.desk.acts.attending import present, seen, stay, who_is_here
from headwater.desk.acts.automatic import claim_automatic_send
from headwater.desk.acts.ending import done, end, reopen, snooze, take_up, wake, wake_snoozed
from headwater.desk.acts.erasing import erase_customer, finish_erasures
from headwater.desk.acts.exporting import export_moments
from headwater.desk.acts.figures import figures, figures_page, holding_times, set_standard
from headwater.desk.acts.joining import merge, split, unmerge
from headwater.desk.acts.keeping import apply_retention, forget_presence, retention, set_retention
from headwater.desk.acts.opening import open_case, receive
from headwater.desk.acts.person import PersonExport, export_person
from headwater.desk.acts.reading import case_page, inbox, search
from headwater.desk.acts.replying import (
    bounced,
    claim_outgoing,
    discard_draft,
    mark_sent,
    reached_again,
    release_held,
    reply,
    requeue,
    send_draft,
    undo_send,
)
from headwater.desk.acts.serving import assign, confirm, hand_over, note
from headwater.desk.acts.sorting import Bulk, bulk, drop_view, save_view, tag, untag
from headwater.desk.incoming import Incoming, Upload
from headwater.desk.query import Query, query
from headwater.desk.store.journal import Place, Told, newest_place, told_since
from headwater.desk.store.lookups import (
    attachment,
    case_by_number,
    case_for_message_id,
    case_for_references,
    hidden_needs,
    message_for_message_id,
    raw_is_known,
    raw_of,
    relate,
    takes_part,
)
from headwater.desk.store.presence import Attending, who_is_where

__all__ = [
    "Attending",
    "Bulk",
    "Incoming",
    "PersonExport",
    "Place",
    "Query",
    "Told",
    "Upload",
    "apply_retention",
    "assign",
    "attachment",
    "bounced",
    "bulk",
    "case_by_number",
    "case_for_message_id",
    "case_for_references",
    "case_page",
    "claim_automatic_send",
    "claim_outgoing",
    "confirm",
    "discard_draft",
    "done",
    "drop_view",
    "end",
    "erase_customer",
    "export_moments",
    "export_person",
    "figures",
    "figures_page",
    "finish_erasures",
    "forget_presence",
    "hand_over",
    "hidden_needs",
    "holding_times",
    "inbox",
    "mark_sent",
    "merge",
    "message_for_message_id",
    "newest_place",
    "note",
    "open_case",
    "present",
    "query",
    "raw_is_known",
    "raw_of",
    "reached_again",
    "receive",
    "relate",
    "release_held",
    "reopen",
    "reply",
    "requeue",
    "retention",
    "save_view",
    "search",
    "seen",
    "send_draft",
    "set_retention",
    "set_standard",
    "snooze",
    "split",
    "stay",
    "tag",
    "take_up",
    "takes_part",
    "told_since",
    "undo_send",
    "unmerge",
    "untag",
    "wake",
    "wake_snoozed",
    "who_is_here",
    "who_is_where",
]
