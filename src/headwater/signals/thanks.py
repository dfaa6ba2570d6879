"""Sentences in which a customer says thanks, in English and German. A stated rule that suggests; a person decides.

RULE says it in words. It suggests too little rather than too much: the polite formula at the end of a request is no
thanks for what was done.
"""

import re
from typing import Final

RULE: Final = (
    "A sentence with a word of thanks that asks nothing, is not said in advance, not meant bitterly, and is no "
    "greeting at the end of a longer message."
)
_WORD = r"thanks?|thank you|thankful|grateful|danke|vielen dank|herzlichen dank|besten dank|bedanke mich|dankbar"
_THANKS: Final = re.compile(rf"\b(?:{_WORD})\b", re.IGNORECASE)
_NOT: Final = re.compile(
    r"\b(?:in advance|im voraus|vorab|no,? thanks|no thank you|nein,? danke|for nothing|für nichts|thanks to your|"
    r"would be (?:very )?(?:grateful|thankful)|wäre (?:ich |ihnen |dir )*(?:sehr )?dankbar|regards|grüßen|grüße)\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
SHORT: Final = 6
"""words up to which a message is nothing but its thanks"""
SAID: Final = 4
"""words that a sentence of thanks within a longer message has at least"""


def thanks(text: str) -> str:
    """The first sentence of thanks, "" where there is none."""
    short = len(text.split()) <= SHORT
    return next((s.strip() for s in _SENTENCE.findall(text) if _is_thanks(s.strip(), short)), "")


def _is_thanks(sentence: str, short: bool) -> bool:
    if not _THANKS.search(sentence) or _NOT.search(sentence) or sentence.endswith("?"):
        return False
    return short or len(sentence.split()) >= SAID
