"""The record as the company's system exports it: semicolons, decimal commas, day-first dates, Windows-1252."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from headwater.demo import names
from headwater.demo.luck import Bools, Floats, Ints
from headwater.demo.mess import Sheet, gap, messy
from headwater.demo.people import PEOPLE
from headwater.demo.world import Year

ENCODING = "cp1252"
UNREADABLE = "??.??.2025"
FROM_STEP = "Look up item"
"""What is known of the item stands on the rows from this step on."""


def write_record(year: Year, path: Path) -> int:
    """Write the export; the number of its rows comes back."""
    table = record(year)
    sink = pa.BufferOutputStream()
    pacsv.write_csv(table, sink, pacsv.WriteOptions(delimiter=";", quoting_style="needed"))
    text = sink.getvalue().to_pybytes().decode()
    path.write_bytes(text.encode(ENCODING))
    return int(table.num_rows)


def record(year: Year) -> pa.Table:
    """The export as text columns, in the order of its lines."""
    sheet = messy(year.luck, year.walk.rows())
    rows, asked = sheet.rows, year.asked
    item, closing = _seen(year, sheet), rows.step == year.walk.steps.index("Case closed")
    sent = rows.step == year.walk.steps.index("Send parcel")
    luck, never = year.luck, np.zeros(year.luck.cases, dtype=bool)
    carrier = luck.pick("carrier", np.array([0.5, 0.3, 0.2]))

    def about(values: Ints, levels: Sequence[str], missing: Bools = never, there: Bools | None = None) -> pa.Array:
        return _words(values[rows.case], levels, _shown(~missing[rows.case], there))

    return pa.table(
        {
            "case_id": _numbers("R25-%06d", np.arange(luck.cases))[rows.case],
            "activity": _words(rows.step, year.walk.steps),
            "started_at": _times(rows.start, sheet.start_known & ~sheet.lost),
            "finished_at": _finished(sheet),
            "employee": _words(rows.who, PEOPLE, sheet.who_known & (rows.who >= 0)),
            "team": _words(rows.team, names.TEAMS),
            "customer_id": _numbers("K-%05d", _shuffled(year))[rows.case],
            "channel": about(asked.channel, names.CHANNELS),
            "request": about(asked.kind, names.REQUESTS),
            "urgency": about(asked.urgency, names.URGENCIES, gap(luck, "urgency")),
            "order_value": _money(asked.value, gap(luck, "order_value"), rows.case),
            "campaign": about(asked.campaign, names.CAMPAIGNS),
            "product": about(asked.product, names.PRODUCTS, gap(luck, "product"), item),
            "supplier": about(asked.supplier, names.SUPPLIERS, gap(luck, "supplier"), item),
            "stock_out": about(year.broke.stock_out.astype(np.int64), ("no", "yes"), never, item),
            "carrier": about(carrier, names.CARRIERS, never, sent),
            "promise_kept": about(year.said.kept, ("no", "yes"), year.said.kept < 0, closing),
            "rating": about(year.said.rating - 1, ("1", "2", "3", "4", "5"), year.said.rating == 0, closing),
        }
    )


def _seen(year: Year, sheet: Sheet) -> Bools:
    """On which rows the item is known: from its first look-up on."""
    rows = sheet.rows
    looked = np.full(year.luck.cases, np.inf)
    here = rows.step == year.walk.steps.index(FROM_STEP)
    np.minimum.at(looked, rows.case[here], rows.done[here])
    found: Bools = rows.done >= looked[rows.case]
    return found


def _shown(there: Bools, also: Bools | None) -> Bools:
    return there if also is None else there & also


def _words(codes: Ints, levels: Sequence[str], there: Bools | None = None) -> pa.Array:
    shown = codes >= 0 if there is None else there & (codes >= 0)
    indices = pa.array(np.maximum(codes, 0).astype(np.int32), mask=~shown)
    return pa.DictionaryArray.from_arrays(indices, pa.array(levels)).dictionary_decode()


def _numbers(pattern: str, codes: Ints) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    return np.array([pattern % code for code in codes.tolist()])


def _shuffled(year: Year) -> Ints:
    """Customer numbers do not tell who came first."""
    numbers = 10_000 + year.luck.generator("customer numbers").permutation(int(year.customer.max()) + 1)
    found: Ints = numbers[year.customer]
    return found


def _money(value: Floats, missing: Bools, case: Ints) -> pa.Array:
    text = np.array([f"{v:.2f}".replace(".", ",") for v in value.tolist()])
    return pa.array(text[case], mask=missing[case])


def _times(t: Floats, there: Bools) -> pa.Array:
    seconds = pa.array(t.astype(np.int64), mask=~there).cast(pa.timestamp("s"))
    return pc.strftime(seconds, format="%d.%m.%Y %H:%M:%S")


def _finished(sheet: Sheet) -> pa.Array:
    known = np.ones(len(sheet.lost), dtype=bool)
    return pc.if_else(pa.array(sheet.lost), UNREADABLE, _times(sheet.rows.done, known))
