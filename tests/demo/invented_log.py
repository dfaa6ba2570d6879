"""An invented incident log in the public one's shape, and a server on loopback that hands out a zip of it."""

import csv
import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from headwater.demo.incidents import CASES, ROWS

HEAD_TEXT = """number incident_state active reassignment_count reopen_count sys_mod_count made_sla caller_id opened_by
opened_at sys_created_by sys_created_at sys_updated_by sys_updated_at contact_type location category subcategory
u_symptom cmdb_ci impact urgency priority assignment_group assigned_to knowledge u_priority_confirmation notify
problem_id rfc vendor caused_by closed_code resolved_by resolved_at closed_at"""
HEAD = HEAD_TEXT.split()
STATES = ("New", "Active", "Active", "Awaiting User Info", "Resolved", "Closed")
FIRST = datetime(2016, 2, 29, 1, 16)  # noqa: DTZ001 -- the log names no time zone


def csv_text(cases: int = CASES, rows: int = ROWS, head: list[str] = HEAD) -> str:
    """So many rows, spread over the cases; times day first, "?" where nothing is known."""
    sink = io.StringIO()
    out = csv.writer(sink, lineterminator="\n")
    out.writerow(head)
    for case in range(cases):
        for step in range(rows // cases + (case < rows % cases)):
            out.writerow(_row(case, step))
    return sink.getvalue()


def zipped(text: str, name: str = "incident_event_log.csv") -> bytes:
    """The text as the one file of a zip."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as box:
        box.writestr(name, text)
    return sink.getvalue()


@contextmanager
def serving(body: bytes, status: int = 200, said: int | None = None) -> Iterator[str]:
    """The address of a server that answers with `body`, saying it has `said` bytes."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body) if said is None else said))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/log.zip"
        finally:
            server.shutdown()  # its thread would ask a closed socket for the rest of the run


def _row(case: int, step: int) -> list[str]:
    opened = FIRST + timedelta(minutes=17 * case)
    slow = (case * 7919) % 10 < 3
    now = opened + timedelta(minutes=7 + step * (240 if slow else 35))
    missed = slow and case % 3 > 0
    closed = opened + timedelta(days=6)
    return [
        f"INC{case:07d}", STATES[min(step, 5)], str(step < 5).lower(), str(step // 3), "0", str(step),
        str(not missed).lower(), f"Caller {case % 4001}", f"Opened by  {case % 12}", _time(opened),
        "?" if case % 3 else f"Created by {case % 9}", _time(opened), f"Updated by {case % 31}", _time(now), "Phone",
        f"Location {case % 40}", f"Category {case % 23}", f"Subcategory {case % 57}", "?", "?", "2 - Medium",
        "2 - Medium", "3 - Moderate", f"Group {20 if slow else case % 8}", f"Resolver {case % 61}" if step else "?",
        "true", "false", "Do Not Notify", "?", "?", "?", "?", f"code {case % 7}", f"Resolved by {case % 50}",
        _time(closed), _time(closed),
    ]  # fmt: skip


def _time(at: datetime) -> str:
    return f"{at.day}/{at.month}/{at.year} {at.hour:02}:{at.minute:02}"
