"""Which serializer a suffix needs: one for a single disclosure, or a stream for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, Final, cast

from govperf.errors import InputError
from govperf.serializers._finance.tables import FinanceRow
from govperf.serializers.base import Serializer, Stream, Text

__all__ = ["CARRIER", "dump_finance_rows", "find_serializer", "find_stream", "find_text"]

CARRIER: Final = "_govperf"
"""The name of the hidden sheet by which a workbook that govperf wrote is known."""

_SINGLE: Final = {
    ".json": "json",
    ".xlsx": "workbook",
    ".sql": "finance_sql",
    ".xml": "iati",
    ".zip": "datapackage",
}
_STREAMS: Final = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".duckdb": "duckdb",
}


def find_serializer(suffix: str, *, lossless: bool = False) -> Serializer:
    """The serializer for a suffix; with `lossless`, only one that can load again.

    Raises:
        InputError: there is none; the message names the streams, too.
    """
    found: Serializer | None = _find(_SINGLE, suffix, lossless=lossless)
    if found is None:
        known = [
            one for names in (_SINGLE, _STREAMS) for one in names if _find(names, one, lossless=lossless)
        ]
        way = "be loaded from" if lossless else "go into"
        raise InputError(
            f"a disclosure cannot {way} such a file", text=suffix, hint=f"use {', '.join(known)}"
        )
    return found


def find_stream(suffix: str, *, lossless: bool = False) -> Stream | None:
    """The stream for a suffix, or None if there is none; with `lossless`, only one that can load again."""
    found: Stream | None = _find(_STREAMS, suffix, lossless=lossless)
    return found


def find_text(kind: str) -> Text:
    """The stream of a kind of text: `jsonl` or `csv`."""
    return cast("Text", import_module(f"govperf.serializers.{_STREAMS[f'.{kind}']}"))


def _find(names: Mapping[str, str], suffix: str, *, lossless: bool) -> Any:
    """The module of a suffix; None if there is none, or if it loses something and must not."""
    name = names.get(suffix.lower())
    module = import_module(f"govperf.serializers.{name}") if name else None
    return None if module and lossless and not module.LOSSLESS else module


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
