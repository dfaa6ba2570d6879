"""Which texts stand for "nothing recorded" in exports."""

from headwater.engine import ident, literal

MISSING = (
    "", "?", "-", "--", "NULL", "null", "(null)", "N/A", "n/a", "#N/A", "NA", "NaN", "nan", "None", "<NA>", "\\N", "NaT"
)  # fmt: skip


def present(column: str, sql_type: str) -> str:
    """The column's value in SQL, with the words for nothing taken as missing (text only)."""
    name = ident(column)
    if sql_type != "VARCHAR":
        return name
    words = ", ".join(literal(w) for w in MISSING)
    return f"(CASE WHEN {name} IN ({words}) THEN NULL ELSE {name} END)"
