"""Numbers written as text: which mark is the decimal one, and which numbers only name things."""

from headwater.moments.recognise.words import plain, word_set

POINT = r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+|\d*\.\d+|\d+\.|\d{1,3}(?:,\d{3})+\.\d+)(?:[eE][+-]?\d+)?"
COMMA = r"[+-]?(?:\d+|\d{1,3}(?:[.' ]\d{3})+|\d*,\d+|\d{1,3}(?:[.' ]\d{3})+,\d+)"

NAMES = word_set(
    "id ids nr no number nummer num code codes key zip plz postcode postal phone telefon tel category subcategory "
    "kategorie type typ class group gruppe team location standort product produkt customer kunde client caller "
    "account user agent resource person by to ci item symptom version ref reference department abteilung store "
    "branch filiale country region vendor supplier rfc problem incident ticket case order"
)
MEASURES = word_set(
    "value amount price cost total sum weight length width height quantity qty score rating share rate percent age "
    "wert betrag preis kosten summe gewicht menge valor precio importe prix montant poids prezzo importo prijs bedrag"
)
COUNTS = word_set("count counts counter anzahl zahl num number cantidad nombre nb numero aantal mod times")


def names_things(column: str) -> bool:
    """Whether numbers in the column name things (customer 4711), so that sums and means of them mean
    nothing. An `order_value` measures, whatever its first word."""
    words = plain(column).split("_")
    return not (COUNTS | MEASURES) & set(words[-1:]) and bool(NAMES & {words[-1], words[0]})


def count_like(column: str) -> bool:
    """Whether the column counts, so that 0 and 1 are numbers and no flag."""
    return bool(COUNTS & set(plain(column).split("_")))


def number_sql(text: str, *, comma: bool, whole: bool) -> str:
    """SQL: the text as a number (BIGINT when all are whole, else DOUBLE)."""
    if whole:
        return f"TRY_CAST({text} AS BIGINT)"
    bare = f"regexp_replace({text}, '[.'' ]', '', 'g')" if comma else f"replace({text}, ',', '')"
    return f"TRY_CAST(replace({bare}, ',', '.') AS DOUBLE)" if comma else f"TRY_CAST({bare} AS DOUBLE)"
