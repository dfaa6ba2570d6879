"""Columns of text, and of a notebook."""

from collections.abc import Sequence
from html import escape

WIDTH = 80
LEVEL = "90\u2009%"


def in_line(cells: tuple[str, ...], widths: list[int]) -> str:
    """Two columns from the left, the others from the right; what is too long is cut."""
    left = [cut(cell, width).ljust(width) for cell, width in zip(cells[:2], widths[:2], strict=True)]
    right = [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True)]
    return "  ".join([*left, *right]).rstrip()


def cut(text: str, width: int) -> str:
    """The name is cut, what comes after its comma (a day) stays."""
    if len(text) <= width:
        return text
    name, comma, day = text.rpartition(", ")
    tail = comma + day if comma and len(day) < width // 2 else ""
    return f"{(name if tail else text)[: max(1, width - 1 - len(tail))]}…{tail}"


def html_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A plain table."""
    heads = "".join(f"<th>{escape(name)}</th>" for name in head)
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in cells)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
