"""What can be done at the desk. Every act takes `now` and `by`, runs in one transaction and writes its moment in it."""

from headwater.desk.acts.attending import present, seen, stay, who_is_here
from headwater.desk.acts.automatic import claim_automatic_send
from headwater.desk.acts.calendars import CalendarLine, calendar_of, calendars, end_calendar, renew_calendar
from headwater.desk.acts.commitments import (
    CommitmentLine,
    commit_to,
    commitments,
    end_commitment,
    live_commitments,
)
from headwater.desk.acts.confirming import FIELDS, ChangedError, confirm
from headwater.desk.acts.customer import CustomerPage, customer_page, customer_with, customers_named
from headwater.desk.acts.due import (
    DuePage,
    case_of_promise,
    cases_with_promises,
    links_named,
    promises_due,
    promises_of_case,
    promises_of_customer,
)
from headwater.desk.acts.ending import done, end, reopen, snooze, take_up, wake, wake_snoozed
from headwater.desk.acts.erasing import erase_customer, erasures, finish_erasures
from headwater.desk.acts.exporting import export_moments
from headwater.desk.acts.fairness import HOW as TREATED_HOW
from headwater.desk.acts.fairness import TreatmentLine, fairness, give_reason, treat
from headwater.desk.acts.figures import figures, figures_page, holding_times, set_promise_days, set_standard, standard
from headwater.desk.acts.joining import OtherCustomerError, merge, split, unmerge
from headwater.desk.acts.joining_customers import WeakEvidenceError, merge_customers, unmerge_customers
from headwater.desk.acts.keeping import KINDS as RETENTION_KINDS
from headwater.desk.acts.keeping import (
    LEAST_DAYS,
    apply_retention,
    forget_presence,
    retention,
    rules_kept,
    set_retention,
)
from headwater.desk.acts.keeping import older as kept_longer
from headwater.desk.acts.kept import BrokenLine, KeptPage, KeptRow, kept_promises, promises_broken_by
from headwater.desk.acts.knowing import (
    OtherCustomersAddressError,
    add_address,
    move_address_back,
    set_preference,
    withdraw_preference,
)
from headwater.desk.acts.leaving import (
    bounced,
    claim_outgoing,
    mark_sent,
    reached_again,
    release_held,
    requeue,
)
from headwater.desk.acts.listing import listing
from headwater.desk.acts.opening import open_case, receive
from headwater.desk.acts.own_export import own_export
from headwater.desk.acts.own_links import (
    LinkGoneError,
    ask_for_address,
    ask_for_link,
    forget_links,
    open_link,
)
from headwater.desk.acts.own_links import is_open as own_page_open
from headwater.desk.acts.own_saying import (
    MOST_AHEAD,
    come_back,
    leave,
    own_address_confirmed,
    own_address_gone,
    own_agree,
    own_answer,
    own_date,
    own_name,
    own_no_to_date,
    own_outcome,
    own_preferences,
    own_reply,
)
from headwater.desk.acts.own_settings import Reason, own_settings, reasons, set_own_settings, set_reason
from headwater.desk.acts.own_story import OwnCase, OwnData, OwnPage, own_data, own_language, own_story
from headwater.desk.acts.own_work import OwnWork, keep_thanks, own_work
from headwater.desk.acts.person import PersonExport, export_person
from headwater.desk.acts.person import held as held_of
from headwater.desk.acts.promising import (
    ask_to_move,
    break_promise,
    keep_promise,
    move_promise,
    promise,
    reopen_promise,
    withdraw_promise,
)
from headwater.desk.acts.reading import case_page, inbox, search
from headwater.desk.acts.reminding import remind, reminders, reminders_seen
from headwater.desk.acts.replying import discard_draft, reply, send_draft, told, undo_send
from headwater.desk.acts.reporting import answer_report, report_link, reports_of, reports_to, see_report
from headwater.desk.acts.rhythms import QuietPage, count_rhythms, quiet_customers
from headwater.desk.acts.said import message_now
from headwater.desk.acts.saved_replies import after_saved_reply, drop_reply, save_reply, saved_replies
from headwater.desk.acts.serving import assign, hand_over, note
from headwater.desk.acts.situations import Sheet, give_type, retire_type, take_type, types_sheet, write_type
from headwater.desk.acts.sorting import Bulk, bulk, drop_view, save_view, tag, untag
from headwater.desk.acts.story import CustomerStory, customer_story, preferences_of
from headwater.desk.acts.suggesting import DEFAULT_DAYS, promise_days, promise_days_set, promises_in
from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.incoming import Incoming, Upload, plain
from headwater.desk.models import Case, Customer, CustomerLink, Message, Promise
from headwater.desk.own_page import Settings as OwnSettings
from headwater.desk.pages import CasePage, MessageLine
from headwater.desk.promise import Found, PromiseLine, PromiseState, Word
from headwater.desk.query import Query, query
from headwater.desk.store.erased import erasures_after
from headwater.desk.store.files import read as read_file
from headwater.desk.store.journal import Place, Told, newest_place, told_since
from headwater.desk.store.lookups import (
    KINDS_COUNTED,
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
from headwater.desk.wishes import KINDS as PREFERENCES

__all__ = [
    "DEFAULT_DAYS",
    "FIELDS",
    "KINDS_COUNTED",
    "LEAST_DAYS",
    "MOST_AHEAD",
    "PREFERENCES",
    "RETENTION_KINDS",
    "TREATED_HOW",
    "Attending",
    "BrokenLine",
    "Bulk",
    "CalendarLine",
    "Case",
    "CasePage",
    "ChangedError",
    "CommitmentLine",
    "Customer",
    "CustomerLink",
    "CustomerPage",
    "CustomerStory",
    "DuePage",
    "Found",
    "Incoming",
    "KeptPage",
    "KeptRow",
    "LinkGoneError",
    "Message",
    "MessageLine",
    "NotAllowedError",
    "NotFoundError",
    "OtherCustomerError",
    "OtherCustomersAddressError",
    "OwnCase",
    "OwnData",
    "OwnPage",
    "OwnSettings",
    "OwnWork",
    "PersonExport",
    "Place",
    "Promise",
    "PromiseLine",
    "PromiseState",
    "Query",
    "QuietPage",
    "Reason",
    "RefusedError",
    "Sheet",
    "Told",
    "TreatmentLine",
    "Upload",
    "WeakEvidenceError",
    "Word",
    "add_address",
    "after_saved_reply",
    "answer_report",
    "apply_retention",
    "ask_for_address",
    "ask_for_link",
    "ask_to_move",
    "assign",
    "attachment",
    "bounced",
    "break_promise",
    "bulk",
    "calendar_of",
    "calendars",
    "case_by_number",
    "case_for_message_id",
    "case_for_references",
    "case_of_promise",
    "case_page",
    "cases_with_promises",
    "claim_automatic_send",
    "claim_outgoing",
    "come_back",
    "commit_to",
    "commitments",
    "confirm",
    "count_rhythms",
    "customer_page",
    "customer_story",
    "customer_with",
    "customers_named",
    "discard_draft",
    "done",
    "drop_reply",
    "drop_view",
    "end",
    "end_calendar",
    "end_commitment",
    "erase_customer",
    "erasures",
    "erasures_after",
    "export_moments",
    "export_person",
    "fairness",
    "figures",
    "figures_page",
    "finish_erasures",
    "forget_links",
    "forget_presence",
    "give_reason",
    "give_type",
    "hand_over",
    "held_of",
    "hidden_needs",
    "holding_times",
    "inbox",
    "keep_promise",
    "keep_thanks",
    "kept_longer",
    "kept_promises",
    "leave",
    "links_named",
    "listing",
    "live_commitments",
    "mark_sent",
    "merge",
    "merge_customers",
    "message_for_message_id",
    "message_now",
    "move_address_back",
    "move_promise",
    "newest_place",
    "note",
    "open_case",
    "open_link",
    "own_address_confirmed",
    "own_address_gone",
    "own_agree",
    "own_answer",
    "own_data",
    "own_date",
    "own_export",
    "own_language",
    "own_name",
    "own_no_to_date",
    "own_outcome",
    "own_page_open",
    "own_preferences",
    "own_reply",
    "own_settings",
    "own_story",
    "own_work",
    "plain",
    "preferences_of",
    "present",
    "promise",
    "promise_days",
    "promise_days_set",
    "promises_broken_by",
    "promises_due",
    "promises_in",
    "promises_of_case",
    "promises_of_customer",
    "query",
    "quiet_customers",
    "raw_is_known",
    "raw_of",
    "reached_again",
    "read_file",
    "reasons",
    "receive",
    "relate",
    "release_held",
    "remind",
    "reminders",
    "reminders_seen",
    "renew_calendar",
    "reopen",
    "reopen_promise",
    "reply",
    "report_link",
    "reports_of",
    "reports_to",
    "requeue",
    "retention",
    "retire_type",
    "rules_kept",
    "save_reply",
    "save_view",
    "saved_replies",
    "search",
    "see_report",
    "seen",
    "send_draft",
    "set_own_settings",
    "set_preference",
    "set_promise_days",
    "set_reason",
    "set_retention",
    "set_standard",
    "snooze",
    "split",
    "standard",
    "stay",
    "tag",
    "take_type",
    "take_up",
    "takes_part",
    "told",
    "told_since",
    "treat",
    "types_sheet",
    "undo_send",
    "unmerge",
    "unmerge_customers",
    "untag",
    "wake",
    "wake_snoozed",
    "who_is_here",
    "who_is_where",
    "withdraw_preference",
    "withdraw_promise",
    "write_type",
]
