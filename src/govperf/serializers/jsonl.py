"""JSON Lines: one tidy row a line. Numbers are written digit by digit, never through a float.

Losses: those of `govperf.serializers.tidy`. The table `disclosures` has none, and it alone can be loaded: a whole
disclosure a line, as `govperf.serializers.json` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from pathlib import Path
from typing import IO, Final

from govperf.model.disclosures import Disclosure
from govperf.serializers.tidy import HEADS_ZH, Value, read_rows

__all__ = ["LOSSLESS", "SUFFIXES", "dump", "dump_rows", "dump_value", "dumps", "load", "write"]

SUFFIXES: Final = (".jsonl", ".ndjson")
LOSSLESS: Final = True


def dumps(disclosure: Disclosure, *, table: str = "indicators", chinese: bool = False) -> bytes:
    """The rows of a tidy table, one JSON object a line, in UTF-8; of the table `disclosures` the one line."""
    if table == "disclosures":
        from govperf.serializers.json import dump_line

        return dump_line(disclosure)
    return dump_rows(read_rows(disclosure, table), chinese=chinese).encode()


def dump(
    disclosures: Iterable[Disclosure], target: Path, *, table: str = "indicators", chinese: bool = False
) -> None:
    """The rows of all disclosures, one after the other; of the table `disclosures` a line each. Raises OSError if they
    cannot be written.
    """
    with target.open("wb") as out:
        write(disclosures, out, table=table, chinese=chinese)


def write(
    disclosures: Iterable[Disclosure], out: IO[bytes], *, table: str = "indicators", chinese: bool = False
) -> None:
    """The same into what is open."""
    for disclosure in disclosures:
        out.write(dumps(disclosure, table=table, chinese=chinese))


def load(source: Path) -> Iterator[Disclosure]:
    """The disclosures of a file that has one a line, one at a time; of an empty file none.

    Raises:
        ReadError: a line is none, with its number; a line is a tidy row, from which none can be made.
        OSError: the file cannot be read.
    """
    from govperf.serializers.json import load_lines

    with source.open("rb") as lines:
        yield from load_lines(lines)


def dump_rows(rows: Iterable[Mapping[str, Value]], *, chinese: bool = False) -> str:
    """Rows as JSON Lines; with `chinese`, the keys are the Chinese heads."""
    return "".join(_line(row, chinese=chinese) for row in rows)


def _line(row: Mapping[str, Value], *, chinese: bool) -> str:
    keys = _KEYS_ZH if chinese else _KEYS
    pairs = [f"{keys.get(key) or encode_basestring(key)}: {dump_value(value)}" for key, value in row.items()]
    return "{" + ", ".join(pairs) + "}\n"


def dump_value(value: Value) -> str:
    """One value; the standard encoder would send a Decimal through a float, and is slow for so little."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


_KEYS: Final = {key: encode_basestring(key) for key in HEADS_ZH}
_KEYS_ZH: Final = {key: encode_basestring(head) for key, head in HEADS_ZH.items()}
