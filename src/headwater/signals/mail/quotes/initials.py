"""Quotes marked with the initials of their writer ("SH> We shipped it."), as The Bat! and older programs write them."""

import re

_MARK = re.compile(r"[ \t]{0,3}([A-ZА-Я][A-Za-zА-Яа-я]{0,9})>+ ?")


def plain(lines: list[str]) -> list[str]:
    """The same lines; runs of two or more that begin with one writer's initials are marked with "> " alone."""
    found = [_MARK.match(line) if ">" in line[:16] else None for line in lines]
    return [f"> {line[mark.end() :]}" if mark and _runs(found, at) else line
            for at, (line, mark) in enumerate(zip(lines, found, strict=True))]  # fmt: skip


def _runs(found: list[re.Match[str] | None], at: int) -> bool:
    beside = [found[i] for i in (at - 1, at + 1) if 0 <= i < len(found)]
    mine = found[at]
    return mine is not None and any(one is not None and one[1] == mine[1] for one in beside)
