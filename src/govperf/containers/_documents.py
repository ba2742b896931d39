"""The body of a Word document as a flow of lines, tables and page breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from govperf.containers._archives import Archive
from govperf.containers._flows import BREAK, Block, Placed, Table
from govperf.containers._list_numbers import ListNumbers
from govperf.containers._markup import local_name, parse_xml
from govperf.containers._tables import check_size

__all__ = ["read_blocks"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_BODY: Final = "word/document.xml"
# What is not shown, or is shown twice: Fallback repeats what Choice has.
_UNSEEN: Final = frozenset(
    {"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "tblPr", "sectPr"}
)
_MARKS: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
# The boxes and ticks that forms take from the symbol fonts.
_SYMBOLS: Final = {
    ("Wingdings 2", 0x52): "☑", ("Wingdings 2", 0x50): "✓", ("Wingdings 2", 0xA3): "□",
    ("Wingdings 2", 0x53): "☒", ("Wingdings", 0xFE): "☑", ("Wingdings", 0xFC): "✓", ("Wingdings", 0xA8): "□",
    ("Wingdings", 0x6F): "□", ("Wingdings", 0xFD): "☒", ("Symbol", 0xB3): "≥", ("Symbol", 0xA3): "≤",
}  # fmt: skip
_PAGE: Final = "\x0c"
_MAX_COLUMNS: Final = 1_000


def read_blocks(archive: Archive) -> list[Block]:
    """The flow of the document."""
    source = archive.read(_BODY).replace(_STRICT[1:-1].encode(), _W[1:-1].encode())
    root = parse_xml(source, _BODY)
    body = root.find(f"{_W}body")
    return [] if body is None else list(_blocks(body, ListNumbers(archive)))


def _blocks(parent: Element, numbers: ListNumbers) -> Iterator[Block]:
    for child in parent:
        name = local_name(child)
        if name == "p":
            yield from _paragraph(child, numbers)
        elif name == "tbl":
            yield _table(child, numbers)
        elif name not in _UNSEEN:
            yield from _blocks(child, numbers)


def _paragraph(paragraph: Element, numbers: ListNumbers) -> Iterator[Block]:
    """The lines of a paragraph and the page breaks in it; a page break alone leaves no blank line."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is not None and _is_on(properties, "pageBreakBefore"):
        yield BREAK
    label = numbers.label(properties)
    pieces = (label + "".join(_texts(paragraph))).split(_PAGE)
    for index, piece in enumerate(pieces):
        if index:
            yield BREAK
        if piece or len(pieces) == 1:
            yield from piece.split("\n")
    if properties is not None and _ends_page(properties):
        yield BREAK


def _texts(element: Element) -> Iterator[str]:
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in _MARKS:
            yield _MARKS[name]
        elif name == "br":
            yield _PAGE if child.get(f"{_W}type") == "page" else "\n"
        elif name == "sym":
            yield _symbol(child)
        elif name == "p":
            # A text box stands in the paragraph that it is fixed to.
            yield from ("\n", *_texts(child))
        elif name not in _UNSEEN:
            yield from _texts(child)


def _symbol(element: Element) -> str:
    code = element.get(f"{_W}char", "")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    font = element.get(f"{_W}font", "")
    return _SYMBOLS.get((font, number & 0xFF)) or (chr(number) if number < 0xD800 else "\ufffd")  # noqa: PLR2004


def _is_on(properties: Element, name: str) -> bool:
    found = properties.find(f"{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in {"0", "false", "off"}


def _ends_page(properties: Element) -> bool:
    """Whether a section ends here that does not go on on the same page."""
    section = properties.find(f"{_W}sectPr")
    if section is None:
        return False
    kind = section.find(f"{_W}type")
    return kind is None or kind.get(f"{_W}val") not in {"continuous", "nextColumn"}


def _table(table: Element, numbers: ListNumbers) -> Table:
    """The cells, those merged downwards joined; a cell continues the one above it in the same columns."""
    cells: list[Placed] = []
    above: dict[int, int] = {}
    height = total = 0
    for height, row in enumerate(_children(table, "tr"), 1):
        column = min(_value(row, "trPr/gridBefore", 0), _MAX_COLUMNS)
        reached: dict[int, int] = {}
        for cell in _children(row, "tc"):
            colspan = min(max(1, _value(cell, "tcPr/gridSpan", 1)), _MAX_COLUMNS)
            total += colspan
            check_size(total, 1)
            index = above.get(column) if _merge(cell, "vMerge") == "continue" else None
            if index is not None and cells[index].colspan == colspan:
                _reach(cells, index, rowspan=height - cells[index].row)
            elif _merge(cell, "hMerge") == "continue" and reached:
                index = max(reached.values())
                _reach(cells, index, colspan=column + colspan - cells[index].column)
            else:
                index = len(cells)
                cells.append(Placed(height - 1, column, 1, colspan, list(_blocks(cell, numbers))))
            reached[column] = index
            column += colspan
        above = reached
    return Table(height, [_without_breaks(cell) for cell in cells])


def _reach(cells: list[Placed], index: int, *, rowspan: int = 0, colspan: int = 0) -> None:
    cell = cells[index]
    cells[index] = Placed(
        cell.row, cell.column, rowspan or cell.rowspan, colspan or cell.colspan, cell.blocks
    )


def _without_breaks(cell: Placed) -> Placed:
    blocks = [block for block in cell.blocks if block is not BREAK]
    return Placed(cell.row, cell.column, cell.rowspan, cell.colspan, blocks)


def _children(parent: Element, name: str) -> Iterator[Element]:
    """The rows or cells, those in content controls and inserted by tracked changes too."""
    for child in parent:
        kind = local_name(child)
        if kind == name:
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif kind in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
            yield from _children(child, name)


def _merge(cell: Element, name: str) -> str:
    """`restart`, `continue`, or "" for a cell that is not merged; a bare `vMerge` continues."""
    found = cell.find(f"{_W}tcPr/{_W}{name}")
    return "" if found is None else found.get(f"{_W}val", "continue")


def _value(element: Element, path: str, default: int) -> int:
    found = element.find("/".join(f"{_W}{step}" for step in path.split("/")))
    text = "" if found is None else found.get(f"{_W}val", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default  # noqa: PLR2004
