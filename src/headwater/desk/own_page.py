"""The customer's own page, before any table: tokens of its links, what letters say, what the owner set."""

import base64
import hashlib
import hmac
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from headwater.people import settings_file

PATHS: Final = {"page": "mine", "address": "address", "outcome": "outcome"}
"""where a link of each purpose leads"""
FILE: Final = "own-page.json"
LANGUAGES: Final = ("en", "de")
HIDDEN: Final = "…"
_TOKEN = re.compile(rf"/(?P<path>{'|'.join(PATHS.values())})/(?P<token>[A-Za-z0-9_-]{{43}})(?![A-Za-z0-9_-])")
_FOOTER = re.compile(rf"\s-- \s[^\n]{{1,200}}\s\S{{1,300}}/(?:{'|'.join(PATHS.values())})/\S+\s*\Z")


@dataclass(frozen=True, slots=True)
class Settings:
    """`link_in_answers`: each answer to a customer alone ends with a link to their page. `follow_up`: they are asked
    whether they got there, `follow_up_days` after their case was done or what was promised in it was due."""

    link_in_answers: bool = True
    follow_up: bool = False
    follow_up_days: int = 3


def read() -> Settings:
    """What holds now."""
    return Settings(**settings_file.read(Path(settings.DATA) / FILE))


def write(kept: Settings) -> None:
    """Let it hold from now on."""
    settings_file.write(Path(settings.DATA) / FILE, asdict(kept))


def token(*, purpose: str, salt: str, expires_at: datetime) -> str:
    """256 bits that only this server can make: nothing that is stored gives them back without its key."""
    said = f"headwater.own-page:{purpose}:{salt}:{int(expires_at.timestamp())}"
    made = hmac.digest(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def digest(given: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(given.encode("utf-8", "replace")).hexdigest()


def address_of(*, purpose: str, token: str) -> str:
    """Where a link leads."""
    return f"{settings.URL}/{PATHS[purpose]}/{token}/"


def tokens_in(*texts: str) -> set[str]:
    """The tokens of links that stand in texts."""
    return {found["token"] for text in texts for found in _TOKEN.finditer(text)}


def without_tokens(text: str) -> str:
    """A text whose links lead nowhere."""
    return _TOKEN.sub(lambda found: f"/{found['path']}/{HIDDEN}", text)


def without_footer(text: str) -> str:
    """What we wrote, of a mail of ours that came back."""
    return _FOOTER.sub("", text)


def language(*wished: str) -> str:
    """The first that letters are written in; English where there is none."""
    return next((short for one in wished if (short := one[:2].lower()) in LANGUAGES), LANGUAGES[0])


UNDER: Final = {
    "page": {
        "en": "Your cases with us, what we promised, your data, and how to stop all contact:",
        "de": "Ihre Anliegen bei uns, was wir zugesagt haben, Ihre Daten und wie Sie jeden Kontakt beenden:",
    },
    "outcome": {
        "en": "Answer here, in one step:",
        "de": "Hier antworten Sie in einem Schritt:",
    },
}
"""the line above the link under a message of ours"""

LETTERS: Final = {
    "page": {
        "en": (
            "Your page with us",
            "You asked for a link to your page: your cases, what we promised, your data.\n\n{link}\n\n"
            "It works until {until} and is for you alone. If you did not ask for it, do nothing.\n",
        ),
        "de": (
            "Ihre Seite bei uns",
            "Sie haben um einen Link zu Ihrer Seite gebeten: Ihre Anliegen, unsere Zusagen, Ihre Daten.\n\n{link}\n\n"
            "Er gilt bis {until} und ist nur für Sie. Wenn Sie nicht darum gebeten haben, tun Sie nichts.\n",
        ),
    },
    "address": {
        "en": (
            "Is this your address?",
            "Somebody gave this address as theirs on their page with us. Confirm it here:\n\n{link}\n\n"
            "The link works until {until}. If that was not you, do nothing: the address is not used then.\n",
        ),
        "de": (
            "Ist das Ihre Adresse?",
            "Jemand hat diese Adresse auf seiner Seite bei uns als seine angegeben. Bestätigen Sie sie hier:\n\n"
            "{link}\n\nDer Link gilt bis {until}. Wenn Sie das nicht waren, tun Sie nichts: Dann wird die Adresse "
            "nicht verwendet.\n",
        ),
    },
}
"""subject and text of a letter with a link, which is kept nowhere"""

QUESTION: Final = {
    "en": (
        "You came to us with this:\n\n{words}\n\nDid you get what you came for? One question, and you need not answer. "
        "We ask once."
    ),
    "de": (
        "Damit sind Sie zu uns gekommen:\n\n{words}\n\nHaben Sie erreicht, was Sie wollten? Eine einzige Frage, und "
        "Sie müssen nicht antworten. Wir fragen nur einmal."
    ),
}
"""the text of the follow-up"""


def under(*, purpose: str, language: str, link: str) -> str:
    """What stands under a message of ours, parted from it as a signature is."""
    return f"\n\n-- \n{UNDER[purpose][language]}\n{link}\n"


def letter(*, purpose: str, language: str, link: str, until: datetime) -> tuple[str, str]:
    """Subject and text."""
    subject, text = LETTERS[purpose][language]
    return subject, text.format(link=link, until=f"{until:%Y-%m-%d %H:%M} UTC")


def question(*, language: str, words: str) -> str:
    """The follow-up in the customer's own words."""
    return QUESTION[language].format(words="\n".join(f"  {line}" for line in words.strip().splitlines()))
