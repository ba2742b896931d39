"""Spreadsheets."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govperf.containers import docx, excel
from govperf.containers._printing import outline
from govperf.containers._sheets import widen_lines
from govperf.containers._tables import Merge, gather, lay_out
from govperf.errors import InputError, ReadError
from govperf.grid import Grid
from tests.containers.damage import BOMB, make_archive, make_compound, replace_parts
from tests.containers.strategies import grids
from tests.office import NEEDS_OFFICE, convert

FORM = lay_out(
    [
        ["项目支出绩效目标表"],
        ["单位：万元"],
        ["项目名称", "资金", "", "绩效指标"],
        ["", "总计", "财政拨款", ""],
        ["采购😀", "4,693.61", "0.95", "1、产出指标：≥95%\n2、=SUM(A1)"],
        ["", "12", "-3.50", " 两端 空白 "],
        ["007", "95%", "", "_x0041_"],
        ["注：四舍五入"],
    ],
    [Merge(2, 0, 2, 1), Merge(2, 1, 1, 2), Merge(2, 3, 2, 1), Merge(4, 0, 2, 1)],
    name="项目",
)
SHEET = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)
_TEXTS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" %s><si><t>a</t></si></sst>'


def widened(grid: Grid) -> Grid:
    """The grid with each line of its own merged over the width, which is what a sheet holds."""
    return lay_out(grid.texts, widen_lines(grid, outline(grid)), page=grid.page)


def save(workbook: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def with_cells(cells: bytes) -> bytes:
    """A sheet with these cells."""
    return replace_parts(excel.write([Grid.of([["a"]])]), sheet1=SHEET % cells)


def make_xls() -> bytes:
    """A binary workbook with what such a table has, and two more sheets."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("项目", cell_overwrite_ok=True)
    sheet.write_merge(0, 0, 0, 2, "绩效目标表😀")
    sheet.write(1, 0, 0.95, xlwt.easyxf(num_format_str="0%"))
    sheet.write(1, 1, 4693.61, xlwt.easyxf(num_format_str="#,##0.00"))
    sheet.write(1, 2, date(2024, 3, 5), xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
    for column, value in enumerate([True, 12, 0.1, 123456789]):
        sheet.write(2, column, value)
    for row in range(3, 400):
        sheet.write(row, 0, f"第{row}行，" * 40)
        sheet.write(row, 1, f"row {row} é")
    workbook.add_sheet("空")
    workbook.add_sheet("二").row(0).set_cell_error(0, "#DIV/0!")
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@given(grids())
@example(FORM)
@settings(max_examples=60, deadline=None)
def test_round_trip(grid: Grid) -> None:
    """A grid written and read is the same, its titles and notes merged over the width of the table."""
    assert excel.read(excel.write([grid])) == gather([widened(grid)])


@given(grids())
@settings(max_examples=30, deadline=None)
def test_stable(grid: Grid) -> None:
    """What was read from a workbook comes back the same."""
    once = excel.read(excel.write([grid]))
    assert excel.read(excel.write(once)) == once


def test_sheets() -> None:
    """Each sheet that holds anything is a grid with its number and name, a hidden one too."""
    workbook = openpyxl.Workbook()
    for name in ("空", "隐藏", "三"):
        workbook.create_sheet(name)["B2"] = name
    workbook["隐藏"].sheet_state = "hidden"
    workbook["空"]["B2"] = None
    read = excel.read(save(workbook))
    assert [(grid.page, grid.name, grid.texts) for grid in read] == [
        (3, "隐藏", [[], ["", "隐藏"]]),
        (4, "三", [[], ["", "三"]]),
    ]


def test_shown() -> None:
    """Cells read as they are shown."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    shown = {"0%": "95%", "#,##0.00": "0.95", "General": "0.95", "0.000": "0.950", '0.0"元"': "1.0元"}
    for column, code in enumerate(shown, 1):
        sheet.cell(1, column, 0.95).number_format = code
    sheet["A2"], sheet["B2"], sheet["C2"] = True, date(2024, 3, 5), "#DIV/0!"
    sheet["B2"].number_format = 'yyyy"年"m"月"d"日"'
    (grid,) = excel.read(save(workbook))
    assert grid.texts == [list(shown.values()), ["TRUE", "2024年3月5日", "#DIV/0!"]]


def test_style_after_kind() -> None:
    """A number has its format whatever the order of the attributes of its cell."""
    cells = b'<row r="1"><c r="A1" s="1"><v>0.5</v></c><c r="B1" t="n" s="1"><v>0.5</v></c></row>'
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"].number_format = "0%"
    (grid,) = excel.read(replace_parts(save(workbook), sheet1=SHEET % cells))
    assert grid.texts == [["50%", "50%"]]


def test_padding() -> None:
    """Styled blank cells and merged blanks far from the table are left out."""
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    (grid,) = excel.read(with_cells(cells))
    assert grid.texts == [["1"]]


@pytest.mark.parametrize(
    "cells",
    [
        b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>",
        b"<row r='1'><c t='n' r='A1'><v>1</v></c><c><v>2</v></c></row><row><c r = 'B2'><v>3</v></c></row>",
    ],
    ids=["without places", "other order"],
)
def test_unusual_tags(cells: bytes) -> None:
    """Cells without places, or with their attributes in another order, read the same."""
    (grid,) = excel.read(with_cells(cells))
    assert grid.texts == [["1", "2"], ["", "3"]]


def test_false_counts() -> None:
    """A part that claims to hold billions of strings costs no more memory than it has bytes."""
    name = "xl/sharedStrings.xml"
    counts = b"count='99999999999' uniqueCount=\"+99999999999\""
    with zipfile.ZipFile(io.BytesIO(with_cells(b'<row><c t="s"><v>0</v></c></row>'))) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()} | {name: _TEXTS % counts}
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/%s" ContentType="%s"/></Types>' % (name.encode(), kind)
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(b"</Types>", override)
    (grid,) = excel.read(make_archive(parts))
    assert grid.texts == [["a"]]


def test_no_formulas_and_real_numbers() -> None:
    """Amounts are written as numbers, everything else as text, and nothing as a formula."""
    sheet = openpyxl.load_workbook(io.BytesIO(excel.write([FORM]))).worksheets[0]
    assert (sheet["B5"].value, sheet["B5"].number_format) == (4693.61, "#,##0.00")
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert sheet["A7"].value == "007"


def test_print_set_up() -> None:
    """A sheet prints on landscape A4, fitted to its width, with the title merged and the heads repeated."""
    sheet = openpyxl.load_workbook(io.BytesIO(excel.write([FORM]))).worksheets[0]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$4"
    assert "A1:D1" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert sheet.title == "项目"


def test_names() -> None:
    """Sheets get names that Excel takes, each once."""
    grid = [Grid.of([["a"]], name=name) for name in ("a/b", "A b", "", "x" * 40)]
    assert openpyxl.load_workbook(io.BytesIO(excel.write(grid))).sheetnames == [
        "a b",
        "A b (2)",
        "Sheet3",
        "x" * 31,
    ]


def test_too_long() -> None:
    """A text that Excel would cut off is refused."""
    with pytest.raises(InputError, match="32,767"):
        excel.write([Grid.of([["x" * 40_000]])])


def test_binary() -> None:
    """A binary workbook reads as shown, merged cells, long text over several records and all."""
    first, third = excel.read(make_xls())
    assert first.texts[0] == ["绩效目标表😀", "", ""]
    assert first.texts[1] == ["95%", "4,693.61", "2024年3月"]
    assert first.texts[2] == ["TRUE", "12", "0.1", "123456789"]
    assert first.rows[0][0].colspan == 3
    assert first.texts[399] == ["第399行，" * 40, "row 399 é"]
    assert (third.page, third.name, third.texts) == (3, "二", [["#DIV/0!"]])


@pytest.mark.parametrize("original", [make_xls(), excel.write([FORM])], ids=["xls", "xlsx"])
@given(seed=st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_damage(original: bytes, seed: int) -> None:
    """A file with some bytes changed or its end cut off gives grids or a ReadError."""
    chance = random.Random(seed)  # noqa: S311
    data = bytearray(original)
    for _ in range(chance.choice([1, 5, 30])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    del data[chance.choice([len(data), chance.randrange(len(data))]) :]
    excel.recognize(bytes(data))
    with suppress(ReadError):
        excel.read(bytes(data))


_FILE_PASS = struct.pack("<HHHHHHH", 0x809, 4, 0x600, 5, 0x2F, 2, 0)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (excel.write([FORM])[:3000], "cut off"),
        (make_xls()[:3000], "cut off"),
        (make_compound(EncryptedPackage=b"x"), "encrypted"),
        (make_compound(Workbook=_FILE_PASS), "encrypted"),
        (make_archive({"content.xml": b"?", "META-INF/manifest.xml": b"<encryption-data/>"}), "encrypted"),
        (replace_parts(excel.write([FORM]), sheet1=b" " * (300 << 20)), "zip bomb"),
        (with_cells(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "too large"),
        (with_cells(b'<row r="1"><c\nr="XFD1048576"><v>1</v></c></row>'), "too large"),
        (with_cells(b"<row>" + b"<c><v>1</v></c>" * 900_000 + b"</row>"), "too large"),
        (replace_parts(excel.write([FORM]), sheet1=BOMB + SHEET % b""), "entity"),
        (replace_parts(excel.write([FORM]), styles=BOMB + b"<x>&a9;</x>"), "entity"),
        (make_archive({"content.xml": BOMB + b"<x>&a9;</x>"}), "entity"),
        (make_archive({"content.xml": b"<a>" * 100_000 + b"</a>" * 100_000}), "one in another"),
        (make_archive({"xl/workbook.bin": b""}), "xlsb"),
        (make_archive({"x": b""}), "no workbook"),
        (make_compound(WordDocument=b"x"), "no workbook"),
    ],
    ids=range(16),
)
def test_refusals(data: bytes, what: str) -> None:
    """What is damaged, encrypted, outsized or something else is refused with what is wrong."""
    with pytest.raises(ReadError, match=what):
        excel.read(data)


def test_recognize() -> None:
    """A workbook is known by its bytes, even if it is cut off; a Word document is none."""
    for data in (excel.write([FORM]), make_xls()):
        assert excel.recognize(data)
        assert excel.recognize(data[: len(data) // 2])
    assert not excel.recognize(docx.write([FORM]))
    assert not excel.recognize(make_compound(WordDocument=b"x"))


@NEEDS_OFFICE
@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
def test_libreoffice(suffix: str, tmp_path: Path) -> None:
    """A workbook that LibreOffice saved in another format reads the same."""
    source = tmp_path / "source.xlsx"
    source.write_bytes(excel.write([FORM]))
    carried = convert([source], suffix, tmp_path)["source"]
    assert excel.recognize(carried)
    assert excel.read(carried) == (widened(FORM),)
