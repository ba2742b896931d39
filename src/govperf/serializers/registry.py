"""Which serializer a suffix needs: one for a single disclosure, or a stream for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Final, cast

from govperf.errors import InputError
from govperf.serializers._finance.tables import FinanceRow
from govperf.serializers.base import Serializer, Stream

__all__ = ["CARRIER", "dump_finance_rows", "find_serializer", "find_stream"]

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
_STREAMS: Final = {
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".duckdb": "duckdb",
}
_LOSSLESS_STREAMS: Final = (".jsonl", ".sqlite", ".duckdb")


def find_serializer(suffix: str, *, lossless: bool = False) -> Serializer:
    """The serializer for a suffix; with `lossless`, only one that can load again.

    Raises:
        InputError: there is none.
    """
    known = _LOSSLESS if lossless else tuple(_MODULES)
    if suffix.lower() not in known:
        streams = _LOSSLESS_STREAMS if lossless else tuple(_STREAMS)
        raise InputError(
            "a disclosure cannot be loaded from such a file"
            if lossless
            else "a disclosure cannot go into such a file",
            text=suffix,
            hint=f"use {', '.join(dict.fromkeys((*known, *streams)))}",
        )
    return cast("Serializer", import_module(f"govperf.serializers.{_MODULES[suffix.lower()]}"))


def find_stream(suffix: str, *, lossless: bool = False) -> Stream | None:
    """The stream for a suffix, or None if there is none; with `lossless`, only one that can load again."""
    name = _STREAMS.get(suffix.lower())
    if name is None or (lossless and suffix.lower() not in _LOSSLESS_STREAMS):
        return None
    return cast("Stream", import_module(f"govperf.serializers.{name}"))


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
