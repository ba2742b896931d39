"""Comma-separated values: one table, no merged cells.

What a spreadsheet would take for a formula is written with an apostrophe before it (`=1+1` as `'=1+1`),
and so is a text that already begins with apostrophes and such a sign; reading takes one apostrophe off
again, so every text comes back as it was. Numbers are left alone: `-12.5` stays a number.

Reading takes commas, tabs, semicolons or bars, whichever parts the lines alike, in any encoding of `decode`.

Losses of writing: merged cells become their text and blank cells; several grids follow each other after a
blank row and come back as one.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from govperf.containers._decoding import decode
from govperf.containers._tables import check_bytes, check_size, gather, lay_out, normalize
from govperf.errors import ReadError
from govperf.grid import Grid

__all__ = ["NAME", "SUFFIXES", "read", "recognize", "write"]

NAME = "csv"
SUFFIXES: tuple[str, ...] = (".csv",)

_LOOK = 1 << 16
_DELIMITERS = ",\t;|"
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_QUOTED_FIELD = re.compile(r'(?:^|[,\t;])"(?:[^"]|"")*"(?=[,\t;\r\n]|$)', re.MULTILINE)
_ALIKE = 0.7
_LINES = 200

_BINARY = re.compile(rb"^(?:PK|%PDF|\xd0\xcf\x11\xe0|\x89PNG|\xff\xd8\xff|\s*<)")
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d+)?%?", re.ASCII)
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_ESCAPED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")
_SPECIAL = re.compile(r'[",;|\t\r\n]|^\s|\s$')


def recognize(data: bytes, /) -> str:
    """What says so: most lines have the same number of commas or semicolons, or cells stand in quotes."""
    if _BINARY.match(data[:100]):
        return ""
    head = data[:_LOOK]
    if len(data) > _LOOK:
        head = head[: head.rfind(b"\n") + 1 or None]
    try:
        text = decode(head[: len(head) // 2 * 2] if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else head)
    except ReadError:
        return ""
    if "\0" in text:
        return ""
    mark = next((mark for mark in ",;" if _is_even(text, mark)), None) if not _has_tabs(text) else None
    if mark is not None:
        return f"lines with the same number of {mark!r} each"
    return "cells in quotation marks" if _QUOTED_FIELD.search(text) else ""


def read(data: bytes, /) -> tuple[Grid, ...]:
    """The one grid of the file, or none if it is blank. Raises ReadError for what is too large or no text."""
    check_bytes(data)
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        return ()
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    delimiter = _find_delimiter(text[:_LOOK])
    check_size(text.count(delimiter) + text.count("\n"), 1)
    return gather([lay_out([[_unescape(field) for field in row] for row in _parse(text, delimiter)])])


def write(grids: Sequence[Grid], /) -> bytes:
    """UTF-8 with a byte order mark, without which Excel would take it for GBK."""
    lines = [line for grid in grids for line in ("", *_lines(normalize(grid)))]
    return ("\ufeff" + "".join(f"{line}\r\n" for line in lines[1:])).encode()


def _parse(text: str, delimiter: str) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from rows
    except csv.Error as error:
        raise ReadError(
            "a cell of this table does not end",
            where=f"line {rows.line_num}",
            hint="look for a quotation mark that is not closed",
        ) from error


def _find_delimiter(text: str) -> str:
    """The mark that most lines have equally often; a comma if none has."""
    shares = {mark: _share(text, mark) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: shares[mark])


def _is_even(text: str, mark: str) -> bool:
    """Whether most lines have the mark equally often, and there are two of them at least."""
    return sum(map(len, _counts(text, mark))) > 1 and _share(text, mark) >= _ALIKE


def _has_tabs(text: str) -> bool:
    """Whether tabs part most lines, which have no other mark then."""
    counts = [count for table in _counts(text, "\t") for count in table]
    return 2 * sum(map(bool, counts)) >= len(counts) > 0


def _share(text: str, mark: str) -> float:
    """Which part of the lines has the mark as often as the most usual line of their table; blank lines part tables."""
    tables = _counts(text, mark)
    usual = _most_usual(count for table in tables for count in table)
    alike = [table.count(_most_usual(table) if len(table) > 1 else usual) for table in tables]
    return sum(alike) / sum(map(len, tables)) if usual else 0.0


def _most_usual(counts: Iterable[int]) -> int:
    """The number that most lines have which have the mark at all; 0 if none has."""
    common = Counter(count for count in counts if count).most_common(1)
    return common[0][0] if common else 0


def _counts(text: str, mark: str) -> list[list[int]]:
    """How often the mark stands in each line outside quotes, table by table."""
    lines = islice(_QUOTED.sub("", text).split("\n"), _LINES)
    tables = groupby(lines, key=lambda line: bool(line.strip()))
    return [[line.count(mark) for line in table] for printed, table in tables if printed]


def _lines(grid: Grid) -> Iterator[str]:
    width = max(map(len, grid.rows), default=0)
    for row in grid:
        fields = [_quote(_escape(cell.text)) for cell in row]
        yield ",".join(fields + [""] * (width - len(row)))


def _escape(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _unescape(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text
