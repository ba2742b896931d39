"""How the workbook looks: heads that stay, filters, widths, number formats, colours for problems."""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from govperf._spreadsheets import fit_to_page, write_text
from govperf._width import display_width
from govperf.model.amounts import CURRENCY_UNITS
from govperf.serializers._workbook.columns import Column, Kind, Sheet
from govperf.serializers._workbook.rows import Shown

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Alignment, Border, Font
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_guide", "write_hidden", "write_sheet"]

_Side: TypeAlias = Literal["center", "right"] | None

_FONT: Final = "宋体"
_LINE: Final = 14.0
_MOST_LINES: Final = 8
_SPARE_ROWS: Final = 200
_DARK, _LINES, _GREY, _PALE = "1F4E79", "D0D7DE", "6B7280", "F3F4F6"
_FILLS: Final = {"错误": "F8CBAD", "警告": "FFE699", "提示": "DDEBF7"}
_NUMBERS: Final = frozenset({Kind.MONEY, Kind.NUMBER, Kind.COUNT})
_MADE: Final = frozenset({Kind.FIXED, Kind.KEY})


def write_sheet(workbook: Workbook, sheet: Sheet, rows: Sequence[Sequence[Shown]]) -> None:
    """A sheet with its heads and rows."""
    target = workbook.create_sheet(sheet.name)
    _write_heads(target, sheet)
    idle = {
        column.head for at, column in enumerate(sheet.columns) if _is_idle(column, {row[at] for row in rows})
    }
    known: set[str] = set()
    for number, row in enumerate(rows, 2):
        for at, (column, value) in enumerate(zip(sheet.columns, row, strict=True), 1):
            _write_cell(target.cell(number, at), value, _style(workbook, column, value, known))
        target.row_dimensions[number].height = _height(sheet, row, idle)
    _lay_out(target, sheet, idle, len(rows) + 1)
    _colour(target, sheet, len(rows) + 1)
    _offer_choices(target, sheet, len(rows) + 1)
    _set_up_print(target, sheet)


def write_guide(workbook: Workbook, title: str, lines: Sequence[str]) -> None:
    """The first sheet: what this is and how to edit it."""
    target = workbook.create_sheet("说明", 0)
    target.sheet_view.showGridLines = False
    target.column_dimensions["A"].width = 96
    fit_to_page(target)
    for number, line in enumerate((title, *lines), 1):
        cell = target.cell(number, 1)
        write_text(cell, line)
        cell.font = _font(15 if number == 1 else 11, "000000", bold=number == 1)
        cell.alignment = _alignment(None, "center")
        height = _LINE * 1.3 * _count_lines(line, 88 if number > 1 else 66)
        target.row_dimensions[number].height = max(20.0, height + 4)


def write_hidden(workbook: Workbook, name: str, cells: Sequence[str]) -> None:
    """A hidden sheet of one column of texts."""
    target = workbook.create_sheet(name)
    target.sheet_state = "hidden"
    for number, text in enumerate(cells, 1):
        write_text(target.cell(number, 1), text)


def _write_heads(target: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import PatternFill

    for at, column in enumerate(sheet.columns, 1):
        cell = target.cell(1, at, column.head)
        cell.font = _font(11, "FFFFFF", bold=True)
        cell.fill = PatternFill("solid", start_color=_GREY if column.kind in _MADE else _DARK)
        cell.alignment = _alignment("center", "center")
        cell.border = _border()
    target.row_dimensions[1].height = 30


def _write_cell(cell: Cell, value: Shown, style: str) -> None:
    cell.style = style
    if isinstance(value, str):
        write_text(cell, value)
    elif value is not None:
        cell.value = float(value) if isinstance(value, Decimal) else value


def _style(workbook: Workbook, column: Column, value: Shown, known: set[str]) -> str:
    """The name of the style of such cells; a style by name is found faster than its parts are put together."""
    from openpyxl.styles import NamedStyle

    code = _number_format(column, value)
    side: _Side = "center" if column.kind is Kind.COUNT else "right" if column.kind in _NUMBERS else None
    name = f"{'固定' if column.kind in _MADE else '正文'} {side or 'left'} {code}"
    if name not in known and name not in workbook.named_styles:
        font = _font(10, _GREY if column.kind in _MADE else "000000")
        style = NamedStyle(
            name, font=font, alignment=_alignment(side, "top"), border=_border(), number_format=code
        )
        workbook.add_named_style(style)
    known.add(name)
    return name


def _number_format(column: Column, value: Shown) -> str:
    """Money with the decimals that are printed; texts as texts, so that `95%` stays one when somebody types it."""
    if column.kind is Kind.MONEY:
        places = -min(0, int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 2
        return "#,##0" + ("." + "0" * places if places else "")
    return "General" if column.kind in _NUMBERS else "@"


@cache
def _font(size: int, color: str, *, bold: bool = False) -> Font:
    from openpyxl.styles import Font

    return Font(name=_FONT, size=size, color=color, bold=bold)


@cache
def _alignment(horizontal: _Side, vertical: Literal["center", "top"]) -> Alignment:
    from openpyxl.styles import Alignment

    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=horizontal != "right")


@cache
def _border() -> Border:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color=_LINES)
    return Border(left=side, right=side, top=side, bottom=side)


def _height(sheet: Sheet, row: Sequence[Shown], idle: Container[str]) -> float:
    """High enough for the longest text in sight, up to eight lines."""
    counts = [
        _count_lines(value, column.width)
        for column, value in zip(sheet.columns, row, strict=True)
        if isinstance(value, str) and column.head not in idle
    ]
    return min(_MOST_LINES, max(counts, default=1)) * _LINE + 4


def _count_lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(display_width(line) / (width - 1))) for line in text.split("\n"))


def _lay_out(target: Worksheet, sheet: Sheet, idle: Container[str], end: int) -> None:
    from openpyxl.utils import get_column_letter

    last = get_column_letter(len(sheet.columns))
    target.auto_filter.ref = f"A1:{last}{end}"
    named = [column.head for column in sheet.columns].index(sheet.named)
    # What stays in sight must leave room for the rest, so only keys and heads stay where names come late.
    target.freeze_panes = f"{get_column_letter(named + 2 if named <= 1 else 2)}2"
    for at, column in enumerate(sheet.columns, 1):
        dimension = target.column_dimensions[get_column_letter(at)]
        dimension.width = column.width
        dimension.hidden = column.head in idle
        dimension.number_format = _number_format(column, None)


def _is_idle(column: Column, values: set[Shown]) -> bool:
    """Whether a column says nothing: a spare one that is blank, an owner's that is the same in every row."""
    if column.kind is Kind.OWNER:
        return len(values) == 1 and column.head != "项目名称"
    return column.spare and values <= {None}


def _colour(target: Worksheet, sheet: Sheet, last: int) -> None:
    """Rows with problems in the colour of the gravest."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    heads = [column.head for column in sheet.columns]
    problems = sheet.letters == "Q"
    said = get_column_letter(heads.index("严重程度" if problems else "问题") + 1)
    named = get_column_letter(heads.index(sheet.named) + 1)
    width = get_column_letter(len(heads))
    ranges = f"A2:{width}{last}" if problems else f"A2:A{last} {named}2:{named}{last} {said}2:{said}{last}"
    for word, fill in _FILLS.items():
        rule = FormulaRule(  # type: ignore[no-untyped-call]
            formula=[f'LEFT(${said}2,2)="{word}"'], fill=PatternFill("solid", bgColor=fill), stopIfTrue=True
        )
        if last > 1:
            target.conditional_formatting.add(ranges, rule)


def _offer_choices(target: Worksheet, sheet: Sheet, last: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = {Kind.CURRENCY: ",".join(CURRENCY_UNITS), Kind.FLAG: "是,否"}
    for at, column in enumerate(sheet.columns, 1):
        if column.kind in choices:
            offered = DataValidation("list", formula1=f'"{choices[column.kind]}"', allow_blank=True)
            letter = get_column_letter(at)
            offered.add(f"{letter}2:{letter}{last + _SPARE_ROWS}")
            target.add_data_validation(offered)


def _set_up_print(target: Worksheet, sheet: Sheet) -> None:
    fit_to_page(target)
    target.page_margins.left = target.page_margins.right = 0.4
    target.print_title_rows = "1:1"
    cast("HeaderFooterItem", target.oddFooter).center.text = f"{sheet.name}　第 &P 页，共 &N 页"
