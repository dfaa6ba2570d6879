"""The chain in words and plain tables: for a terminal of 80 columns and for a notebook."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from headwater.chain.span import span
from headwater.shared.words import wrapped

if TYPE_CHECKING:
    from headwater.chain.result import Chain

ROWS = 10
WIDTH = 80
GAP = "  "


def sentence(chain: "Chain") -> str:
    """What a manager could repeat: the usual way, how long it takes, and where cases wait the most."""
    if not chain.moments:
        return "The record holds no moments, so there is no chain to show."
    durations = chain.rows("durations")[0]
    longest = _longest(chain)
    where = (
        f" Most waiting lies between {longest['from']} and {longest['to']}: median "
        f"{span(longest['wait_median_s'])}, one in ten over {span(longest['wait_p90_s'])}."
        if longest
        else ""
    )
    return (
        f"{chain.cases:,} cases pass {len(chain.rows('steps'))} steps in {chain.variant_count:,} different "
        f"orders; half take longer than {span(durations['median_s'])}, one in ten longer than "
        f"{span(durations['p90_s'])}.{where}"
    )


def _longest(chain: "Chain") -> dict[str, Any] | None:
    edges = [e for e in chain.rows("edges") if e["wait_mean_from_zero_s"]]
    return max(edges, key=lambda e: e["count"] * e["wait_mean_from_zero_s"], default=None)


HEADER = ("from", "to", "cases", "median", "one in ten over")


def cells(chain: "Chain") -> list[tuple[str, ...]]:
    """The edges that hold the most moments, as text."""
    return [
        (e["from"], e["to"], f"{e['cases']:,}", span(e["wait_median_s"]), span(e["wait_p90_s"]))
        for e in chain.rows("edges")[:ROWS]
    ]


def text(chain: "Chain") -> str:
    """The sentence, then a table of at most ten rows that fits 80 columns."""
    found = cells(chain)
    numbers = sum(max(len(row[i]) for row in [HEADER, *found]) for i in (2, 3, 4))
    most = (WIDTH - numbers - 4 * len(GAP)) // 2
    rows = [(_cut(a, most), _cut(b, most), *rest) for a, b, *rest in found]
    left = len(chain.rows("edges")) - len(rows)
    more = f"\n… and {left:,} more edges: chain.to_arrow('edges')" if left > 0 else ""
    return wrapped(sentence(chain)) + ("\n\n" + table(HEADER, rows) + more if rows else "")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Plain columns; the first two left, the others right."""
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]

    def line(row: Sequence[str]) -> str:
        return GAP.join(c.ljust(w) if i < 2 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))

    return "\n".join([line(header), GAP.join("─" * w for w in widths), *(line(row).rstrip() for row in rows)])


def html(chain: "Chain") -> str:
    """The same for a notebook, with the map; names are never cut there."""
    head = "".join(f"<th>{escape(name)}</th>" for name in HEADER)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in cells(chain))
    grid = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<p>{escape(sentence(chain))}</p>{chain.plot().svg}{grid}"


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
