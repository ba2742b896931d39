"""Grids written as a workbook (.xlsx) that prints like what districts publish."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, cast

from attrs import frozen

from govperf._spreadsheets import fit_to_page, write_text
from govperf.containers._number_formats import display
from govperf.containers._printing import Outline, column_widths, line_side, outline, row_lines
from govperf.containers._tables import Merge, merges_of, normalize
from govperf.errors import InputError
from govperf.grid import Cell, Grid

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.styles import NamedStyle
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["widen_lines", "write_workbook"]

_LONGEST_TEXT: Final = 32_767
_MOST_COLUMNS: Final = 16_384
_LONGEST_NAME: Final = 31
_PAGE: Final = 130.0
_LINE_HEIGHT: Final = 13.8
_HIGHEST: Final = 409.0
_EXACT_DIGITS: Final = 15
_LONGEST_INTEGER: Final = 8

_NUMBER: Final = re.compile(
    r"-?(?:0|[1-9]\d{0,2}(?P<grouped>(?:,\d{3})+)|[1-9]\d*)(?P<decimals>\.\d+)?", re.ASCII
)
_NO_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LINES: Final = {"right": "单位", "center": "副标题", "left": "说明"}


def write_workbook(grids: Sequence[Grid]) -> bytes:
    """The bytes of a workbook with a sheet for each grid; raises InputError where a sheet cannot hold one."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    styles = _Styles(workbook)
    names = _names([grid.name for grid in grids])
    for name, grid in zip(names, map(normalize, grids), strict=True):
        _check(grid, name)
        _write_sheet(workbook.create_sheet(name), grid, styles)
    if not grids:
        workbook.create_sheet("Sheet1")
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def widen_lines(grid: Grid, parts: Outline) -> Iterator[Merge]:
    """The merged ranges of a sheet: those of the grid, and each line of its own over the table's width."""
    yield from merges_of(grid)
    for index, row in enumerate(grid):
        if len(row) == 1 < parts.width and not parts.table <= index < parts.notes:
            yield Merge(index, 0, 1, parts.width)


@frozen(slots=True)
class _Styles:
    """The named styles of a workbook, made when they are first needed."""

    workbook: Workbook

    def get(self, kind: str, code: str = "General") -> str:
        """The name of the style for this kind of cell and this number format."""
        name = kind if code == "General" else f"{kind} {code}"
        if name not in self.workbook.named_styles:
            self.workbook.add_named_style(_make_style(name, kind, code))
        return name


def _make_style(name: str, kind: str, code: str) -> NamedStyle:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    line = Side(style="thin", color="FF000000")
    sides = {"标题": "center", "副标题": "center", "单位": "right", "表头": "center", "数字": "right"}
    size, bold = (16 if kind == "标题" else 10.5), kind in {"标题", "表头"}
    style = NamedStyle(name=name, number_format=code)
    style.font = Font(name="宋体", size=size, bold=bold)
    style.alignment = Alignment(horizontal=sides.get(kind, "left"), vertical="center", wrap_text=True)
    if kind in {"表头", "正文", "数字"}:
        style.border = Border(left=line, right=line, top=line, bottom=line)
    if kind == "表头":
        style.fill = PatternFill("solid", fgColor="FFF2F2F2")
    return style


def _write_sheet(sheet: Worksheet, grid: Grid, styles: _Styles) -> None:
    parts = outline(grid)
    for index, row in enumerate(grid):
        inside = parts.table <= index < parts.notes
        for column, cell in enumerate(row, 1):
            if cell or inside:
                target = cast("SheetCell", sheet.cell(index + 1, column))
                _write_cell(target, cell, _kind(index, cell, parts), styles)
        for column in range(len(row) + 1, parts.width + 1) if inside else ():
            sheet.cell(index + 1, column).style = styles.get("正文")
    for merge in widen_lines(grid, parts):
        sheet.merge_cells(
            start_row=merge.row + 1,
            start_column=merge.column + 1,
            end_row=merge.row + merge.rowspan,
            end_column=merge.column + merge.colspan,
        )
    _fit(sheet, grid, parts)
    _set_up_print(sheet, parts)


def _kind(index: int, cell: Cell, parts: Outline) -> str:
    if parts.table <= index < parts.notes:
        return "表头" if index < parts.body else "正文"
    if index < parts.table and parts.table < parts.notes:
        return "标题" if index == _first_line(parts) else _LINES[line_side(cell.text)]
    return "说明"


def _first_line(parts: Outline) -> int:
    return 0 if parts.table else -1


def _write_cell(target: SheetCell, cell: Cell, kind: str, styles: _Styles) -> None:
    number = _number(cell.text) if kind == "正文" else None
    if number:
        target.value, code = number
        target.style = styles.get("数字", code)
        return
    target.style = styles.get(kind)
    if cell:
        write_text(target, cell.text)


def _number(text: str) -> tuple[float, str] | None:
    """The number and the format that give exactly this text; None for codes and whatever else is text."""
    match = _NUMBER.fullmatch(text)
    if match is None or sum(map(str.isdigit, text)) > _EXACT_DIGITS:
        return None
    decimals, grouped = match["decimals"] or "", match["grouped"]
    if not decimals and not grouped and len(text) > _LONGEST_INTEGER:
        return None
    code = ("#,##0" if grouped else "0") + ("." + "0" * (len(decimals) - 1) if decimals else "")
    value = float(text.replace(",", ""))
    return (value, code) if display(value, code) == text else None


def _fit(sheet: Worksheet, grid: Grid, parts: Outline) -> None:
    from openpyxl.utils import get_column_letter

    widths = column_widths(grid, parts.width, _PAGE)
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for index, lines in enumerate(row_lines(grid, widths)):
        title = index == _first_line(parts) and parts.table < parts.notes
        height = lines * _LINE_HEIGHT * (1.6 if title else 1) + 4
        sheet.row_dimensions[index + 1].height = min(_HIGHEST, height)


def _set_up_print(sheet: Worksheet, parts: Outline) -> None:
    fit_to_page(sheet)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.6, 0.8
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    cast("HeaderFooterItem", sheet.oddFooter).center.text = "第 &P 页，共 &N 页"
    if parts.body > parts.table:
        sheet.print_title_rows = f"{parts.table + 1}:{parts.body}"
        sheet.freeze_panes = f"A{parts.body + 1}"


def _names(wanted: Sequence[str]) -> list[str]:
    """Names that a sheet may have, each once."""
    names: list[str] = []
    taken: set[str] = set()
    for index, name in enumerate(wanted, 1):
        plain = _NO_NAME.sub(" ", name).strip(" '")[:_LONGEST_NAME] or f"Sheet{index}"
        unique, times = plain, 1
        while unique.lower() in taken:
            times += 1
            unique = f"{plain[: _LONGEST_NAME - len(str(times)) - 3]} ({times})"
        taken.add(unique.lower())
        names.append(unique)
    return names


def _check(grid: Grid, name: str) -> None:
    if max(map(len, grid.rows), default=0) > _MOST_COLUMNS:
        raise InputError(f"a sheet has at most {_MOST_COLUMNS:,} columns", where=f"sheet {name!r}")
    for cell in grid.cells:
        if len(cell.text) > _LONGEST_TEXT:
            raise InputError(
                f"a cell of a sheet holds at most {_LONGEST_TEXT:,} characters, this has {len(cell.text):,}",
                where=f"sheet {name!r}, {cell.place}",
                text=cell.text,
                hint="write it as html, docx or csv",
            )
