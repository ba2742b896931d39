"""Grids written as a page of HTML that refers to nothing outside itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from govperf.containers._flows import split_plain_lines
from govperf.containers._printing import Outline, is_number, line_side, outline
from govperf.containers._tables import normalize
from govperf.grid import Cell, Grid

__all__ = ["write_page"]

_STYLE: Final = """
@page { size: A4 landscape; margin: 12mm }
body { font: 14px/1.5 "宋体", SimSun, "Noto Serif CJK SC", serif; margin: 1.5em auto; max-width: 90em }
p { margin: .2em 0 }
p.title { font-size: 150%; font-weight: bold; text-align: center }
p.center { text-align: center }
p.right, td.right { text-align: right }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #000; padding: .25em .5em; vertical-align: middle; overflow-wrap: anywhere }
th { background: #f2f2f2; text-align: center }
td.title { border: 0; font-size: 150%; font-weight: bold; text-align: center }
td.line { border: 0 }
thead { display: table-header-group }
tr { break-inside: avoid }
"""
# Readers that collapse white space must not do so here, and our own obeys what an element says in its style.
_KEEP: Final = ' style="white-space:pre-wrap"'


def write_page(grids: Sequence[Grid]) -> str:
    """The page."""
    normal = [normalize(grid) for grid in grids]
    title = next((cell.text for grid in normal for cell in grid.cells), "")
    body = "".join(_section(grid, index) for index, grid in enumerate(normal))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(' '.join(title.split())[:80])}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>{body}</body>\n</html>\n"
    )


def _section(grid: Grid, index: int) -> str:
    before, table, after = split_plain_lines(grid)
    first = next((row for row in before.rows if row), None)
    lines = "".join(_line(row, is_title=row is first and bool(table.rows)) for row in before)
    notes = "".join(_line(row, is_title=False) for row in after)
    start = ' style="break-before:page"' if index else ""
    return f"\n<section{start}>{lines}{_table(table)}{notes}</section>\n"


def _line(row: tuple[Cell, ...], *, is_title: bool) -> str:
    text = row[0].text if row else ""
    side = line_side(text)
    kind = ' class="title"' if is_title else "" if side == "left" else f' class="{side}"'
    return f"\n<p{kind}{_KEEP}>{_text(text) or '<br>'}</p>"


def _table(grid: Grid) -> str:
    if not grid.rows:
        return ""
    parts = outline(grid)
    covered = _covered(grid)
    rows: list[str] = []
    for index in range(len(grid)):
        tag = _tag(index, parts)
        cells = _cells(grid, index, covered, parts.width)
        rows.append("".join(_set_cell(tag, spans, text) for spans, text in cells))
    written = [f"<tr>{row}</tr>" for row in rows]
    if _has_head(grid, parts):
        written[0], written[parts.body - 1] = f"<thead>{written[0]}", f"{written[parts.body - 1]}</thead>"
    return f"\n<table{_KEEP}>{''.join(written)}</table>"


def _has_head(grid: Grid, parts: Outline) -> bool:
    """Whether the first rows are heads that no cell leaves downwards, so that print can repeat them."""
    heads = grid.rows[: parts.body]
    ends = [index + cell.rowspan for index, row in enumerate(heads) for cell in row]
    return parts.table == 0 and 0 < parts.body == max(ends, default=0)


def _tag(index: int, parts: Outline) -> str:
    if parts.table <= index < parts.notes:
        return "th" if index < parts.body else "td"
    return f'td class="{"title" if index == 0 else "line"}"'


def _cells(grid: Grid, index: int, covered: set[tuple[int, int]], width: int) -> Iterator[tuple[str, str]]:
    """The spans and the text of each cell of a row that no other cell covers."""
    row = grid.rows[index]
    for column, cell in enumerate(row):
        if (index, column) not in covered:
            rowspan = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
            colspan = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
            yield rowspan + colspan, _text(cell.text)
    for column in range(len(row), width):
        if (index, column) not in covered:
            yield "", ""


def _set_cell(tag: str, spans: str, text: str) -> str:
    side = ' class="right"' if tag == "td" and is_number(text) else ""
    return f"<{tag}{side}{spans}>{text}</{tag[:2]}>"


def _covered(grid: Grid) -> set[tuple[int, int]]:
    return {
        (row + down, column + right)
        for row, cells in enumerate(grid.rows)
        for column, cell in enumerate(cells)
        if cell.rowspan * cell.colspan > 1
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
        if down or right
    }


def _text(text: str) -> str:
    """Escaped; a browser does not show a line break at the very end, so it takes two."""
    broken = escape(text, quote=False).replace("\n", "<br>")
    return f"{broken}<br>" if text.endswith("\n") else broken
