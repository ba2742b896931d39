"""HTML pages."""

from __future__ import annotations

import re
import sys
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govperf.containers import html
from govperf.containers._tables import gather
from govperf.errors import MissingExtraError, ReadError
from govperf.grid import Grid
from tests.containers.strategies import grids, texts

_TAGS = [
    "<p>",
    "</p>",
    "<br>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<td rowspan=3>",
    "<td colspan=0>",
    "<th>",
]
_pages = st.lists(
    st.sampled_from([*_TAGS, "<pre>", "<div hidden>", "<!--", "-->", "</div>", "a", " ", "|x|\n"])
)


def read(page: str) -> list[list[list[str]]]:
    """The texts of each grid of a page."""
    return [grid.texts for grid in html.read(page.encode())]


@given(st.lists(grids(), min_size=1, max_size=3))
@example([Grid.of([["| a | b |"], ["| c | d |"]])])
@example([Grid.of([[], ["标题"], ["单位：万元"], ["a", "b", "c"], ["1", " x ", "2"], ["注"]])])
@settings(max_examples=60, deadline=None)
def test_round_trip(several: list[Grid]) -> None:
    """Grids written and read are the same; blank ones are left out."""
    assert html.read(html.write(several)) == gather(several)


@given(_pages.map("".join))
@settings(deadline=None)
def test_any_page(page: str) -> None:
    """Any tags in any order give grids whose rows are dense."""
    for grid in html.read(page.encode()):
        assert all(cell.place.column == index for row in grid for index, cell in enumerate(row, 1))


@given(texts)
def test_escaped(text: str) -> None:
    """No text becomes a tag, and the page refers to nothing outside itself."""
    page = html.write([Grid.of([["a", "b"], [text, text]])]).decode()
    assert set(re.findall(r"</?([a-zA-Z]\w*)", page)) <= {
        *(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "section",
            "p",
            "table",
            "thead",
            "tr",
            "th",
            "td",
            "br",
        )
    }
    assert not re.search(r"(?:src|href|url)\s*[=(]", re.sub(r"<t[dh].*?</t[dh]>", "", page))


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        (
            "<p>标题<p>单位：万元<table><tr><td>a<td>b</table>注",
            [["标题"], ["单位：万元"], ["a", "b"], ["注"]],
        ),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", [["a", "b"], ["", "c"]]),
        ("<table><tr><td colspan=3>a<td>b</table>", [["a", "", "", "b"]]),
        ("<table><tr><td rowspan=99>a<td>b</table>", [["a", "b"]]),
        ("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>", [["a", "b"], ["", "c"], ["", "d"]]),
        ("<table><tr><td>a<br>b<p>c</p><td>  x \n y </table>", [["a\nb\nc", "x y"]]),
        ("<table><tr><td>绩效\n目标<td>≥&nbsp;95&lt;&#x2265;</table>", [["绩效目标", "≥\xa095<≥"]]),
        ("<table><caption>题</caption><tr><td>a<td>b</table>", [["题"], ["a", "b"]]),
        ("<script>x</script><style>y</style><div style='display:none'>z</div><p hidden>w<p>a", [["a"]]),
        ("<ul><li>一<li>二</ul>三<br>四", [["一"], ["二"], ["三"], ["四"]]),
        ("<pre>| a | b |\n|---|---|\n| 1 |  |\n</pre>", [["a", "b"], ["1"]]),
        (
            "<table><tr><td>左<td>题<table><tr><td>a<td>b</table>注<td>右</table>",
            [["左", "", "右"], ["题"], ["a", "b"], ["注"]],
        ),
        ("<table><tr><td><p>题<table><tr><td>a<td>b</table></table>", [["题"], ["a", "b"]]),
    ],
)
def test_tables_and_lines(page: str, rows: list[list[str]]) -> None:
    """A page reads as a browser shows it, nested tables after the row they stand in."""
    assert read(page) == [rows]


def test_spans() -> None:
    """A cell that reaches below its table ends with it."""
    (grid,) = html.read(b"<table><tr><td rowspan=5 colspan=2>a<td>b<tr><td>c</table>")
    assert (grid.rows[0][0].rowspan, grid.rows[0][0].colspan) == (2, 2)


def test_pages() -> None:
    """A page break of the style begins another grid."""
    assert read("<p>a<br style='page-break-before:always'>b<div style='break-after: page'>c</div>d") == [
        [["a"]],
        [["b"], ["c"]],
        [["d"]],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    """Pages in the encodings of the field read the same, and are known as pages."""
    data = "<html><meta charset=gb2312><table><tr><td>项目<td>绩效目标".encode(encoding)
    assert html.recognize(data)
    assert html.read(data)[0].texts == [["项目", "绩效目标"]]


def test_recognize() -> None:
    """A page begins with a tag; text that mentions one does not."""
    assert html.recognize(b'\xef\xbb\xbf \n<?xml version="1.0"?><!-- x --><!DOCTYPE html>')
    assert not html.recognize("目标<p>一</p><table>".encode())
    assert not html.recognize(b'<?xml version="1.0"?><data/>')


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<div>" * 100_000, "one in another"),
        (b"<p>" * 1_000_000, "tags"),
        (b"<p>" + b"x" * (30 << 20), "MB"),
        (b"<div " + b"".join(b"a%d " % number for number in range(10_000)), "attributes"),
        (b"<table>" + b"<tr><td colspan=1000 rowspan=9999>x" * 2000, "too large"),
        (b"<table><tr><td>" * 70, "tables"),
    ],
    ids=["deep", "many tags", "large", "attributes", "spans", "nested tables"],
)
def test_refusals(data: bytes, what: str) -> None:
    """Pages that would take minutes or gigabytes are refused."""
    with pytest.raises(ReadError, match=what):
        html.read(data)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Any bytes give grids or a ReadError."""
    html.recognize(data)
    with suppress(ReadError):
        html.read(data)


def test_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its package, reading says which command installs it."""
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'govperf\[html\]'"):
        html.read(b"<p>a")
