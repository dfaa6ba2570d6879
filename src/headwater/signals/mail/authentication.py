"""What the receiving server says of the sender (RFC 8601, Authentication-Results). Nothing is checked here.

Only fields of the organisation's own servers count. A sender can write such a field too; the receiving server must take
it out (RFC 8601, section 5), and for each method the topmost field alone is read, which was written last.
"""

import re
from collections.abc import Iterable

MOST = 20  # fields that are read
_COMMENT = re.compile(r"\([^()]{0,500}\)")
_QUOTED = re.compile(r"\"[^\"]{0,500}\"")
_RESULT = re.compile(r"\s*(spf|dkim|dmarc)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.IGNORECASE)


def forged(fields: Iterable[str], servers: frozenset[str]) -> bool:
    """Whether one of our servers, named in lower case, found that the address is not the sender's.

    DMARC decides where it came to a result. Without it a failure of SPF or DKIM counts where the other did not pass.
    """
    found: dict[str, set[str]] = {}
    for field in list(fields)[:MOST]:
        for method, results in _results(field, servers).items():
            found.setdefault(method, results)
    dmarc = found.get("dmarc", set()) & {"pass", "fail"}
    if dmarc:
        return "pass" not in dmarc
    others = found.get("spf", set()) | found.get("dkim", set())
    return "fail" in others and "pass" not in others


def _results(field: str, servers: frozenset[str]) -> dict[str, set[str]]:
    """The results of each method in one field of ours."""
    bare = _QUOTED.sub(" ", _COMMENT.sub(" ", _COMMENT.sub(" ", field)))
    server, *said = bare.split(";")
    named = server.split()
    if not named or named[0].lower() not in servers:
        return {}
    out: dict[str, set[str]] = {}
    for one in said:
        if result := _RESULT.match(one):
            out.setdefault(result[1].lower(), set()).add(result[2].lower())
    return out
