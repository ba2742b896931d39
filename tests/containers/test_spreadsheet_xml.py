"""Workbooks of Excel 2003 as one XML file."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf.containers import excel
from govperf.containers._tables import lay_out
from govperf.errors import ReadError
from tests.containers.damage import BOMB
from tests.containers.strategies import texts

START = (
    '<?xml version="1.0" encoding="{}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
)
STYLES = (
    '<Styles><Style ss:ID="a"><NumberFormat ss:Format="0%"/></Style>'
    '<Style ss:ID="b"><NumberFormat ss:Format="Standard"/></Style>'
    '<Style ss:ID="c"><NumberFormat ss:Format="Long Date"/></Style></Styles>'
)


def make(rows: str, encoding: str = "utf-8") -> bytes:
    """A workbook with these rows on its sheet 项目."""
    sheet = f'<Worksheet ss:Name="项目"><Table>{rows}</Table></Worksheet>'
    return f"{START.format(encoding)}{STYLES}{sheet}</Workbook>".encode(encoding)


def cell(text: str, kind: str = "String", more: str = "") -> str:
    """A cell."""
    broken = escape(text).replace("\n", "&#10;").replace("\t", "&#9;")
    return f'<Cell {more}><Data ss:Type="{kind}">{broken}</Data></Cell>'


@given(st.lists(st.lists(texts, max_size=5), max_size=5))
@settings(deadline=None)
def test_texts_come_back(rows: list[list[str]]) -> None:
    """Texts of any kind are read as they were written."""
    wanted = lay_out(rows)
    data = make("".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in wanted.texts))
    assert [grid.texts for grid in excel.read(data)] == ([wanted.texts] if wanted.rows else [])


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_cells_read_as_they_are_shown(encoding: str) -> None:
    """Numbers and dates stand in the format of their style, and merged cells and gaps where they are."""
    rows = (
        f'<Row>{cell("项目支出绩效目标表，服务对象满意度", more="""ss:MergeAcross="2" ss:MergeDown="1" """)}</Row>'
        f'<Row ss:Index="3">{cell("0.95", "Number", """ss:StyleID="a" """)}'
        f'{cell("4693.61", "Number", """ss:StyleID="b" """)}'
        f'{cell("2024-03-05T00:00:00.000", "DateTime", """ss:StyleID="c" """)}</Row>'
        f'<Row>{cell("1", "Boolean")}{cell("#DIV/0!", "Error", """ss:Index="3" """)}</Row>'
    )
    data = make(rows, encoding)
    assert excel.recognize(data)
    (grid,) = excel.read(data)
    assert grid.name == "项目"
    assert grid.texts[2:] == [["95%", "4,693.61", "2024年3月5日"], ["TRUE", "", "#DIV/0!"]]
    first = grid.rows[0][0]
    assert (first.rowspan, first.colspan) == (2, 3)


def test_marks_in_a_cell_are_text() -> None:
    """A cell with fonts in it reads as its bare text."""
    rich = (
        '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>目</B>标</ss:Data></Cell>'
    )
    (grid,) = excel.read(make(f"<Row>{rich}</Row>"))
    assert grid.texts == [["目标"]]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (make("<Row>")[:-20], "damaged"),
        (make(f'<Row ss:Index="1048576">{cell("a")}</Row>'), "too large"),
        (make(f'<Row>{cell("a", more="""ss:Index="9999999" """)}</Row>'), "too large"),
        (BOMB.join(make("").split(b"\n", 1)), "document type"),
    ],
    ids=["cut off", "rows", "columns", "entities"],
)
def test_refusals(data: bytes, what: str) -> None:
    """What is damaged, outsized or made to harm is refused."""
    with pytest.raises(ReadError, match=what):
        excel.read(data)
