"""Word documents."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govperf.containers import docx, excel
from govperf.containers._tables import Merge, gather, lay_out
from govperf.errors import MissingExtraError, ReadError
from govperf.grid import Grid
from tests.containers.damage import BOMB, make_archive, make_compound, replace_parts
from tests.containers.strategies import grids
from tests.office import NEEDS_OFFICE, convert

FORM = lay_out(
    [
        ["绩效目标表"],
        ["单位：万元"],
        ["项目", "绩效", ""],
        ["", "一\n二", " ≥95%"],
        ["😀", "a\tb", "4,693.61"],
        ["注"],
    ],
    [Merge(2, 0, 2, 1), Merge(2, 1, 1, 2)],
)
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NUMBERING = (
    '<w:numbering xmlns:w="{}"><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2 "/></w:lvl>'
    '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def read(body: str) -> list[list[list[str]]]:
    """The texts of each grid of a document with this body; `<p>` stands for `<w:p>` and so on."""
    inner = body.replace("</", "</w:").replace("<", "<w:").replace("<w:/w:", "</w:")
    document = f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{inner}</w:body></w:document>'
    parts = {
        "word/document.xml": document.encode(),
        "word/numbering.xml": _NUMBERING.format(_NAMESPACE).encode(),
    }
    return [grid.texts for grid in docx.read(make_archive(parts))]


def cell(text: str, properties: str = "") -> str:
    """One cell of a table."""
    return f"<tc><tcPr>{properties}</tcPr><p><r><t>{text}</t></r></p></tc>"


@given(st.lists(grids(), min_size=1, max_size=3))
@example([FORM, FORM])
@example([Grid.of([["| a | b |"], ["| c | d |"]])])
@settings(max_examples=40, deadline=None)
def test_round_trip(several: list[Grid]) -> None:
    """Grids written and read are the same; blank ones are left out."""
    assert docx.read(docx.write(several)) == gather(several)


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        ("<p><r><t>题</t><br/><t>位</t></r></p><p/><p><r><t>注</t></r></p>", [[["题"], ["位"], [], ["注"]]]),
        ('<p><r><t>a</t><br type="page"/><t>b</t></r></p>', [[["a"]], [["b"]]]),
        ("<p><r><t>a</t></r></p><p><pPr><pageBreakBefore/></pPr><r><t>b</t></r></p>", [[["a"]], [["b"]]]),
        ("<p><pPr><sectPr/></pPr><r><t>a</t></r></p><p><r><t>b</t></r></p>", [[["a"]], [["b"]]]),
        ("<p><del><r><delText>x</delText></r></del><ins><r><t>y</t></r></ins></p>", [[["y"]]]),
        ('<p><r><sym font="Wingdings 2" char="F052"/><noBreakHyphen/><tab/><t>是</t></r></p>', None),
    ],
)
def test_paragraphs(body: str, pages: list[list[list[str]]] | None) -> None:
    """Paragraphs are rows of one cell; page breaks part grids; deleted text is left out."""
    body = body.replace(" type=", " w:type=").replace(" font=", " w:font=").replace(" char=", " w:char=")
    assert read(body) == (pages or [[["☑-\t是"]]])


def test_merged_cells() -> None:
    """Merged cells stand at their first position; the positions that they cover are blank."""
    wide, first, below = '<gridSpan w:val="2"/>', '<vMerge w:val="restart"/>', "<vMerge/>"
    rows = (
        f"<tr>{cell('a', wide)}{cell('b', first)}</tr><tr>{cell('c')}{cell('d')}{cell('hidden', below)}</tr>"
        f'<tr><trPr><gridBefore w:val="1"/></trPr>{cell("e")}{cell("f")}</tr>'
    )
    assert read(f"<tbl>{rows}</tbl>") == [[["a", "", "b"], ["c", "d", ""], ["", "e", "f"]]]


def test_nested_table() -> None:
    """A table in a cell follows the row it stands in, with the lines around it."""
    inner = f"<tc><p><r><t>题</t></r></p><tbl><tr>{cell('x')}{cell('y')}</tr></tbl><p/></tc>"
    assert read(f"<tbl><tr>{cell('a')}{inner}</tr><tr>{cell('b')}{cell('c')}</tr></tbl>") == [
        [["a"], ["题"], ["x", "y"], [], ["b", "c"]]
    ]


def test_list_numbers() -> None:
    """The numbers of numbered lists are shown."""
    levels = [0, 1, 1, 0, 1]
    numbered = '<p><pPr><numPr><ilvl w:val="{}"/><numId w:val="7"/></numPr></pPr><r><t>x</t></r></p>'
    body = "".join(map(numbered.format, levels))
    assert read(body) == [[["一、x"], ["一.1 x"], ["一.2 x"], ["二、x"], ["二.1 x"]]]


def test_print_set_up() -> None:
    """A document is landscape A4 and repeats the heads of its table on each page."""
    written = docx.write([FORM])
    xml = zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml").decode()
    assert 'w:orient="landscape"' in xml
    assert xml.count("<w:tblHeader/>") == 2


@given(seed=st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_damage(seed: int) -> None:
    """A document with some bytes changed or its end cut off gives grids or a ReadError."""
    chance = random.Random(seed)  # noqa: S311
    data = bytearray(_WRITTEN)
    for _ in range(chance.choice([1, 5, 30])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    del data[chance.choice([len(data), chance.randrange(len(data))]) :]
    with suppress(ReadError):
        docx.read(bytes(data))


_WRITTEN = docx.write([FORM])


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (_WRITTEN[: len(_WRITTEN) // 2], "cut off"),
        (make_compound(WordDocument=b"x"), "old Word or WPS document"),
        (make_archive({"word/x.xml": b""}), "no Word document"),
        (replace_parts(_WRITTEN, document=b" " * (300 << 20)), "zip bomb"),
        (replace_parts(_WRITTEN, document=BOMB + b"<x>&a9;</x>"), "entity"),
        (replace_parts(_WRITTEN, document=b"<a>" * 100_000 + b"</a>" * 100_000), "one in another"),
        (replace_parts(_WRITTEN, document=b"<a>"), "damaged"),
    ],
    ids=["cut off", "old", "other", "zip bomb", "entities", "deep", "open"],
)
def test_refusals(data: bytes, what: str) -> None:
    """What is damaged, of the old kind, outsized or something else is refused with what is wrong."""
    with pytest.raises(ReadError, match=what):
        docx.read(data)


def test_recognize() -> None:
    """A document is known by its bytes, even if it is cut off; a workbook is none."""
    assert docx.recognize(_WRITTEN)
    assert docx.recognize(_WRITTEN[: len(_WRITTEN) // 2])
    assert docx.recognize(make_compound(WordDocument=b"x"))
    assert not docx.recognize(excel.write([FORM]))


def test_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its package, writing says which command installs it; reading needs none."""
    monkeypatch.setitem(sys.modules, "docx", None)
    assert docx.read(_WRITTEN) == (FORM,)
    with pytest.raises(MissingExtraError, match=r"pip install 'govperf\[docx\]'"):
        docx.write([FORM])


@NEEDS_OFFICE
def test_libreoffice(tmp_path: Path) -> None:
    """A document that LibreOffice saved again reads the same."""
    source = tmp_path / "source.docx"
    source.write_bytes(_WRITTEN)
    assert docx.read(convert([source], "docx", tmp_path)["source"]) == (FORM,)
