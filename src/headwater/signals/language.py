"""In which language something is written, by the small words that no language does without."""

import re
from typing import Final

_WORD = re.compile(r"[^\W\d_]+")
MOST: Final = 2_000
"""letters that are looked at"""
LEAST: Final = 2
"""small words that are needed; one alone may stand in any language"""
WORDS: Final[dict[str, frozenset[str]]] = {
    code: frozenset(said.split())
    for code, said in {
        "en": "the and you is are was were have has not for with this that your my it we they please would could can "
        "will been there what when where why how of to but from hello thanks i'm don't of yes",
        "de": "der die das und ich sie ist sind nicht ein eine einen mit für auf wir ihr ihre mein meine bitte haben "
        "habe wird werden kann noch auch wenn wann wie dass von zu aber hallo danke es mir uns ihnen ja",
        "fr": "le la les et je vous est sont pas un une des avec pour sur nous votre mon ma que qui dans mais bonjour "
        "merci avez il elle ce cette être du au",
        "es": "el la los las y yo usted es son no un una con para por nosotros su mi que en pero hola gracias tiene "
        "está este esta del al se lo",
        "it": "il lo la gli le e io lei è sono non un una con per su noi suo mio che di ma ciao grazie avete questo "
        "questa del al si ho",
        "nl": "de het een en ik u is zijn niet met voor op wij uw mijn dat die maar hallo dank kunt heeft wordt van te "
        "ook als wat wanneer",
    }.items()
}


def language_of(text: str) -> str:
    """A code such as "de", or "" where the text does not tell: too few small words, or two languages with as many."""
    found = [word.casefold() for word in _WORD.findall(text[:MOST])]
    counted = sorted(((sum(word in small for word in found), code) for code, small in WORDS.items()), reverse=True)
    (most, code), (next_, _) = counted[0], counted[1]
    return code if most >= LEAST and most > next_ else ""
