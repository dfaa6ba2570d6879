"""Quotes marked with the initials of their writer ("SH> We shipped it."), as The Bat! and older programs write them."""

import re
from collections import Counter

_MARK = re.compile(r"[ \t]{0,3}([A-ZА-Я][A-Za-zА-Яа-я]{0,9})>+ ?")


def plain(lines: list[str]) -> list[str]:
    """The same lines; where two or more begin with one writer's initials, they are marked with "> " alone."""
    found = [_MARK.match(line) if ">" in line[:16] else None for line in lines]
    often = Counter(mark[1] for mark in found if mark)
    return [f"> {line[mark.end() :]}" if mark and often[mark[1]] > 1 else line
            for line, mark in zip(lines, found, strict=True)]  # fmt: skip
