"""JSON lines (one object per line) and one JSON array of objects, bare or inside an object; `a.b` for nested ones."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from headwater.engine import Engine
from headwater.moments.readers.raw import Options, Raw
from headwater.moments.readers.rows import Rows
from headwater.moments.readers.streams import blocks
from headwater.shared.errors import InputError


def read(engine: Engine, path: Path, options: Options) -> Raw:
    """Every value as text; a line that is no JSON object is listed."""
    stream = _text(path, options)
    first = next(stream, "").lstrip("\ufeff \t\r\n")
    rows = Rows(engine, options)
    opened = _array_start(first)
    if opened:
        _array(path, first[opened:], stream, rows, options)
        return rows.close(path.name, line_word="object")
    _lines(first, stream, rows, options)
    return rows.close(path.name, line_word="line")


def _array_start(text: str) -> int:
    """Where the objects of one array begin, bare or as the first member of an object (`{"result": [`); 0 for lines."""
    if text.startswith("["):
        return 1
    wrapped = re.match(r'\{\s*"[^"]*"\s*:\s*\[(?=\s*\{)', text)
    line, _, rest = text.partition("\n")
    return wrapped.end() if wrapped and not (rest.strip() and _is_json(line)) else 0


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except json.JSONDecodeError:
        return False
    return True


def _text(path: Path, options: Options) -> Iterator[str]:
    held = b""
    for block in blocks(path, options):
        held += block
        cut = len(held) - _tail(held)
        yield held[:cut].decode("utf-8", errors="replace")
        held = held[cut:]
    yield held.decode("utf-8", errors="replace")


def _tail(data: bytes) -> int:
    """How many bytes at the end begin a character that the next block ends."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte >= 0xC0:
            return back if back < (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4) else 0
        if byte < 0x80:
            return 0
    return 0


def _lines(first: str, stream: Iterator[str], rows: Rows, options: Options) -> None:
    number, held = 1, first
    for text in stream:
        *whole, held = (held + text).split("\n")
        for line in whole:
            _line(number, line, rows)
            number += 1
        if len(held) > options.line_bytes:
            raise InputError(
                f"Line {number} is longer than {options.line_bytes:,} bytes, so this is not one JSON object per line; "
                "export it as JSON lines."
            )
    for line in held.split("\n"):
        _line(number, line, rows)
        number += 1


def _line(number: int, line: str, rows: Rows) -> None:
    if not line.strip():
        return
    try:
        found = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        rows.reject(number, f"not readable as JSON ({getattr(error, 'msg', 'nested too deeply')})", line[:200])
        return
    _object(number, found, rows, line)


def _object(number: int, found: Any, rows: Rows, text: str) -> None:
    if isinstance(found, dict):
        rows.add(number, dict(_flat("", found)))
    else:
        rows.reject(number, "not a JSON object", text[:200])


def _array(path: Path, text: str, stream: Iterator[str], rows: Rows, options: Options) -> None:
    decoder, number, position = json.JSONDecoder(), 0, 0
    while True:
        position = _gap(text, position)
        if text[position : position + 1] == "]":
            return
        try:
            found, end = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            more = next(stream, None)
            if more is None or len(text) - position > options.line_bytes:
                raise _broken(path, number + 1, error) from error
            text, position = text[position:] + more, 0
            continue
        number += 1
        _object(number, found, rows, str(found))
        position = end


def _gap(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t\r\n,":
        position += 1
    return position


def _broken(path: Path, number: int, error: json.JSONDecodeError) -> InputError:
    return InputError(
        f"{path.name} stops being readable as JSON at object {number} ({error.msg}); it was probably cut off, "
        "so export it again."
    )


def _flat(prefix: str, found: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    for key, value in found.items():
        if isinstance(value, dict) and value:
            yield from _flat(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", _value(value)


def _value(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else repr(value)
