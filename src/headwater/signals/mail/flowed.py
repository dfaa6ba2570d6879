"""format=flowed (RFC 3676): lines that end with a space go on in the next one."""

import re

_QUOTE = re.compile(r">*+")


def unflow(text: str, *, delsp: bool) -> str:
    """The paragraphs as they were written; quotes keep their depth as "> " marks."""
    out: list[str] = []
    open_depth = -1  # quote depth of the paragraph that goes on
    for line in text.split("\n"):
        depth = len(_QUOTE.match(line).group())  # type: ignore[union-attr]  # the pattern matches any line, empty too
        content = line[depth:]
        content = content[1:] if content.startswith(" ") else content
        flows = content.endswith(" ") and content != "-- "
        if flows and delsp:
            content = content[:-1]
        if depth == open_depth and content != "-- ":
            out.append(content)
        else:
            out.append(("\n" if out else "") + (("> " * depth).strip() + " " if depth else "") + content)
        open_depth = depth if flows else -1
    return "".join(out)
