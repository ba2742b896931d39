"""CSV: one tidy row a line, in UTF-8 with a byte-order mark, so that Excel shows Chinese as Chinese.

Losses: those of `govperf.serializers.tidy`; null and "" are both an empty field; a text that a spreadsheet would run as
a formula gets an apostrophe before it.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Final

from govperf.errors import InputError
from govperf.model.disclosures import Disclosure
from govperf.serializers.finance import TABLES, FinanceRow, export_finance
from govperf.serializers.tidy import HEADS_ZH, Value, read_columns, read_rows

__all__ = ["LOSSLESS", "SUFFIXES", "dump", "dump_finance", "dumps", "write"]

SUFFIXES: Final = (".csv",)
LOSSLESS: Final = False

_MARK: Final = codecs.BOM_UTF8
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


def dumps(disclosure: Disclosure, *, table: str = "indicators") -> bytes:
    """The rows of a tidy table, or of a table for finance systems, below its heads."""
    out = io.BytesIO(_MARK)
    out.seek(len(_MARK))
    write([disclosure], out, table=table)
    return out.getvalue()


def dump(
    disclosures: Iterable[Disclosure], target: Path, *, table: str = "indicators", chinese: bool = False
) -> None:
    """The rows of all disclosures, one after the other. Raises OSError if they cannot be written."""
    with target.open("wb") as out:
        out.write(_MARK)
        write(disclosures, out, table=table, chinese=chinese)


def write(
    disclosures: Iterable[Disclosure], out: IO[bytes], *, table: str = "indicators", chinese: bool = False
) -> None:
    """The heads and rows, without a byte-order mark, into what is open."""
    finance = TABLES.get(table)
    columns = tuple(read_columns((), table)) if finance is None else finance.names
    heads = columns if finance or not chinese else [HEADS_ZH[column] for column in columns]
    out.write(_format(columns, heads, ()).encode())
    for disclosure in disclosures:
        rows = read_rows(disclosure, table) if finance is None else export_finance(disclosure)[table]
        out.write(_format(columns, None, rows).encode())


def dump_finance(rows: Mapping[str, Iterable[FinanceRow]], table: str) -> bytes:
    """One table of the rows that `export_finance` made."""
    if table not in TABLES:
        raise InputError("there is no such table", text=table, hint=f"choose from {', '.join(TABLES)}")
    columns = TABLES[table].names
    return _MARK + _format(columns, columns, rows.get(table, ())).encode()


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
