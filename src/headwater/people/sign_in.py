"""How people sign in here, as the owner set it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from headwater.people import settings_file

FILE = "sign-in.json"
HOUR, DAY = 3_600, 86_400
IDLE: Final = (HOUR // 2, HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, 24 * HOUR)
LONGEST: Final = (12 * HOUR, DAY, 7 * DAY, 14 * DAY, 30 * DAY)


@dataclass(frozen=True, slots=True)
class SignIn:
    """`second_factor`: everybody needs one. A session ends `idle_s` seconds after its person was last here, and
    `longest_s` after it began. `since` is when somebody set it, "" where nobody did."""

    second_factor: bool = False
    idle_s: int = 12 * HOUR
    longest_s: int = 14 * DAY
    since: str = ""


def read(data: Path) -> SignIn:
    """What holds now."""
    return SignIn(**settings_file.read(data / FILE))


def write(data: Path, kept: SignIn) -> None:
    """Let it hold from now on."""
    settings_file.write(data / FILE, asdict(kept))
