"""Due promises as a calendar (RFC 5545): an event at the time each falls due."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from headwater.desk.service import PromiseLine

HEAD = (
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Headwater//Promises//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
    "REFRESH-INTERVAL;VALUE=DURATION:PT15M", "X-PUBLISHED-TTL:PT15M",
)  # fmt: skip
MOST_OCTETS = 75
"""RFC 5545, 3.1: a line is no longer, and goes on after a line end and a space"""


def calendar(lines: Iterable[PromiseLine], *, name: str, host: str, base: str) -> str:
    """The text of a calendar; `base` is the address of this server, `host` its name in the events' identifiers."""
    head = [*HEAD, f"X-WR-CALNAME:{escaped(name)}"]
    events = (part for line in lines for part in _event(line, host, base))
    return "".join(f"{folded(line)}\r\n" for line in [*head, *events, "END:VCALENDAR"])


def _event(promise: PromiseLine, host: str, base: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:promise-{promise.id}@{host}"
    yield f"DTSTAMP:{stamp(promise.given_at or promise.made_at)}"
    yield f"DTSTART:{stamp(promise.due_to)}"
    yield f"SUMMARY:{escaped(promise.what)}"
    yield f"DESCRIPTION:{escaped(f'{base}/cases/{promise.case}/')}"
    yield f"URL:{base}/cases/{promise.case}/"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def stamp(at: datetime) -> str:
    """A moment in UTC."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """RFC 5545, 3.3.11: a text value; other control characters have no place in one."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(c for c in lines if c == "\t" or c.isprintable() or ord(c) > 0x9F)


def folded(line: str) -> str:
    """A line cut after 75 octets, never within a letter."""
    parts, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > MOST_OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += octets
    return "\r\n".join(parts)
