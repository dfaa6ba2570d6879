"""What can be done about people: invite and sign in, teams and roles, the audit log."""

from headwater.people.acts.absence import AWAY_MOST, Absent, absences, away, be_away, be_back
from headwater.people.acts.addresses import introduce, needs_introduction
from headwater.people.acts.audit import APPLIED as RETENTION_APPLIED
from headwater.people.acts.audit import LEAST_KEPT as AUDIT_LEAST_KEPT
from headwater.people.acts.audit import audit_before, audit_lines, record, retain_audit
from headwater.people.acts.describing import describe
from headwater.people.acts.invitations import (
    accept,
    invite,
    open_invitation,
    open_invitations,
    withdraw,
)
from headwater.people.acts.links import first_owner_link, link_opens, make_link, owner_link, use_link
from headwater.people.acts.members import (
    deactivate,
    end_sessions,
    make_team,
    set_flags,
    set_hours,
    set_role,
    staff,
    teams,
    visible_teams,
)
from headwater.people.acts.notes import MOST as NOTE_LETTERS
from headwater.people.acts.notes import PARTS as NOTE_PARTS
from headwater.people.acts.notes import (
    Note,
    Opened,
    begin_notes,
    change_passphrase,
    cut_links,
    delete_note,
    forget_notes,
    has_notes_key,
    keep_note,
    notes,
    open_notes,
    opens_notes,
    private_note,
    told_erasure,
)
from headwater.people.acts.passwords import check_password
from headwater.people.acts.profile import set_profile
from headwater.people.acts.signing_in import has_second_factor, set_sign_in, sign_out, without_second_factor

__all__ = [
    "AUDIT_LEAST_KEPT",
    "AWAY_MOST",
    "NOTE_LETTERS",
    "NOTE_PARTS",
    "RETENTION_APPLIED",
    "Absent",
    "Note",
    "Opened",
    "absences",
    "accept",
    "audit_before",
    "audit_lines",
    "away",
    "be_away",
    "be_back",
    "begin_notes",
    "change_passphrase",
    "check_password",
    "cut_links",
    "deactivate",
    "delete_note",
    "describe",
    "end_sessions",
    "first_owner_link",
    "forget_notes",
    "has_notes_key",
    "has_second_factor",
    "introduce",
    "invite",
    "keep_note",
    "link_opens",
    "make_link",
    "make_team",
    "needs_introduction",
    "notes",
    "open_invitation",
    "open_invitations",
    "open_notes",
    "opens_notes",
    "owner_link",
    "private_note",
    "record",
    "retain_audit",
    "set_flags",
    "set_hours",
    "set_profile",
    "set_role",
    "set_sign_in",
    "sign_out",
    "staff",
    "teams",
    "told_erasure",
    "use_link",
    "visible_teams",
    "withdraw",
    "without_second_factor",
]
