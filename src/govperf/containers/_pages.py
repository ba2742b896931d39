"""HTML to a flow of lines, tables and page breaks, as a browser shows it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from attrs import define, field

from govperf.containers._flows import BREAK, Block, Placed, Table
from govperf.containers._tables import check_size
from govperf.errors import ReadError, missing_extra

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["read_blocks"]

_UNSEEN: Final = frozenset(
    {"script", "style", "template", "head", "noscript", "select", "title", "object", "iframe", "svg", "math"}
)
_LINES: Final = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "textarea",
        "tr",
        "ul",
    }
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BEFORE: Final = re.compile(r"break-before\s*:\s*(?:always|page)", re.IGNORECASE)
_AFTER: Final = re.compile(r"break-after\s*:\s*(?:always|page)", re.IGNORECASE)
_KEPT: Final = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_BARS: Final = re.compile(r"\s*\|.*\|\s*")
_RULE: Final = re.compile(r"[\s|:+-]+")
_BAR: Final = re.compile(r"(?<!\\)\|")
_COUNT: Final = re.compile(r"\s*(\d{1,5})", re.ASCII)
_MAX_COLSPAN: Final = 1_000
_MAX_ROWSPAN: Final = 65_534
_MAX_TABLES: Final = 60


def read_blocks(text: str) -> list[Block]:
    """The flow of a page; raises MissingExtraError without the package that parses HTML."""
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise missing_extra("reading HTML", "html") from error
    body = LexborHTMLParser(text).body
    reader = _Reader()
    if body is not None:
        reader.walk(body)
    return list(_with_bars(reader.flow.blocks))


@define(slots=True)
class _Flow:
    """The lines and tables of a page or cell, and the line that is being read."""

    blocks: list[Block] = field(factory=list)
    line: str = ""
    is_kept: bool = False

    def add(self, text: str) -> None:
        """Text whose white space counts as one blank."""
        text = _BLANKS.sub(_blank if "\n" in text else " ", text)
        self.line += text.lstrip(" ") if not self.line or self.line.endswith(" ") else text

    def add_kept(self, text: str) -> None:
        """Text whose white space is shown."""
        first, *rest = text.replace("\r\n", "\n").split("\n")
        self.line, self.is_kept = self.line + first, True
        for line in rest:
            self.end_line()
            self.line, self.is_kept = line, True

    def end_line(self, *, is_break: bool = True) -> None:
        """The line is over; a blank one counts only at a line break."""
        text = self.line if self.is_kept else self.line.rstrip(" ")
        if is_break or text:
            self.blocks.append(text)
        self.line, self.is_kept = "", False


@define(slots=True)
class _Table:
    """A table that is being read."""

    row: int = -1
    cells: list[Placed] = field(factory=list)
    taken: dict[int, int] = field(factory=dict)
    column: int = 0
    total: int = 0

    def start_row(self) -> None:
        """The next cells stand in a row further down."""
        self.row, self.column = self.row + 1, 0

    def place(self, rowspan: int, colspan: int, blocks: list[Block]) -> None:
        """Put the next cell of the row in the first column that no cell from above reaches into."""
        self.row = max(self.row, 0)
        column = self.column
        while self.taken.get(column, 0) > self.row:
            column += 1
        self.total += column + colspan - self.column
        check_size(self.total, 1)
        self.column = column + colspan
        if rowspan > 1:
            self.taken.update(dict.fromkeys(range(column, column + colspan), self.row + rowspan))
        self.cells.append(Placed(self.row, column, rowspan, colspan, blocks))

    def finish(self) -> Table:
        """The table, with no cell that reaches below it."""
        height = self.row + 1
        cells = [
            cell
            if cell.row + cell.rowspan <= height
            else Placed(cell.row, cell.column, height - cell.row, cell.colspan, cell.blocks)
            for cell in self.cells
        ]
        return Table(height, cells)


@define(slots=True)
class _Reader:
    """Goes through a page once, without recursion."""

    flows: list[_Flow] = field(factory=lambda: [_Flow()])
    tables: list[_Table] = field(factory=list)
    kept: int = 0

    @property
    def flow(self) -> _Flow:
        """The page, or the cell that is being read."""
        return self.flows[-1]

    def walk(self, root: LexborNode) -> None:
        """Enter and leave each element that is shown, in order."""
        open_nodes: list[tuple[LexborNode, str, str]] = []
        node: LexborNode | None = root
        while node is not None or open_nodes:
            if node is None:
                left, tag, ending = open_nodes.pop()
                self._leave(tag, ending)
                node = left.next if open_nodes else None
                continue
            if node.is_text_node:
                self._read_text(node.text_content or "")
            elif node.is_element_node and (style := _shown_style(node)) is not None:
                tag = node.tag or ""
                self._enter(node, tag, style)
                open_nodes.append((node, tag, style))
                node = node.first_child
                continue
            node = node.next
        self.flow.end_line(is_break=False)

    def _read_text(self, text: str) -> None:
        if self.tables and len(self.flows) <= len(self.tables) and not text.strip():
            return
        if self.kept:
            self.flow.add_kept(text)
        else:
            self.flow.add(text)

    def _enter(self, node: LexborNode, tag: str, style: str) -> None:
        if tag in _LINES:
            self.flow.end_line(is_break=False)
        if style and _BEFORE.search(style):
            self._break_page()
        elif tag == "br":
            self.flow.end_line()
        self.kept += _is_kept(tag, style)
        if tag == "table":
            self.tables.append(_Table())
            if len(self.tables) > _MAX_TABLES:
                raise ReadError(f"more than {_MAX_TABLES} tables stand one in another")
        elif tag == "tr" and self.tables:
            self.tables[-1].start_row()
        elif tag in {"td", "th"} and self.tables:
            self._start_cell(node)

    def _start_cell(self, node: LexborNode) -> None:
        attributes = node.attributes
        colspan = min(_span(attributes.get("colspan")) or 1, _MAX_COLSPAN)
        flow = _Flow()
        # A cell of rowspan 0 reaches to the end of the table.
        self.tables[-1].place(_span(attributes.get("rowspan")) or _MAX_ROWSPAN, colspan, flow.blocks)
        self.flows.append(flow)

    def _leave(self, tag: str, style: str) -> None:
        if tag in {"td", "th"} and len(self.flows) > 1:
            self.flow.end_line(is_break=self.flow.is_kept and bool(self.flow.line))
            self.flows.pop()
        elif tag == "table" and self.tables:
            self.flow.blocks.append(self.tables.pop().finish())
        elif tag in _LINES:
            self.flow.end_line(is_break=False)
        self.kept -= _is_kept(tag, style)
        if style and _AFTER.search(style):
            self._break_page()

    def _break_page(self) -> None:
        if len(self.flows) == 1:
            self.flow.end_line(is_break=False)
            self.flow.blocks.append(BREAK)


def _shown_style(node: LexborNode) -> str | None:
    """The style of an element; None if it is not shown."""
    if node.tag in _UNSEEN:
        return None
    attributes = node.attributes
    if not attributes:
        return ""
    style = attributes.get("style") or ""
    return None if "hidden" in attributes or (style and _HIDDEN.search(style)) else style


def _is_kept(tag: str, style: str) -> bool:
    """Whether an element shows its white space."""
    return tag in {"pre", "textarea"} or (bool(style) and _KEPT.search(style) is not None)


def _span(text: str | None) -> int:
    """Over how many rows or columns a cell reaches; 1 where nothing or nonsense is stated."""
    match = _COUNT.match(text) if text else None
    return min(int(match[1]), _MAX_ROWSPAN) if match else 1


def _blank(match: re.Match[str]) -> str:
    """One blank; none for a line break of the source between two wide characters (CSS Text 3, 4.1.3)."""
    start, end, text = match.start(), match.end(), match.string
    if "\n" in match[0] and start and end < len(text) and _is_wide(text[start - 1]) and _is_wide(text[end]):
        return ""
    return " "


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _with_bars(blocks: Sequence[Block]) -> Iterator[Block]:
    """The flow with each run of lines set with bars as a table."""
    for is_barred, run in groupby(
        blocks, lambda block: isinstance(block, str) and bool(_BARS.fullmatch(block))
    ):
        lines = list(run)
        if is_barred and len(lines) > 1:
            yield _barred_table([line for line in lines if isinstance(line, str)])
        else:
            yield from lines


def _barred_table(lines: list[str]) -> Table:
    rows = [_BAR.split(line.strip())[1:-1] for line in lines if not _RULE.fullmatch(line)]
    cells = [
        Placed(row, column, 1, 1, [text.strip().replace("\\|", "|")])
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return Table(len(rows), cells)
