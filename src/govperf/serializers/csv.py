"""CSV: one tidy row a line, in UTF-8 with a byte-order mark, so that Excel shows Chinese as Chinese.

Losses: those of `govperf.serializers.tidy`; null and "" are both an empty field; a text that a spreadsheet would run as
a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from govperf.errors import InputError
from govperf.model.disclosures import Disclosure
from govperf.serializers.tidy import COLUMNS, HEADS_ZH, Row, Value, read_columns, read_rows

__all__ = ["LOSSLESS", "SUFFIXES", "dump", "dump_rows", "dumps", "loads"]

SUFFIXES: Final = (".csv",)
LOSSLESS: Final = False

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def dumps(disclosure: Disclosure, *, table: str = "indicators") -> bytes:
    """The rows of a tidy table below its heads."""
    rows = read_rows(disclosure, table)
    return ("\ufeff" + dump_rows(rows, COLUMNS[table])).encode()


def dump(
    disclosures: Iterable[Disclosure], target: Path, *, table: str = "indicators", chinese: bool = False
) -> None:
    """The rows of all disclosures, one after the other. Raises OSError if they cannot be written."""
    columns = tuple(read_columns((), table))
    with target.open("w", encoding="utf-8-sig", newline="") as out:
        out.write(dump_rows((), columns, chinese=chinese))
        for disclosure in disclosures:
            out.write(dump_rows(read_rows(disclosure, table), columns, heads=False))


def loads(data: bytes) -> Disclosure:
    """Tidy rows cannot be made into a disclosure again. Raises InputError."""
    raise InputError(
        "tidy rows lose too much to be loaded", text=data[:20].decode("utf-8", "replace"), hint="use .json"
    )


def dump_rows(
    rows: Iterable[Row], columns: Sequence[str], *, chinese: bool = False, heads: bool = True
) -> str:
    """Rows as CSV text; with `chinese`, under the Chinese heads; without `heads`, to go on below others."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if heads:
        writer.writerow([HEADS_ZH[column] if chinese else column for column in columns])
    writer.writerows([_field(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def _field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return str(value)
