"""Binary workbooks (.xls, MS-XLS, BIFF5 and BIFF8), read record by record.

calamine reads them too, but ends the whole process when a damaged file states an absurd length, and drops the
formats of numbers. Every length is checked here against what is there.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Final

from attrs import define, field

from govperf.containers._biff_strings import read_shared, read_text
from govperf.containers._number_formats import builtin_format, display
from govperf.containers._tables import MAX_CELLS, Merge, check_size, lay_out
from govperf.errors import ReadError
from govperf.grid import Grid

__all__ = ["read_workbook"]

_BOF, _EOF, _CONTINUE, _FILE_PASS = 0x809, 0x0A, 0x3C, 0x2F
_BOUND_SHEET, _FORMAT, _XF, _SHARED, _DATE_MODE = 0x85, 0x41E, 0xE0, 0xFC, 0x22
_LABEL_SHARED, _LABEL, _RICH, _STRING, _MERGED = 0xFD, 0x204, 0xD6, 0x207, 0xE5
_NUMBER, _RK, _MUL_RK, _FORMULA, _BOOL_ERROR = 0x203, 0x27E, 0xBD, 0x06, 0x205
_BIFF8: Final = 0x600
_MAX_BYTES: Final = 48 << 20
_ERRORS: Final = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
_RK_CELL, _DOUBLE, _HALVES = struct.Struct("<HI"), struct.Struct("<d"), struct.Struct("<II")
# Days from the first of January 1900 to that of 1904, where old workbooks of the Macintosh begin to count.
_SINCE_1904: Final = 1462.0


@define(slots=True)
class _Book:
    """What the cells of all sheets refer to."""

    version: int = _BIFF8
    shift: float = 0.0
    shared: list[str] = field(factory=list)
    codes: dict[int, str] = field(factory=dict)
    styles: list[int] = field(factory=list)
    sheets: list[tuple[int, str]] = field(factory=list)

    formats: dict[int, str] = field(factory=dict)

    def show(self, value: float, style: int) -> str:
        """A number as shown in a style."""
        code = self.formats.get(style)
        if code is None:
            number = self.styles[style] if style < len(self.styles) else 0
            code = self.formats[style] = self.codes.get(number) or builtin_format(number)
        return display(value + self.shift if self.shift and _is_date(code) else value, code)


@define(slots=True)
class _Sheet:
    """The cells of a sheet, by row and column from 0."""

    book: _Book
    texts: dict[tuple[int, int], str] = field(factory=dict)
    merges: list[Merge] = field(factory=list)
    awaited: tuple[int, int] | None = None

    def grid(self, page: int, name: str) -> Grid:
        """The grid; raises ReadError if it is too large."""
        rows_filled, columns_filled = zip(*self.texts, strict=True) if self.texts else ((-1,), (-1,))
        height, width = max(rows_filled) + 1, max(columns_filled) + 1
        check_size(height, width, where=f"sheet {name!r}")
        rows = [[""] * width for _ in range(height)]
        for (row, column), text in self.texts.items():
            rows[row][column] = text
        return lay_out(rows, self.merges, page=page, name=name)


def read_workbook(stream: bytes) -> Iterator[Grid]:
    """The worksheets in order. Raises ReadError if the workbook is encrypted, damaged or too large."""
    if len(stream) > _MAX_BYTES:
        raise ReadError(
            f"{len(stream) >> 20:,} MB of binary workbook are no table", hint="save the table alone"
        )
    try:
        book = _read_book(stream)
        for page, (start, name) in enumerate(book.sheets, 1):
            sheet = _Sheet(book)
            for kind, record in _records(stream, start):
                reader = _READERS.get(kind)
                if reader:
                    reader(sheet, record)
                    if len(sheet.texts) > MAX_CELLS:
                        check_size(len(sheet.texts), 1, where=f"sheet {name!r}")
            yield sheet.grid(page, name)
    except (struct.error, IndexError) as error:
        raise ReadError("the workbook is damaged: a record is too short", hint="save it again") from error


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, without those of charts within it."""
    unpack, end, depth = struct.Struct("<HH").unpack_from, len(stream) - 4, 0
    while 0 <= start <= end:
        kind, size = unpack(stream, start)
        start += 4 + size
        if kind & 0xFF == _BOF & 0xFF and kind <= _BOF:
            depth += 1
        if depth <= 1:
            yield kind, stream[start - size : start]
        if kind == _EOF:
            depth -= 1
            if depth <= 0:
                return


def _read_book(stream: bytes) -> _Book:
    book = _Book()
    shared: list[bytes] = []
    last = 0
    for kind, record in _records(stream, 0):
        if kind == _FILE_PASS:
            raise ReadError("the workbook is encrypted", hint="save it without a password")
        if kind == _SHARED or (kind == _CONTINUE and last == _SHARED):
            shared.append(record)
        else:
            _read_global(book, kind, record)
        last = last if kind == _CONTINUE else kind
    book.shared = read_shared(shared)
    return book


def _read_global(book: _Book, kind: int, record: bytes) -> None:
    if kind == _BOF:
        book.version = struct.unpack_from("<H", record)[0]
        if book.version not in {_BIFF8, 0x500}:
            raise ReadError("a workbook of before Excel 5", hint="save it as .xlsx")
    elif kind == _FORMAT:
        book.codes[struct.unpack_from("<H", record)[0]] = _read_name(
            book, record[2:], wide=book.version == _BIFF8
        )
    elif kind == _XF:
        book.styles.append(struct.unpack_from("<H", record, 2)[0])
    elif kind == _DATE_MODE and record[:1] == b"\1":
        book.shift = _SINCE_1904
    elif kind == _BOUND_SHEET:
        start, _, sort = struct.unpack_from("<IBB", record)
        if sort == 0:
            book.sheets.append((start, _read_name(book, record[6:], wide=False)))


def _read_name(book: _Book, data: bytes, *, wide: bool) -> str:
    """A string after its length, which takes two bytes if `wide`, else one."""
    length = struct.unpack_from("<H" if wide else "<B", data)[0]
    return read_text(data[1 + wide :], length, is_new=book.version == _BIFF8)


def _read_shared_label(sheet: _Sheet, record: bytes) -> None:
    row, column, _, index = struct.unpack_from("<HHHI", record)
    sheet.texts[row, column] = sheet.book.shared[index]


def _read_label(sheet: _Sheet, record: bytes) -> None:
    row, column, _, length = struct.unpack_from("<HHHH", record)
    sheet.texts[row, column] = read_text(record[8:], length, is_new=sheet.book.version == _BIFF8)


def _read_number(sheet: _Sheet, record: bytes) -> None:
    row, column, style, value = struct.unpack_from("<HHHd", record)
    sheet.texts[row, column] = sheet.book.show(value, style)


def _read_rk(sheet: _Sheet, record: bytes) -> None:
    row, column, style, packed = struct.unpack_from("<HHHI", record)
    sheet.texts[row, column] = sheet.book.show(_unpack_rk(packed), style)


def _read_rks(sheet: _Sheet, record: bytes) -> None:
    row, first = struct.unpack_from("<HH", record)
    texts, show = sheet.texts, sheet.book.show
    packs = _RK_CELL.iter_unpack(record[4 : 4 + (len(record) - 6) // 6 * 6])
    for column, (style, packed) in enumerate(packs, first):
        texts[row, column] = show(_unpack_rk(packed), style)


def _unpack_rk(packed: int) -> float:
    """A number in 30 bits (MS-XLS 2.5.217): an integer or half a double, perhaps in hundredths."""
    if packed & 2:
        value: float = (packed >> 2) - (1 << 30 if packed & 0x80000000 else 0)
    else:
        (value,) = _DOUBLE.unpack(_HALVES.pack(0, packed & 0xFFFFFFFC))
    return value / 100 if packed & 1 else value


def _read_formula(sheet: _Sheet, record: bytes) -> None:
    """The result of a formula; a text follows in a record of its own (MS-XLS 2.5.133)."""
    row, column, style = struct.unpack_from("<HHH", record)
    sheet.awaited = None
    if record[12:14] != b"\xff\xff":
        sheet.texts[row, column] = sheet.book.show(struct.unpack_from("<d", record, 6)[0], style)
    elif record[6] == 0:
        sheet.awaited = row, column
    elif record[6] in {1, 2}:
        sheet.texts[row, column] = _show_flag(record[8], is_error=record[6] == 2)  # noqa: PLR2004


def _read_result(sheet: _Sheet, record: bytes) -> None:
    if sheet.awaited:
        sheet.texts[sheet.awaited] = _read_name(sheet.book, record, wide=True)
        sheet.awaited = None


def _read_flag(sheet: _Sheet, record: bytes) -> None:
    row, column, _, value, is_error = struct.unpack_from("<HHHBB", record)
    sheet.texts[row, column] = _show_flag(value, is_error=bool(is_error))


def _show_flag(value: int, *, is_error: bool) -> str:
    return _ERRORS.get(value, "#ERR") if is_error else display(bool(value))


def _read_merges(sheet: _Sheet, record: bytes) -> None:
    for index in range(min(struct.unpack_from("<H", record)[0], (len(record) - 2) // 8)):
        top, bottom, left, right = struct.unpack_from("<HHHH", record, 2 + 8 * index)
        if top <= bottom and left <= right and len(sheet.merges) < MAX_CELLS:
            sheet.merges.append(Merge(top, left, bottom - top + 1, right - left + 1))


def _is_date(code: str) -> bool:
    from openpyxl.styles.numbers import is_date_format

    return bool(is_date_format(code))


_READERS: Final[dict[int, Callable[[_Sheet, bytes], None]]] = {
    _LABEL_SHARED: _read_shared_label,
    _LABEL: _read_label,
    _RICH: _read_label,
    _NUMBER: _read_number,
    _RK: _read_rk,
    _MUL_RK: _read_rks,
    _FORMULA: _read_formula,
    _STRING: _read_result,
    _BOOL_ERROR: _read_flag,
    _MERGED: _read_merges,
}
