"""What a file is, by its first bytes; a file that is no table is answered with what to do."""

from pathlib import Path
from typing import Literal

from headwater.moments.readers.raw import Options
from headwater.moments.readers.streams import blocks
from headwater.shared.errors import InputError

Form = Literal["parquet", "xlsx", "json", "xes", "delimited"]
NAMED: dict[str, Form] = {".parquet": "parquet", ".pq": "parquet", ".xlsx": "xlsx"}
WORDS: dict[Form, str] = {
    "parquet": "Parquet", "xlsx": "an Excel workbook", "json": "JSON", "xes": "XES", "delimited": "plain text",
}  # fmt: skip
UTF16 = (b"\xff\xfe", b"\xfe\xff")
LOOKED = 65_536


def form_of(path: Path, options: Options | None = None) -> Form:
    """The form of the file's content (inside gzip, if it is packed). Raises InputError where it is no table."""
    head = _head(path, options or Options())
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise InputError(f"{path.name} is empty; export it again.")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK\x03\x04"):
        return _zip(path, head)
    _refuse_binary(path, head)
    return _text(path, head)


def misnamed(path: Path, form: Form) -> str | None:
    """What to say of a file whose name says Parquet or Excel and whose content is something else."""
    wanted = NAMED.get(path.suffix.lower())
    if wanted is None or wanted == form:
        return None
    first = _head(path, Options()).removeprefix(b"\xef\xbb\xbf").strip().splitlines()[0][:40]
    shown = first.decode("utf-8", errors="replace").replace("\0", "").strip()
    begins = "" if form in ("parquet", "xlsx") else f" that begins “{shown}”"
    return f"{path.name} is not {WORDS[wanted]}, whatever its name; it holds {WORDS[form]}{begins}."


def _head(path: Path, options: Options) -> bytes:
    if not path.exists():
        raise InputError(f"There is no file {path}; check its name and folder.")
    if path.is_dir():
        raise InputError(f"{path} is a folder; give one of its files, or a list of them.")
    try:
        return next(blocks(path, options), b"")[:LOOKED]
    except PermissionError as error:
        raise InputError(f"{path.name} may not be read by this user; ask for the right to read it.") from error
    except OSError as error:
        raise InputError(f"{path.name} cannot be read ({error.strerror}).") from error


def _zip(path: Path, head: bytes) -> Form:
    if b"[Content_Types].xml" in head or b"xl/" in head or b"_rels/" in head:
        return "xlsx"
    raise InputError(f"{path.name} is a zip archive; unpack it and give the table inside.")


def _refuse_binary(path: Path, head: bytes) -> None:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(f"{path.name} is an Excel file of the old kind (.xls); open it and save it as .xlsx or CSV.")
    if head.startswith(b"%PDF"):
        raise InputError(f"{path.name} is a PDF document; export the table as CSV, XLSX or Parquet.")
    if not head.startswith(UTF16) and _is_binary(head):
        if NAMED.get(path.suffix.lower()) == "parquet":
            raise InputError(
                f"{path.name} is not Parquet, whatever its name: it does not begin with PAR1 and holds other binary "
                "data; export the records again, as Parquet or as CSV."
            )
        raise InputError(
            f"{path.name} is not a text file though it was to be read as one; it holds binary data. Export the "
            "records as CSV, XLSX, Parquet, JSON lines or XES."
        )


def _is_binary(head: bytes) -> bool:
    """Zero bytes that no UTF-16 explains, or many other control characters."""
    controls = sum(head.count(bytes([b])) for b in (*range(1, 9), 11, *range(14, 27), 28, 29, 30, 127))
    zeros = head.count(0)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    wide = max(even, odd) > 0.6 * len(head[0::2]) and min(even, odd) < 0.1 * len(head[0::2])
    return controls > max(10, 0.02 * len(head)) or (zeros > 0.01 * len(head) and not wide)


def _text(path: Path, head: bytes) -> Form:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<?xml", b"<log", b"<!DOCTYPE log")):
        return "xes"
    if start[:200].lower().startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body")):
        raise InputError(f"{path.name} is a web page, whatever its name; open it and save its table as XLSX or CSV.")
    return "json" if start[:1] in (b"{", b"[") else "delimited"
