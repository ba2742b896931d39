"""JSON Lines: one tidy row a line. Numbers are written digit by digit, never through a float.

Losses: those of `govperf.serializers.tidy`. The table `disclosures` has none: a whole disclosure a line, as
`govperf.serializers.json` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from govperf.errors import InputError
from govperf.model.disclosures import Disclosure
from govperf.serializers.tidy import HEADS_ZH, Row, Value, read_rows

__all__ = ["LOSSLESS", "SUFFIXES", "dump_rows", "dumps", "load", "loads"]

SUFFIXES: Final = (".jsonl", ".ndjson")
LOSSLESS: Final = False


def dumps(disclosure: Disclosure, *, table: str = "indicators") -> bytes:
    """The rows of a tidy table, one JSON object a line, in UTF-8; of the table `disclosures` the one line."""
    if table == "disclosures":
        from govperf.serializers.json import dump_line

        return dump_line(disclosure)
    return dump_rows(read_rows(disclosure, table)).encode()


def load(source: Path) -> Iterator[Disclosure]:
    """The disclosures of a file that has one a line, one at a time. Raises ReadError, and OSError if it cannot be read."""
    from govperf.serializers.json import load_lines

    with source.open("rb") as lines:
        yield from load_lines(lines)


def loads(data: bytes) -> Disclosure:
    """Tidy rows cannot be made into a disclosure again. Raises InputError."""
    raise InputError(
        "tidy rows lose too much to be loaded", text=data[:20].decode("utf-8", "replace"), hint="use .json"
    )


def dump_rows(rows: Iterable[Row], *, chinese: bool = False) -> str:
    """Rows as JSON Lines; with `chinese`, the keys are the Chinese heads."""
    return "".join(_line(row, chinese=chinese) for row in rows)


def _line(row: Row, *, chinese: bool) -> str:
    pairs = (f"{_text(HEADS_ZH[key] if chinese else key)}: {_value(value)}" for key, value in row.items())
    return "{" + ", ".join(pairs) + "}\n"


def _value(value: Value) -> str:
    """One value; the standard encoder would send a Decimal through a float."""
    return format(value, "f") if isinstance(value, Decimal) else _text(value)


def _text(value: str | int | None) -> str:
    return json.dumps(value, ensure_ascii=False)
