"""Web archives."""

from __future__ import annotations

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf.containers import html
from govperf.containers._tables import gather
from govperf.errors import ReadError
from govperf.grid import Grid
from tests.containers.strategies import grids


def pack(*pages: bytes, kind: str = "html") -> bytes:
    """A web archive of these pages."""
    archive = MIMEMultipart("related")
    for page in pages:
        archive.attach(MIMEText(page.decode(), kind, "utf-8"))
    return archive.as_bytes()


@given(st.lists(grids(), min_size=1, max_size=3))
@settings(max_examples=20, deadline=None)
def test_pages_come_back(several: list[Grid]) -> None:
    """The pages of an archive read like the pages themselves, one after the other."""
    assert html.read(pack(html.write(several))) == gather(several)


def test_pages_without_a_table_are_left_out() -> None:
    """Frames and tabs that an office program saves beside the sheets are no part of the table."""
    table = html.write([Grid.of([["项目", "目标"], ["甲", "乙"]])])
    data = pack(b"<html><p>Sheet1</p></html>", table, table)
    assert html.recognize(data)
    assert [(grid.page, grid.texts[0]) for grid in html.read(data)] == [
        (1, ["项目", "目标"]),
        (2, ["项目", "目标"]),
    ]


@pytest.mark.parametrize(
    ("data", "what"),
    [(pack(b"x", kind="plain"), "no page"), (pack() + b"boundary=" * 200, "more than 100")],
    ids=["no page", "many"],
)
def test_refusals(data: bytes, what: str) -> None:
    """An archive without a page, and one made of archives in archives, are refused."""
    with pytest.raises(ReadError, match=what):
        html.read(data)
