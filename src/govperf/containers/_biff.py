"""Binary workbooks (.xls, MS-XLS): the number formats and the size of each sheet.

The values come from calamine, which knows neither. Only the records that say where a cell is and how it is
shown are read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from attrs import field, frozen

from govperf.containers._number_formats import is_plain
from govperf.errors import ReadError

__all__ = ["Formats", "builtin_format", "read_formats"]

_BOUND_SHEET: Final = 0x85
_FILE_PASS: Final = 0x2F
_FORMAT: Final = 0x41E
_XF: Final = 0xE0
_BOF: Final = 0x809
_EOF: Final = 0x0A
_MUL_RK: Final = 0xBD
_FORMULA: Final = 0x06
_BOOL_ERROR: Final = 0x205
_TEXTS: Final = frozenset({0xFD, 0x204, 0xD6})
_NUMBERS: Final = frozenset({0x203, 0x27E, _FORMULA, _BOOL_ERROR})
_FALLIBLE: Final = frozenset({_FORMULA, _BOOL_ERROR})
_BIFF8: Final = 0x600
_ERRORS: Final = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}


@frozen(slots=True)
class Formats:
    """How the cells of a sheet are shown, and how far it reaches.

    Attributes:
        codes: the number format of each cell (row and column from 0) that has one besides General.
        rows, columns: down to the last row and column with a value.
        errors: what the cells show whose formula failed; calamine leaves them blank.
    """

    codes: dict[tuple[int, int], str]
    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(factory=dict)


_CHINESE: Final = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
}


def builtin_format(number: int) -> str:
    """The code of a built-in format as Chinese Excel has it (ECMA-376 part 1, 18.8.30, zh-cn)."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return _CHINESE.get(number) or str(BUILTIN_FORMATS.get(number, "General"))


def read_formats(stream: bytes) -> list[Formats]:
    """The formats of each sheet, in order. Raises ReadError if the workbook is encrypted."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    starts: list[int] = []
    version = _BIFF8
    for kind, start, size in _records(stream, 0):
        if kind == _FILE_PASS:
            raise ReadError("the workbook is encrypted", hint="save it without a password")
        if kind == _BOF and size >= 2:  # noqa: PLR2004  # Its version is two bytes.
            version = struct.unpack_from("<H", stream, start)[0]
        elif kind == _FORMAT and size > 4:  # noqa: PLR2004
            codes[struct.unpack_from("<H", stream, start)[0]] = _text(
                stream[start + 2 : start + size], version
            )
        elif kind == _XF and size >= 4:  # noqa: PLR2004
            styles.append(struct.unpack_from("<H", stream, start + 2)[0])
        elif kind == _BOUND_SHEET and size >= 4:  # noqa: PLR2004
            starts.append(struct.unpack_from("<I", stream, start)[0])
    shown = {
        index: code
        for index, number in enumerate(styles)
        if not is_plain(code := codes.get(number) or builtin_format(number))
    }
    return [_sheet(stream, start, shown) for start in starts]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, start and size of each record down to the end of this part of the stream."""
    unpack, last = struct.Struct("<HH").unpack_from, len(stream) - 4
    while start <= last:
        kind, size = unpack(stream, start)
        start += 4
        if start + size > len(stream):
            return
        yield kind, start, size
        if kind == _EOF:
            return
        start += size


def _sheet(stream: bytes, start: int, shown: dict[int, str]) -> Formats:
    codes: dict[tuple[int, int], str] = {}
    errors: dict[tuple[int, int], str] = {}
    rows = columns = 0
    unpack = struct.Struct("<HHH").unpack_from
    for kind, at, size in _records(stream, start):
        if size < 6 or not (kind in _TEXTS or kind in _NUMBERS or kind == _MUL_RK):  # noqa: PLR2004
            continue
        row, column, style = unpack(stream, at)
        end = column
        if kind == _MUL_RK:
            end = column + (size - 6) // 6 - 1
            for place in range(column, end + 1):
                style = struct.unpack_from("<H", stream, at + 4 + 6 * (place - column))[0]
                if style in shown:
                    codes[row, place] = shown[style]
        elif kind in _NUMBERS and style in shown:
            codes[row, column] = shown[style]
        if kind in _FALLIBLE and (error := _error(stream[at : at + size], kind)) is not None:
            errors[row, column] = error
        rows, columns = max(rows, row + 1), max(columns, end + 1)
    return Formats(codes, rows, columns, errors)


def _error(record: bytes, kind: int) -> str | None:
    """What a cell shows that holds an error, or a formula that gave one."""
    if kind == _BOOL_ERROR and record[7:8] == b"\1":
        return _ERRORS.get(record[6])
    if kind == _FORMULA and record[6:7] == b"\2" and record[12:14] == b"\xff\xff":
        return _ERRORS.get(record[8])
    return None


def _text(data: bytes, version: int) -> str:
    """A string with its length before it: one byte of length in old versions, two and a flag in BIFF8."""
    if version < _BIFF8:
        return data[1 : 1 + data[0]].decode("gb18030", "replace")
    length, flag = struct.unpack_from("<HB", data)
    return (
        data[3 : 3 + 2 * length].decode("utf-16-le", "replace")
        if flag & 1
        else data[3 : 3 + length].decode("latin-1")
    )
