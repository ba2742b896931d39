"""Which serializer a suffix needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Final, cast

from govperf.errors import InputError
from govperf.serializers._finance.tables import FinanceRow
from govperf.serializers.base import Serializer

__all__ = ["CARRIER", "dump_finance_rows", "find_serializer"]

CARRIER: Final = "_govperf"
"""The name of the hidden sheet by which a workbook that govperf wrote is known."""

_MODULES: Final = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".xlsx": "workbook",
    ".sql": "finance_sql",
    ".xml": "iati",
    ".zip": "datapackage",
}
_LOSSLESS: Final = (".json", ".xlsx")


def find_serializer(suffix: str, *, lossless: bool = False) -> Serializer:
    """The serializer for a suffix; with `lossless`, only one that can load again.

    Raises:
        InputError: there is none.
    """
    known = _LOSSLESS if lossless else tuple(_MODULES)
    if suffix.lower() not in known:
        raise InputError(
            "a disclosure cannot be loaded from such a file"
            if lossless
            else "a disclosure cannot go into such a file",
            text=suffix,
            hint=f"use {', '.join(known)}",
        )
    return cast("Serializer", import_module(f"govperf.serializers.{_MODULES[suffix.lower()]}"))


def dump_finance_rows(rows: Mapping[str, Iterable[FinanceRow]], suffix: str, table: str) -> bytes:
    """The bytes of a file of this suffix with the rows that `export_finance` made; a .csv holds one table.

    Raises:
        InputError: such rows do not go into such a file, or there is no such table.
    """
    if suffix.lower() == ".sql":
        from govperf.serializers.finance_sql import dump_rows

        return dump_rows(rows).encode()
    if suffix.lower() == ".csv":
        from govperf.serializers.csv import dump_finance

        return dump_finance(rows, table)
    raise InputError(
        "rows for finance systems cannot go into such a file", text=suffix, hint="use .sql, .csv"
    )
