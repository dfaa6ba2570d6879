"""Words that rank customers by what they bring in. A type of customers is a situation, so these are refused."""

import re
import unicodedata
from typing import Final

SAID: Final = (
    r"vips?", r"v i p",
    r"very important (customer|client|person|guest)s?", r"high[ -]?(value|worth|spender|roller|potential)s?",
    r"low[ -]?(value|worth|spender)s?", r"(customer )?life ?time value", r"clv", r"cltv", r"ltv", r"arpu", r"rfm",
    r"platinum", r"platin", r"diamond", r"(gold|silver|bronze)(en|ene|ener)?[ -]?"
    r"(customer|client|member|tier|status|level|card|kunde|kundin|kunden|mitglied)s?",
    r"churn\w*", r"big spender\w*", r"(top|best|key|strategic|priority|profitable|valuable|important|loyal) "
    r"(customer|client|account|buyer|guest)s?", r"key[ -]?accounts?", r"whales?", r"profitable", r"profitability",
    r"[abc][ -](customer|client|kunde|kundin|kunden)s?", r"tier[ -]?(1|2|3|one|two|three)", r"revenue", r"margin",
    r"upsell\w*", r"cross[ -]?sell\w*", r"premium\w*", r"top[ -]?kund\w+", r"schlusselkund\w+",
    r"gro(ss|ß)kund\w+", r"goldkund\w+", r"silberkund\w+", r"umsatz\w*", r"deckungsbeitrag\w*", r"kundenwert\w*",
    r"wertvoll\w* kund\w+", r"wichtig\w* kund\w+", r"rentabel\w*", r"profitab\w+", r"abwanderung\w*",
    r"good (customer|client|buyer|account|payer)s?(?! (service|care|experience|relations?))",
    r"regular (customer|client|buyer)s?", r"stamm(kund\w+|gast|gaste)", r"gut(e|er|en|em)? (kund\w+|zahler\w*)",
    r"spen(d|ds|ding|t) (such |so |very )*(a lot|lots|much|more|most|plenty|well|big|thousands)"
    r"(?! (of )?(time|hours|days|weeks|effort))",
    r"(buys|bought|orders) (a lot|so much|lots|plenty)", r"wealthy", r"wohlhabend\w*", r"^rich$", r"reich",
    r"(s|is|are|was|very|so|being) (very |so |quite )*rich",
    r"rich (customer|client|people|person|man|woman|guy|family)",
    r"reiche[nmrs]? (kund\w+|leute\w*|frau|mann|familie|person|mensch\w*)",
    r"(gibt|geben|gab) [\w ]{0,20}?viel [\w ]{0,20}?aus", r"viel [\w ]{0,20}?(ausgibt|ausgeben|ausgegeben)",
    r"(kauft|bestellt) (so |sehr |hier |bei uns )*viel",
    r"kundigungsrisiko", r"kundigungsgefahrdet\w*", r"hoh\w+ wert", r"kaufkraft\w*",
)  # fmt: skip
ALONE: Final = frozenset({"gold", "silver", "bronze", "silber", "vip", "a", "b", "c", "premium"})
"""names that mean nothing but a rank"""
_SAID = re.compile(rf"\b(?:{'|'.join(SAID)})\b")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")


def word_of_worth(text: str, *, name: bool = False) -> str:
    """The first word in it that says what somebody is worth; "" where there is none. `name`: it is a type's name."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    flat = _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", re.sub(r"[_/*+]+", " ", flat))
    flat = " ".join(flat.split())
    if name and (found := next((word for word in re.findall(r"\w+", flat) if word in ALONE and _alone(flat)), "")):
        return found
    match = _SAID.search(flat)
    return match.group() if match else ""


def _alone(flat: str) -> bool:
    """A name of one or two words; "a child with them" is no rank."""
    return len(flat.split()) <= 2


LEAST_REASON: Final = 3
"""letters; a dot is no reason"""


def words_of(reason: str) -> str:
    """A reason as it is kept; "" where it has too few letters to say anything."""
    said = reason.strip()
    return said if sum(letter.isalpha() for letter in said) >= LEAST_REASON else ""
