"""Comma-separated values."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govperf.containers import csv
from govperf.containers._tables import gather, lay_out
from govperf.errors import ReadError
from govperf.grid import Grid
from tests.containers.strategies import grids, texts


def read_one(data: bytes) -> list[list[str]]:
    """The texts of the one grid of these bytes."""
    (grid,) = csv.read(data)
    return grid.texts


@given(grids())
@example(Grid.of([["x", "p;q;r"], ["y", "s;t;u"]]))
@example(Grid.of([["a;b"], ["c;d"]]))
def test_round_trip(grid: Grid) -> None:
    """A grid written and read has the same texts, merged cells aside."""
    assert csv.read(csv.write([grid])) == gather([lay_out(grid.texts)])


@given(texts)
def test_no_formula(text: str) -> None:
    """No cell that is written begins with a sign that a spreadsheet would run, a number aside."""
    field = csv._escape(text)
    assert field[:1] not in tuple("=+-@\t\r") or csv._NUMBER.fullmatch(field) or not field
    assert csv._unescape(field) == text


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Any bytes give grids or a ReadError."""
    csv.recognize(data)
    with suppress(ReadError):
        csv.read(data)


def test_numbers_stay() -> None:
    """Numbers are written bare, and text with commas in quotes."""
    assert (
        csv.write([Grid.of([["-12.5", "+3", "4,693.61", "95%"]])])
        == '\ufeff-12.5,+3,"4,693.61",95%\r\n'.encode()
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_encodings_and_delimiters(encoding: str, mark: str) -> None:
    """Every encoding and delimiter of the field gives the same rows."""
    text = f'项目名称{mark}金额\r\n"采购{mark}培训"{mark}"4,693.61"\r\n"两\n行"{mark}95%\r\n'
    data = text.encode(encoding)
    assert csv.recognize(data)
    assert read_one(data) == [["项目名称", "金额"], [f"采购{mark}培训", "4,693.61"], ["两\n行", "95%"]]


def test_padding() -> None:
    """Hundreds of empty cells and rows after a table are left out."""
    assert read_one(("名称,金额" + "," * 500 + "\n" + ("," * 501 + "\n") * 50).encode()) == [["名称", "金额"]]


def test_blank() -> None:
    """A blank file holds no grid."""
    assert csv.read(b"") == csv.read(b"\n\n") == csv.read(b",,\n,,\n") == ()


def test_prose_is_no_csv() -> None:
    """Running text and tab-separated text without quotes are left to the text container."""
    assert not csv.recognize("1、产出指标：名称，年度指标值：≥95%。\n2、效益, 指标\n\n三\n".encode())
    assert not csv.recognize("项目\t金额\n采购\t1\n".encode())
    assert not csv.recognize(b"PK\x03\x04")
    assert not csv.recognize(b"<table><tr><td>a,b,c\nd,e,f")


def test_several_grids() -> None:
    """Several grids follow each other after a blank row."""
    assert read_one(csv.write([Grid.of([["a", "b"]]), Grid.of([["c", "d"]])])) == [["a", "b"], [], ["c", "d"]]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"a," * (32 << 20) + b"a", "64 MB"),
        (b"," * 2_000_000, "too large"),
        (b'a,"' + b"b" * 200_000, "does not end"),
    ],
    ids=["one long line", "many cells", "open quote"],
)
def test_refusals(data: bytes, what: str) -> None:
    """What is no table is refused with what is wrong."""
    with pytest.raises(ReadError, match=what):
        csv.read(data)
