"""Forms that are written, printed by an office program and read again: what the print holds comes back equal."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import attrs
import pytest

import govperf as gp
from govperf.containers import docx, excel, pdf
from govperf.containers._tables import Merge, lay_out
from tests.containers.pdf_forms import Form, bare, evaluation_form, funding_form, merged_form
from tests.containers.pdf_prints import convert, framed, print_html

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
SUFFIXES = (".xlsx", ".docx")
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
needs_browser = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
PRINTED = [pytest.param(path, id=path.stem) for path in EXAMPLES]
FORMS = tuple(map(merged_form, range(60)))
BORDERS = {
    "all": "border:1px solid",
    "between rows": "border-top:1px solid;border-bottom:1px solid",
    "between columns": "border-left:1px solid;border-right:1px solid",
    "none": "",
}
# A blank beside a Chinese character or mark parts no words.
IDLE = re.compile("(?<=[\u2e80-\uffef]) +| +(?=[\u2e80-\uffef])|(?<=[(（]) +| +(?=[)）(（])")


def form(path: Path) -> gp.Grid:
    """The official form of an example."""
    return gp.render(gp.read(path))


@cache
def prints() -> dict[tuple[str, str], tuple[bytes, bytes]]:
    """Each example's form as a file, and as LibreOffice prints it; all are printed at once."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for path in EXAMPLES:
            for suffix in SUFFIXES:
                paths[path.stem, suffix] = target = Path(folder) / f"{path.stem}{suffix[1:]}{suffix}"
                gp.write(form(path), target)
        convert(paths.values(), folder)
        return {
            name: (path.read_bytes(), path.with_suffix(".pdf").read_bytes()) for name, path in paths.items()
        }


def said(value: object, *, idle: bool = True) -> object:
    """What a disclosure says, as plain tuples; without blanks that part no words if they are not to count."""
    if isinstance(value, tuple):
        return tuple(said(one, idle=idle) for one in value)
    if attrs.has(type(value)):
        fields = (field.name for field in attrs.fields(type(value)) if field.eq)
        return tuple((name, said(getattr(value, name), idle=idle)) for name in fields)
    return value if idle or not isinstance(value, str) else IDLE.sub("", value)


@needs_office
@pytest.mark.parametrize("path", PRINTED)
def test_a_printed_workbook_reads_back_equal(path: Path) -> None:
    """A form that Calc prints says all that it said."""
    _, printed = prints()[path.stem, ".xlsx"]
    assert gp.read(printed).departments == gp.read(path).departments


@needs_office
@pytest.mark.parametrize("path", PRINTED)
def test_a_printed_document_reads_back_equal(path: Path) -> None:
    """A form that Writer prints says all that it said, but for blanks between Chinese at the ends of lines."""
    _, printed = prints()[path.stem, ".docx"]
    whole = gp.read(path).departments
    assert said(gp.read(printed).departments, idle=False) == said(whole, idle=False)


@needs_office
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_only_blanks_at_line_ends_are_lost(path: Path) -> None:
    """Writer does not print a blank that ends a line; every other blank is in the PDF."""
    written, printed = prints()[path.stem, ".docx"]
    whole = {"".join(cell.text.split()): cell.text for grid in docx.read(written) for cell in grid.cells}
    cells = [cell.text for grid in pdf.read(printed) for cell in grid.cells]
    texts = [(whole[bare], text) for text in cells if (bare := "".join(text.split())) in whole]
    assert len(texts) > len(whole) / 2
    for before, after in texts:
        lines = r"\s?".join(map(re.escape, after.split("\n")))
        assert re.fullmatch(lines, before), (before, after)


def cells(rows: Iterable[Sequence[gp.Cell]]) -> list[list[tuple[str, int, int]]]:
    """The cells of rows without line breaks, each with its rows and columns; blank ones at the end left out."""
    bare = [[("".join(cell.text.split()), cell.rowspan, cell.colspan) for cell in row] for row in rows]
    for row in bare:
        while row and row[-1] == ("", 1, 1):
            row.pop()
    while bare and not bare[-1]:
        bare.pop()
    return bare


def grid_of(form: Form, page: int = 1) -> gp.Grid:
    """The table of a form as a grid."""
    return lay_out(form.rows, [Merge(*merge) for merge in form.merges], page=page, name=f"表{page}")


@needs_office
def test_merged_cells_come_back_from_a_workbook() -> None:
    """Random tables with merged cells, printed by Calc, come back with each text in its cell, as far as it reaches."""
    grids = [grid_of(form, number) for number, form in enumerate(FORMS, 1)]
    with tempfile.TemporaryDirectory() as folder:
        (path := Path(folder) / "grids.xlsx").write_bytes(excel.write(grids))
        convert([path], folder)
        pages = pdf.read(path.with_suffix(".pdf").read_bytes())
    assert [cells(page.rows) for page in pages] == [cells(grid.rows) for grid in grids]


@needs_browser
def test_merged_cells_come_back_from_a_web_page() -> None:
    """The same tables, printed by a browser, come back the same."""
    pages = pdf.read(print_html(framed((form, BORDERS["all"]) for form in FORMS)))
    assert [cells(page.rows) for page in pages] == [cells(grid_of(form).rows) for form in FORMS]


@needs_browser
def test_lines_that_are_not_drawn_are_made_up_for() -> None:
    """Whichever lines a self-evaluation lacks, each text is in its row and column, and nothing else is in the table."""
    form = evaluation_form()
    pages = pdf.read(print_html(framed((form, borders) for borders in BORDERS.values())))
    whole, across, down, none = (page.rows for page in pages)
    assert cells(whole[:-1]) == cells(grid_of(form).rows)
    for rows in (across, down, none):
        assert "".join(rows[-1][0].text.split()) == "".join(form.note.split())
        found = [[text for text, _, _ in row if text] for row in cells(rows[:-1])]
        assert [[text for text in row if text not in LABELS] for row in found] == [
            [text for text in row if text and text not in LABELS] for row in form.rows
        ]
        assert {text for row in found for text in row} >= LABELS


@needs_browser
def test_long_rows_without_lines_between_them() -> None:
    """Rows of many lines that run over pages are told apart by where their texts end."""
    form = funding_form(12)
    pages = pdf.read(print_html(framed([(form, BORDERS["between columns"])])))
    found = [bare(row) for page in pages for row in page.texts]
    assert [row for row in found if row in {bare(row) for row in form.body}] == [
        bare(row) for row in form.body
    ]


LABELS = {"项目资金（万元）", "年度总体目标", "绩效指标", "产出指标"}
"""Texts of cells that are merged downwards: without lines they stand in the middle row, or beside it."""


@needs_office
def test_labels_that_run_downwards() -> None:
    """A label with a character a line, one set upright and two that are turned are each one cell's text."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Side

    sheet = (book := Workbook()).active
    side = Border(*[Side(style="thin")] * 4)
    for row in range(1, 9):
        for column in range(1, 7):
            sheet.cell(row, column, f"第{row}行" if column > 4 else None).border = side
    for column, turned in enumerate((0, 255, 90, 180), 1):
        label = sheet.cell(1, column, "绩\n效\n指\n标" if turned == 0 else "绩效指标")
        label.alignment = Alignment(textRotation=turned, wrap_text=True, vertical="center")
        sheet.merge_cells(start_row=1, end_row=8, start_column=column, end_column=column)
    with tempfile.TemporaryDirectory() as folder:
        book.save(path := Path(folder) / "labels.xlsx")
        convert([path], folder)
        (page,) = pdf.read(path.with_suffix(".pdf").read_bytes())
    assert cells(page.rows)[0] == [*[("绩效指标", 8, 1)] * 4, ("第1行", 1, 1), ("第1行", 1, 1)]
