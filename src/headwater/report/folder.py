"""A report's folder: written beside its place and moved in when whole, so that a failure leaves the old report."""

import json
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

from headwater.shared.errors import InputError
from headwater.shared.refusals import barred
from headwater.shared.said import say

MANIFEST = "files.json"


class Folder:
    """Enter for an empty folder to write into; on leaving without an error it takes the place of the older report."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._old = _own_files(target)

    def __enter__(self) -> Path:
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            self._fresh = Path(tempfile.mkdtemp(prefix=f".{self._target.name}-", dir=self._target.parent))
        except OSError as error:
            raise _refusal(self._target, error) from error
        self._fresh.chmod(0o755)
        return self._fresh

    def check(self) -> None:
        """Raise InputError where a folder cannot be made in this place; nothing is left there."""
        above = next(place for place in self._target.absolute().parents if place.exists())
        try:
            Path(tempfile.mkdtemp(prefix=f".{self._target.name}-", dir=above)).rmdir()
        except OSError as error:
            raise _refusal(self._target, error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._move_in()
        shutil.rmtree(self._fresh, ignore_errors=True)

    def _move_in(self) -> None:
        names = sorted(str(p.relative_to(self._fresh)) for p in self._fresh.rglob("*") if p.is_file())
        (self._fresh / MANIFEST).write_text(json.dumps(names, indent=0), encoding="utf-8")
        for name in self._old:
            (self._target / name).unlink(missing_ok=True)
        for name in [*names, MANIFEST]:
            place = self._target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            (self._fresh / name).replace(place)


def _refusal(target: Path, error: OSError) -> InputError:
    """Names the folder that was asked for, not the one that was tried beside it."""
    return InputError(
        say(
            "The report cannot be written to {target} ({why}); choose another place with --out.",
            target=target,
            why=barred(error),
        )
    )


def _own_files(target: Path) -> list[str]:
    """The files that an earlier report wrote here; a folder with anything else is somebody's, and is left alone."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return []
    manifest = target / MANIFEST
    if not target.is_dir() or not manifest.is_file():
        raise InputError(
            say(
                "The report cannot be written to {target}: it exists and is not a report; choose another place with"
                " --out.",
                target=target,
            )
        )
    names = [str(name) for name in json.loads(manifest.read_text(encoding="utf-8"))]
    root = target.resolve()
    return [name for name in names if (target / name).resolve().is_relative_to(root)]
