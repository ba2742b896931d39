"""CSV: one tidy row a line, in UTF-8 with a byte-order mark, so that Excel shows Chinese as Chinese.

Losses: those of `govperf.serializers.tidy`; null and "" are both an empty field; a text that a spreadsheet would run as
a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from govperf.errors import InputError
from govperf.model.disclosures import Disclosure
from govperf.serializers.finance import TABLES, FinanceRow, export_finance
from govperf.serializers.tidy import COLUMNS, HEADS_ZH, Row, Value, read_columns, read_rows

__all__ = ["LOSSLESS", "SUFFIXES", "dump", "dump_finance", "dump_rows", "dumps", "loads"]

SUFFIXES: Final = (".csv",)
LOSSLESS: Final = False

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


def dumps(disclosure: Disclosure, *, table: str = "indicators") -> bytes:
    """The rows of a tidy table, or of a table for finance systems, below its heads."""
    if table in TABLES:
        return dump_finance(export_finance(disclosure), table)
    rows = read_rows(disclosure, table)
    return ("\ufeff" + dump_rows(rows, COLUMNS[table])).encode()


def dump(
    disclosures: Iterable[Disclosure], target: Path, *, table: str = "indicators", chinese: bool = False
) -> None:
    """The rows of all disclosures, one after the other. Raises OSError if they cannot be written."""
    finance = TABLES.get(table)
    columns = tuple(read_columns((), table)) if finance is None else finance.names
    with target.open("w", encoding="utf-8-sig", newline="") as out:
        out.write(_format(columns, columns if finance else _heads(columns, chinese=chinese), ()))
        for disclosure in disclosures:
            rows = read_rows(disclosure, table) if finance is None else export_finance(disclosure)[table]
            out.write(_format(columns, None, rows))


def dump_finance(rows: Mapping[str, Iterable[FinanceRow]], table: str) -> bytes:
    """One table of the rows that `export_finance` made."""
    if table not in TABLES:
        raise InputError("there is no such table", text=table, hint=f"choose from {', '.join(TABLES)}")
    columns = TABLES[table].names
    return ("\ufeff" + _format(columns, columns, rows.get(table, ()))).encode()


def loads(data: bytes) -> Disclosure:
    """Tidy rows cannot be made into a disclosure again. Raises InputError."""
    raise InputError(
        "tidy rows lose too much to be loaded", text=data[:20].decode("utf-8", "replace"), hint="use .json"
    )


def dump_rows(
    rows: Iterable[Row], columns: Sequence[str], *, chinese: bool = False, heads: bool = True
) -> str:
    """Rows as CSV text; with `chinese`, under the Chinese heads; without `heads`, to go on below others."""
    return _format(columns, _heads(columns, chinese=chinese) if heads else None, rows)


def _heads(columns: Sequence[str], *, chinese: bool) -> Sequence[str]:
    return [HEADS_ZH[column] for column in columns] if chinese else columns


def _format(columns: Sequence[str], heads: Sequence[str] | None, rows: Iterable[Mapping[str, Value]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if heads is not None:
        writer.writerow(heads)
    writer.writerows([_field(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def _field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return str(value)
