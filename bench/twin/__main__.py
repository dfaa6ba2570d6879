"""`python -m bench.twin`: the published table as a page."""

from bench.twin.logs import FOLDER, SPLITS, Split
from bench.twin.run import Row, ours, peers

from headwater.foresight.calibrate.distances import MEASURES


def main() -> None:
    """Print the page; say so where the logs are not there."""
    if not FOLDER.is_dir():
        raise SystemExit(f"The logs are not in {FOLDER}; see docs/benchmarks/twin.md for where they are published.")
    for split in SPLITS:
        rows, seconds = ours(split)
        print(_table(split, rows, peers(split), seconds))  # noqa: T201 -- the page goes to standard output


def _table(split: Split, rows: dict[str, Row], theirs: Row | None, seconds: float) -> str:
    lines = [f"## {split.name}", "", "| | " + " | ".join(MEASURES) + " |", "|---" * (len(MEASURES) + 1) + "|"]
    lines.append(_line("Headwater's twin", rows["twin"], split.published))
    lines.append(
        _line("… only cases that are over when the held-out log ends", rows["twin, over in time"], split.published)
    )
    lines.append(_line("Best published, each cell from its best configuration", split.published))
    if theirs:
        lines.append(_line("AgentSimulator's ten published logs, measured here", theirs))
    lines.append(_line("Copies of training cases, day by day", rows["copies"]))
    lines.append(_line("… only cases that are over when the held-out log ends", rows["copies, over in time"]))
    return "\n".join([*lines, "", f"Calibrated, simulated and measured in {seconds:.1f} CPU seconds.", ""])


def _line(name: str, row: Row, beside: Row | None = None) -> str:
    """A row; what is at or below the best published is bold."""
    cells = [_cell(row[m], beside is not None and row[m] <= beside[m]) for m in MEASURES]
    return f"| {name} | " + " | ".join(cells) + " |"


def _cell(value: float, bold: bool) -> str:
    text = f"{value:.3g}"
    return f"**{text}**" if bold else text


if __name__ == "__main__":
    main()
