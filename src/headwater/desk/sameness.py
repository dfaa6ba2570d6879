"""What speaks for two customers being one. Two signs of four are strong; with less a person is asked once more."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

STRONG: Final = 2
LEAST_LOCAL: Final = 5
LEAST_DIGITS: Final = 7


@dataclass(frozen=True, slots=True)
class Known:
    """A customer as far as two are compared; `senders` wrote in their cases."""

    name: str
    addresses: tuple[tuple[str, str], ...]
    senders: frozenset[str] = frozenset()

    def of(self, kind: str) -> frozenset[str]:
        """Their addresses of a kind."""
        return frozenset(value for one, value in self.addresses if one == kind)


def signs(a: Known, b: Known) -> tuple[str, ...]:
    """The signs, by name: "name", "mailbox name", "phone", "wrote in the other's case"."""
    found = {
        "name": bool(_name(a.name)) and _name(a.name) == _name(b.name),
        "mailbox name": bool(_locals(a) & _locals(b)),
        "phone": bool(_digits(a) & _digits(b)),
        "wrote in the other's case": bool(a.senders & b.of("email") or b.senders & a.of("email")),
    }
    return tuple(sign for sign, there in found.items() if there)


def _name(said: str) -> tuple[str, ...]:
    """First and last name in any order, without accents; one word alone is too common to be a sign."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", said.casefold()) if not unicodedata.combining(c))
    words = tuple(sorted(re.findall(r"\w+", flat)))
    return words if len(words) > 1 else ()


def _locals(who: Known) -> set[str]:
    """What stands before the @, without dots and what follows a plus."""
    names = (re.sub(r"[._-]", "", value.split("@")[0].split("+")[0]) for value in who.of("email"))
    return {name for name in names if len(name) >= LEAST_LOCAL and name not in COMMON}


COMMON: Final = frozenset({"office", "contact", "kontakt", "service", "support", "buero", "mailbox", "accounting"})


def _digits(who: Known) -> set[str]:
    """The end of a number, as it stands with and without a country's code."""
    return {d[-LEAST_DIGITS:] for value in who.of("phone") if len(d := re.sub(r"\D", "", value)) >= LEAST_DIGITS}
