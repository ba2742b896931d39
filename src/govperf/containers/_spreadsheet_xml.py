"""Workbooks of Excel 2003 as one XML file, which many systems of finance bureaus still export under the name of .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element

from govperf.containers._decoding import decode
from govperf.containers._markup import local_name, parse_xml
from govperf.containers._number_formats import display
from govperf.containers._tables import Merge, check_size, lay_out
from govperf.errors import ReadError
from govperf.grid import Grid

__all__ = ["is_spreadsheet_xml", "read_spreadsheet_xml"]

_NAMESPACE: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_SS: Final = f"{{{_NAMESPACE.decode()}}}"
_START: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|(?:\w+:)?Workbook)\b")
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*\?>")
_LOOK: Final = 4096
_MAX_BYTES: Final = 64 << 20
_LONGEST_INDEX: Final = 8
# The formats that have names in this kind of file, as Chinese Excel shows them.
_NAMED: Final = {
    "General Number": "General",
    "Standard": "#,##0.00",
    "Currency": '"¥"#,##0.00',
    "Fixed": "0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "General Date": "yyyy/m/d h:mm",
    "Short Date": "yyyy/m/d",
    "Medium Date": "yyyy/m/d",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Short Time": "h:mm",
    "Long Time": "h:mm:ss",
}


def is_spreadsheet_xml(data: bytes) -> bool:
    """Whether this is such a file: XML that names the namespace of its workbooks at its beginning."""
    return _START.match(data[:_LOOK]) is not None and _NAMESPACE in data[:_LOOK]


def read_spreadsheet_xml(data: bytes) -> Iterator[Grid]:
    """The sheets in order. Raises ReadError if the file is damaged or too large."""
    if len(data) > _MAX_BYTES:
        raise ReadError(f"{len(data) >> 20:,} MB of XML are no table", hint="save the table alone, as .xlsx")
    # The parser knows few of the encodings that a declaration may name; ours is told by the bytes.
    root = parse_xml(_DECLARATION.sub("", decode(data), count=1).encode(), "the workbook")
    codes = _codes(root)
    sheets = (child for child in root if child.tag == f"{_SS}Worksheet")
    for page, sheet in enumerate(sheets, 1):
        yield _read_sheet(sheet, codes, page)


def _codes(root: Element) -> dict[str, str]:
    """The number format of each style, by its name."""
    return {
        style.get(f"{_SS}ID", ""): _NAMED.get(code, code)
        for style in root.iter(f"{_SS}Style")
        for form in style.iter(f"{_SS}NumberFormat")
        if (code := form.get(f"{_SS}Format"))
    }


def _read_sheet(sheet: Element, codes: Mapping[str, str], page: int) -> Grid:
    name = sheet.get(f"{_SS}Name", "")
    texts: list[list[str]] = []
    merges: list[Merge] = []
    number = total = 0
    for row in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        number = _number(row, "Index") or number + 1
        cells = _read_row(row, codes, number - 1, merges)
        if cells and number > len(texts):
            total += len(cells)
            check_size(total + number, 1, where=f"sheet {name!r}")
            texts += [[] for _ in range(number - len(texts) - 1)]
            texts.append(cells)
    return lay_out(texts, merges, page=page, name=name)


def _read_row(row: Element, codes: Mapping[str, str], number: int, merges: list[Merge]) -> list[str]:
    texts: list[str] = []
    column = 0
    for cell in row.iterfind(f"{_SS}Cell"):
        column = max(column, _number(cell, "Index") - 1)
        across, down = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
        text = _show(cell, codes)
        if text:
            check_size(column, 1)
            texts += [""] * (column - len(texts)) + [text]
            if across or down:
                merges.append(Merge(number, column, down + 1, across + 1))
        column += across + 1
    return texts


def _show(cell: Element, codes: Mapping[str, str]) -> str:
    """The text of a cell as it is shown in its style."""
    data = next((child for child in cell if local_name(child) == "Data"), None)
    if data is None:
        return ""
    text, kind = "".join(data.itertext()), data.get(f"{_SS}Type", "String")
    code = codes.get(cell.get(f"{_SS}StyleID", ""), "General")
    with suppress(ValueError, OverflowError):
        if kind == "Number":
            return display(float(text), code)
        if kind == "DateTime":
            return display(datetime.fromisoformat(text), code)
        if kind == "Boolean":
            return display(text == "1")
    return text


def _number(element: Element, name: str) -> int:
    text = element.get(f"{_SS}{name}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_INDEX else 0
