"""The chain in words and plain tables: for a terminal of 80 columns and for a notebook."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from headwater.chain.span import span
from headwater.shared.said import phrase, say, spoken, words
from headwater.shared.words import count, wrapped

if TYPE_CHECKING:
    from headwater.chain.result import Chain

ROWS = 10
WIDTH = 80
GAP = "  "


def sentence(chain: "Chain") -> str:
    """What a manager could repeat: the usual way, how long it takes, and where cases wait the most."""
    if not chain.moments:
        return say("The record holds no moments, so there is no chain to show.")
    durations = chain.rows("durations")[0]
    longest = _longest(chain)
    where = _most_waiting(longest) if longest else ""
    return say(
        "{cases} cases pass {steps} steps in {orders} different orders; half take longer than {half}, one in ten "
        "longer than {tenth}.{where}",
        cases=count(chain.cases), steps=len(chain.rows("steps")), orders=count(chain.variant_count),
        half=span(durations["median_s"]), tenth=span(durations["p90_s"]), where=where,
    )  # fmt: skip


def _most_waiting(move: dict[str, Any]) -> str:
    return say(
        " Most waiting lies between {source} and {target}: median {half}, one in ten over {tenth}.",
        source=move["from"], target=move["to"], half=span(move["wait_median_s"]), tenth=span(move["wait_p90_s"]),
    )  # fmt: skip


def _longest(chain: "Chain") -> dict[str, Any] | None:
    edges = [e for e in chain.rows("edges") if e["wait_mean_from_zero_s"]]
    return max(edges, key=lambda e: e["count"] * e["wait_mean_from_zero_s"], default=None)


HEADER = (phrase("from"), phrase("to"), phrase("cases"), phrase("median"), phrase("one in ten over"))


def cells(chain: "Chain") -> list[tuple[str, ...]]:
    """The edges that hold the most moments, as text."""
    return [
        (e["from"], e["to"], spoken(count(e["cases"])), spoken(span(e["wait_median_s"])), spoken(span(e["wait_p90_s"])))
        for e in chain.rows("edges")[:ROWS]
    ]


def text(chain: "Chain") -> str:
    """The sentence, then a table of at most ten rows that fits 80 columns."""
    found = cells(chain)
    head = tuple(map(words, HEADER))
    numbers = sum(max(len(row[i]) for row in [head, *found]) for i in (2, 3, 4))
    most = (WIDTH - numbers - 4 * len(GAP)) // 2
    rows = [(_cut(a, most), _cut(b, most), *rest) for a, b, *rest in found]
    left = len(chain.rows("edges")) - len(rows)
    more = "\n" + spoken(say("… and {n} more edges: chain.to_arrow('edges')", n=count(left))) if left > 0 else ""
    return wrapped(sentence(chain)) + ("\n\n" + table(head, rows) + more if rows else "")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Plain columns; the first two left, the others right."""
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]

    def line(row: Sequence[str]) -> str:
        return GAP.join(c.ljust(w) if i < 2 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))

    return "\n".join([line(header), GAP.join("─" * w for w in widths), *(line(row).rstrip() for row in rows)])


def html(chain: "Chain") -> str:
    """The same for a notebook, with the map; names are never cut there."""
    head = "".join(f"<th>{escape(name)}</th>" for name in map(words, HEADER))
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in cells(chain))
    grid = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<p>{escape(spoken(sentence(chain)))}</p>{chain.plot().svg}{grid}"


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
