"""Spreadsheets: .xlsx, .xls (also as the XML of Excel 2003) and .ods, those of WPS included.

Each sheet that holds anything is a grid, hidden ones too: `page` is its number, `name` its name. A cell's
text is what a person sees: 0.95 in the format `0%` is `95%`. Values of .xlsx come from calamine, their
formats from our own look at the file; .xls is read record by record; .ods keeps the shown text itself.

Writing gives an .xlsx as districts publish it: see `govperf.containers._printing`. Numbers are written as
numbers where the text comes back exactly, all else as text, formulas never.

Losses of writing: a line of its own (a title, a note) before or after the table is merged over the width of
the table and comes back so.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from govperf.containers._archives import Archive, find_mark
from govperf.containers._biff import read_workbook
from govperf.containers._compound import MAGIC, CompoundFile
from govperf.containers._number_formats import display
from govperf.containers._opendocument import read_opendocument
from govperf.containers._spreadsheet_xml import is_spreadsheet_xml, read_spreadsheet_xml
from govperf.containers._tables import Merge, gather, lay_out, uncollected
from govperf.containers._workbooks import Formats, WorkbookParts
from govperf.errors import ReadError
from govperf.grid import Grid

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["NAME", "SUFFIXES", "read", "read_cells", "recognize", "write"]

_T = TypeVar("_T")

NAME = "excel"
SUFFIXES: tuple[str, ...] = (".xlsx",)

_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_STREAMS = {"Workbook", "Book", "WORKBOOK", "BOOK"}
_ENCRYPTED = "EncryptedPackage"
_WORD = "WordDocument".encode("utf-16-le")


def recognize(data: bytes, /) -> str:
    """What says that this is a workbook, or an encrypted Office file, which does not say what it is."""
    if data.startswith(MAGIC):
        return _find_stream(data)
    if is_spreadsheet_xml(data):
        return "the XML element <Workbook> of Excel 2003"
    return find_mark(data, b"xl/workbook", b"xl/worksheets", b"xl/theme", b"xl/styles", _OPEN_DOCUMENT)


def read(data: bytes, /) -> tuple[Grid, ...]:
    """The sheets that hold anything, in order. Raises ReadError for a damaged, encrypted or outsized file."""
    if data.startswith(MAGIC):
        with uncollected():
            return gather(_read_binary(data))
    if is_spreadsheet_xml(data):
        return gather(read_spreadsheet_xml(data))
    archive = Archive(data)
    if "xl/workbook.bin" in archive:
        raise ReadError("a binary workbook (.xlsb) cannot be read", hint="save it as .xlsx")
    if "xl/workbook.xml" in archive:
        with uncollected():
            return gather(_read_sheets(WorkbookParts(archive, data), _read_sheet))
    if "content.xml" in archive:
        return gather(read_opendocument(archive))
    raise ReadError("no workbook is in this archive", hint="give the spreadsheet itself")


def read_cells(data: bytes, /) -> dict[str, list[list[tuple[str, Decimal | None]]]]:
    """The cells of every sheet of an .xlsx by its name: what each shows, and its number where it holds one.

    Raises:
        ReadError: as for `read`; the file is no .xlsx.
    """
    archive = Archive(data) if recognize(data) and not data.startswith(MAGIC) else None
    if archive is None or "xl/workbook.xml" not in archive:
        raise ReadError("this is no .xlsx workbook", hint="save it as .xlsx")
    with uncollected():
        return dict(_read_sheets(WorkbookParts(archive, data), _read_cells))


def write(grids: Sequence[Grid], /) -> bytes:
    """A workbook (.xlsx), a sheet for each grid. Raises InputError where a grid is larger than a sheet."""
    from govperf.containers._sheets import write_workbook

    return write_workbook(grids)


def _find_stream(data: bytes) -> str:
    try:
        found = sorted(CompoundFile(data).names & {*_STREAMS, _ENCRYPTED})
    except ReadError:
        # The list of its streams is cut off; nothing but a workbook is likely where Word left no name.
        return "" if _WORD in data else "a compound file that names no other stream"
    return f"a compound file with the stream {found[0]}" if found else ""


def _read_binary(data: bytes) -> Iterator[Grid]:
    compound = CompoundFile(data)
    if _ENCRYPTED in compound.names:
        raise ReadError("the file is encrypted", hint="save it without a password")
    stream = next((name for name in sorted(_STREAMS) if name in compound.names), None)
    if stream is None:
        raise ReadError("no workbook is in this file, or it is cut off", hint="save the spreadsheet again")
    yield from read_workbook(compound.read(stream))


def _read_sheets(
    parts: WorkbookParts, read_sheet: Callable[[CalamineSheet, Formats, int], _T]
) -> Iterator[_T]:
    """The sheets as calamine reads them, each as `read_sheet` makes it of its formats and number."""
    from python_calamine import CalamineError, SheetTypeEnum, load_workbook

    try:
        with load_workbook(io.BytesIO(parts.data)) as workbook:
            for index, sheet in enumerate(workbook.sheets_metadata):
                if sheet.typ is not SheetTypeEnum.WorkSheet:
                    continue
                found = parts.formats(sheet.name)
                yield read_sheet(workbook.get_sheet_by_index(index), found, index + 1)
    except CalamineError as error:
        raise _damaged(error) from error
    except BaseException as error:
        # Rust code that meets damage it did not expect raises this class, which nobody can import.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(error) from error


def _damaged(error: BaseException) -> ReadError:
    return ReadError(
        f"the workbook is damaged: {error}", hint="open it in an office program and save it again"
    )


def _read_cells(
    sheet: CalamineSheet, formats: Formats, _: int
) -> tuple[str, list[list[tuple[str, Decimal | None]]]]:
    """The sheet's name and its cells; a number has the 15 digits that a spreadsheet keeps."""
    cells: list[list[tuple[str, Decimal | None]]] = []
    rows = sheet.to_python(skip_empty_area=False)
    for texts, values in zip(_show(rows, formats), rows, strict=True):
        numbers = (
            Decimal(format(value, ".15g")) if type(value) in {int, float} else None for value in values
        )
        cells.append(list(zip(texts, numbers, strict=True)))
    return sheet.name, cells


def _read_sheet(sheet: CalamineSheet, formats: Formats, page: int) -> Grid:
    merges = (
        Merge(top, left, bottom - top + 1, right - left + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    texts = _show(sheet.to_python(skip_empty_area=False), formats)
    return lay_out(texts, merges, page=page, name=sheet.name)


def _show(rows: Sequence[Sequence[Any]], formats: Formats) -> list[list[str]]:
    """What the cells show."""
    codes = formats.codes
    texts = [
        [
            value if isinstance(value, str) else display(value, codes.get((row, column), "General"))
            for column, value in enumerate(values)
        ]
        for row, values in enumerate(rows)
    ]
    for (row, column), text in formats.errors.items():
        if row < len(texts) and column < len(texts[row]):
            texts[row][column] = text
    return texts
