"""The organisation as its owner describes it: its name on every page, and what its findings are computed with."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from headwater.people import settings_file

FILE = "organisation.json"
ONE_LINE = "organisation"
"""how older servers kept the name alone"""
_TWO = (
    "EUR", "USD", "GBP", "CHF", "AUD", "BRL", "CAD", "CNY", "CZK", "DKK", "HKD", "HUF", "ILS", "INR", "MXN", "NOK",
    "NZD", "PLN", "RON", "SEK", "SGD", "TRY", "UAH", "ZAR",
)  # fmt: skip
CURRENCIES: Final[dict[str, int]] = dict.fromkeys(_TWO, 2) | {"JPY": 0, "KRW": 0, "KWD": 3, "TND": 3}
"""ISO 4217: how many digits of a currency are its minor unit"""


@dataclass(frozen=True, slots=True)
class Organisation:
    """`time_zone` is that of clock times without one, "" for UTC; `spoiled` an expression, "" for the definition that
    the record suggests; `value` what a customer is worth, in minor units of `currency`, None where nobody said."""

    name: str = ""
    time_zone: str = ""
    spoiled: str = ""
    value: int | None = None
    currency: str = "EUR"

    @property
    def worth(self) -> float | None:
        """The value of a customer in the currency's own unit, as `--customer-value` takes it."""
        return None if self.value is None else self.value / 10 ** CURRENCIES[self.currency]


def read(data: Path) -> Organisation:
    """What holds now."""
    kept = settings_file.read(data / FILE)
    return Organisation(**kept) if kept else Organisation(name=_one_line(data / ONE_LINE))


def _one_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def write(data: Path, kept: Organisation) -> None:
    """Let it hold from now on, on every page and for the next answer."""
    settings_file.write(data / FILE, asdict(kept))
