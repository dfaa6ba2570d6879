"""Headwater on one world, through its public door, from a file as a user has it."""

import tempfile
from pathlib import Path
from typing import Any

import pyarrow.csv as pc
import pyarrow.parquet as pq
from bench.planted.worlds import World


def headwater(world: World) -> list[dict[str, Any]]:
    """Ranked findings in the shape of `findings.json`. Every fifth world goes through CSV."""
    import headwater as hw  # noqa: PLC0415 -- the baselines run without it

    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        path = write(world, Path(folder))
        answer = hw.causes(hw.read(path), spoiled=world.spoiled, people=False)
    found: list[dict[str, Any]] = answer.to_dict()["findings"]
    return found


def write(world: World, folder: Path) -> Path:
    """Write the log; which format follows from the seed."""
    path = folder / ("log.csv" if world.seed % 5 == 0 else "log.parquet")
    if path.suffix == ".csv":
        pc.write_csv(world.moments, path)
    else:
        pq.write_table(world.moments, path)
    return path
