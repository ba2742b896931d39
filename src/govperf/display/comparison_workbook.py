"""A comparison as an Excel workbook: a sheet of concepts, one of every promise, one of costs per unit.

Numbers are numbers; whatever is printed is text and never a formula. Losses: the places of the promises; characters
that no workbook can hold; of a text what goes beyond 32,000 characters.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from govperf._spreadsheets import fit_to_page, write_text
from govperf._width import display_width
from govperf.comparisons.results import Comparison, ConceptRow
from govperf.comparisons.tables import TABLES, Value, head_of, list_columns, list_rows
from govperf.display.comparisons import DIRECTIONS, list_promised, title_of
from govperf.errors import InputError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["dump_workbook"]

_NAMES: Final = {
    "en": {"concepts": "concepts", "members": "promises", "costs": "cost per unit"},
    "zh": {"concepts": "横向比较", "members": "明细", "costs": "单位成本"},
}
_HEADS: Final = {
    "en": ("concept", "unit", "better", "median", "strictest"),
    "zh": ("可比指标", "单位", "方向", "中位数", "最严"),
}
_UNSAVABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST: Final = 32_000
_MOST_ROWS: Final = 1_048_575
_WIDEST: Final = 44
_BEST: Final = "FFE5F5EE"
_FONT: Final = "Calibri"
_HEAD: Final = "FFEEF2F7"
_BODY: Final = "body"
_TOP: Final = "head"
_LEFT: Final = "left"
_LINE_HEIGHT: Final = 15

_Cells = Sequence[Value]


def dump_workbook(comparison: Comparison, *, lang: str = "zh") -> bytes:
    """The workbook (.xlsx).

    Raises:
        InputError: there are more promises than a sheet has rows.
    """
    import openpyxl

    workbook = openpyxl.Workbook()
    _add_styles(workbook)
    workbook.remove(workbook.active)  # type: ignore[arg-type]  # A new workbook has an active sheet.
    for table in TABLES:
        heads, rows = _concepts(comparison, lang) if table == "concepts" else _plain(comparison, table, lang)
        if len(rows) > _MOST_ROWS:
            raise InputError(
                f"a sheet has at most {_MOST_ROWS:,} rows, this has {len(rows):,}", hint="use .jsonl"
            )
        sheet = workbook.create_sheet(_NAMES[lang][table])
        before = len(_HEADS[lang]) - 2
        left = (
            range(before + 1, before + 1 + len(comparison.departments)) if table == "concepts" else range(0)
        )
        _fill(sheet, heads, rows, left)
        if left:
            _mark_best(sheet, comparison)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _concepts(comparison: Comparison, lang: str) -> tuple[list[str], list[_Cells]]:
    """The table of concepts: one value as a number, several as text, each once."""
    concept, unit, better, median, strictest = _HEADS[lang]
    columns = range(len(comparison.departments))
    heads = [concept, unit, better, *(one.label for one in comparison.departments), median, strictest]
    rows: list[_Cells] = [
        [
            title_of(row, lang),
            row.unit,
            DIRECTIONS[row.direction],
            *(_promised(row, at) for at in columns),
            row.median,
            "、".join(comparison.departments[at].label for at in row.strictest) or None,
        ]
        for row in comparison.rows
    ]
    return heads, rows


def _promised(row: ConceptRow, column: int) -> Value:
    """What a department promises: a bare number that all its indicators share as a number, anything else as text."""
    members = row.of(column)
    values = {(member.value, member.upper, member.operator) for member in members}
    value, upper, operator = values.pop() if len(values) == 1 else (None, None, None)
    if value is not None and upper is None and operator is None:
        return value
    return "、".join(one.text for one in list_promised(row, column)) or None


def _plain(comparison: Comparison, table: str, lang: str) -> tuple[list[str], list[_Cells]]:
    columns = list_columns(comparison, table)
    heads = [head_of(column) if lang == "zh" else column for column in columns]
    return heads, [[row[column] for column in columns] for row in list_rows(comparison, table)]


def _fill(sheet: Worksheet, heads: Sequence[str], rows: Sequence[_Cells], left: range = range(0)) -> None:
    """Write heads and rows, as wide as they need, the heads always in sight; in columns `left` numbers stand left."""
    from openpyxl.utils import get_column_letter

    for at, values in enumerate([list(heads), *rows], 1):
        for column, value in enumerate(values, 1):
            style = _TOP if at == 1 else _LEFT if column in left else _BODY
            _put(sheet.cell(at, column), value, style)
    widths = [_width(heads, rows, column) for column in range(len(heads))]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for at, values in enumerate(rows, 2):
        sheet.row_dimensions[at].height = _LINE_HEIGHT * max(_lines(values, widths)) + 3
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    _set_up_print(sheet)


def _add_styles(workbook: Workbook) -> None:
    """The styles of body and heads: a named style is set far faster than its parts are."""
    from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill

    wrapped, bold = Alignment(vertical="top", wrap_text=True), Font(bold=True, name=_FONT)
    fill = PatternFill("solid", fgColor=_HEAD)
    workbook.add_named_style(NamedStyle(_BODY, font=Font(name=_FONT), alignment=wrapped))
    left = Alignment(horizontal="left", vertical="top", wrap_text=True)
    workbook.add_named_style(NamedStyle(_LEFT, font=Font(name=_FONT), alignment=left))
    workbook.add_named_style(NamedStyle(_TOP, font=bold, fill=fill, alignment=wrapped))


def _set_up_print(sheet: Worksheet) -> None:
    """Landscape A4, as wide as a page, the heads on every page."""
    fit_to_page(sheet)
    sheet.print_title_rows = "1:1"


def _put(cell: Any, value: Value, style: str) -> None:
    """A number as a number, a flag as a star, anything else as text."""
    cell.style = style
    if isinstance(value, bool):
        cell.value = "★" if value else None
    elif isinstance(value, (Decimal, int)):
        cell.value = value
        decimals = -exponent if isinstance(exponent := Decimal(value).as_tuple().exponent, int) else 0
        cell.number_format = "#,##0" + (f".{'0' * decimals}" if decimals > 0 else "")
    elif value is not None:
        write_text(cell, _UNSAVABLE.sub("", value)[:_LONGEST])


def _width(heads: Sequence[str], rows: Sequence[_Cells], column: int) -> int:
    texts = [heads[column], *(str(row[column] or "") for row in rows[:2000])]
    return min(_WIDEST, max(map(display_width, texts)) + 3)


def _lines(values: _Cells, widths: Sequence[int]) -> Iterator[int]:
    for value, width in zip(values, widths, strict=True):
        yield max(1, min(26, -(-display_width(str(value or "")) // (width - 2))))


def _mark_best(sheet: Worksheet, comparison: Comparison) -> None:
    """Tint the strictest departments of each row."""
    from openpyxl.styles import Font, PatternFill

    before = len(_HEADS["en"]) - 2
    for at, row in enumerate(comparison.rows, 2):
        for column in row.strictest:
            cell = sheet.cell(at, before + 1 + column)
            cell.fill, cell.font = PatternFill("solid", fgColor=_BEST), Font(bold=True, name=_FONT)
