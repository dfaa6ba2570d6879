"""The organisation's name, as every page shows it: one line in the data folder, or none."""

from pathlib import Path

FILE = "organisation"


def read(data: Path) -> str:
    """The name, or "" where nobody gave one."""
    try:
        return (data / FILE).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def write(data: Path, name: str) -> None:
    """Keep the name; pages show it from the server's next start on."""
    draft = data / f".{FILE}"
    draft.write_text(name + "\n", encoding="utf-8")
    draft.replace(data / FILE)
