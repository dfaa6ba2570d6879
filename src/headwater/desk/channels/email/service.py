"""What can be done by e-mail.

In:   ingest, ingest_many (a mail from its bytes) · fetch, watch (IMAP) · Listener (LMTP, SMTP) · retry, retry_all
Out:  send_all, send (what waits in the database) · troubled, try_again (what failed) · notify (a colleague)
Kept: connect, try_out, set_live, shown, live (mailboxes)
"""

from headwater.desk.channels.email.desk import release_held as release
from headwater.desk.channels.email.domain import Arrival, Outcome, Result
from headwater.desk.channels.email.fetching import fetch
from headwater.desk.channels.email.ingest import ingest, ingest_many
from headwater.desk.channels.email.mailboxes import Server, Shown, connect, has_sheet, live, set_live, shown
from headwater.desk.channels.email.notices import notify
from headwater.desk.channels.email.retrying import retry, retry_all
from headwater.desk.channels.email.sending import send, send_all, senders
from headwater.desk.channels.email.troubled import How, Troubled, not_out, troubled, try_again
from headwater.desk.channels.email.trying import Tried, try_out
from headwater.desk.channels.email.watching import watch

__all__ = [
    "Arrival",
    "How",
    "Outcome",
    "Result",
    "Server",
    "Shown",
    "Tried",
    "Troubled",
    "connect",
    "fetch",
    "has_sheet",
    "ingest",
    "ingest_many",
    "live",
    "not_out",
    "notify",
    "release",
    "retry",
    "retry_all",
    "send",
    "send_all",
    "senders",
    "set_live",
    "shown",
    "troubled",
    "try_again",
    "try_out",
    "watch",
]
