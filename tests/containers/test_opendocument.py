"""OpenDocument texts; spreadsheets are tested as `test_excel` carries them."""

from __future__ import annotations

import io
import zipfile

from govperf.containers import docx
from govperf.containers.registry import find_container

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible"))
)  # fmt: skip


def make(body: str) -> bytes:
    """A text with this body; the style `next` begins a page."""
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>"
        '<style:style style:name="next"><style:paragraph-properties fo:break-before="page"/></style:style>'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def test_lines_and_tables() -> None:
    """Paragraphs, lists and sections are lines; merged cells reach as far as they say; nested lines stay in their cell."""
    table = (
        "<table:table><table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-spanned="2"><text:p>头</text:p></table:table-cell><table:covered-table-cell/>'
        "</table:table-row></table:table-header-rows><table:table-row>"
        "<table:table-cell><text:p>一</text:p><text:p>二<text:line-break/>三</text:p></table:table-cell>"
        "<table:table-cell><text:p>a<text:tab/>b<text:s text:c='2'/>c</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    lines = "<text:section><text:h>绩效目标表</text:h></text:section><text:list><text:list-item><text:p>甲</text:p></text:list-item></text:list>"
    data = make(lines + table)
    assert find_container(data) is docx
    (grid,) = docx.read(data)
    assert grid.texts == [["绩效目标表"], ["甲"], ["头", ""], ["一\n二\n三", "a\tb  c"]]
    assert grid.rows[2][0].colspan == 2


def test_a_page_break_begins_a_grid() -> None:
    """A paragraph whose style breaks the page begins a new grid, and leaves no line if it is empty."""
    data = make('<text:p>一</text:p><text:p text:style-name="next"/><text:p>二</text:p>')
    assert [(grid.page, grid.texts) for grid in docx.read(data)] == [(1, [["一"]]), (2, [["二"]])]
