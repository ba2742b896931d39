"""The text of PDF pages: where characters stand decides what they say, whatever their order in the file."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from govperf.containers import pdf
from govperf.containers._pdf.lines import Piece, lines_of
from govperf.containers._pdf.pages import pages_in
from tests.containers.pdf_drawings import Sketch, draw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_FONT = "STSong-Light"


def page_of(*drawings: Callable[[Canvas], None]) -> list[list[str]]:
    """The texts of pages that are drawn by hand, a function for each."""
    canvas = Canvas(file := io.BytesIO(), pagesize=(600, 800))
    for drawing in drawings:
        canvas.setFont(_FONT, 10)
        drawing(canvas)
        canvas.showPage()
    canvas.save()
    return [row for grid in pdf.read(file.getvalue()) for row in grid.texts]


def table(canvas: Canvas, *rows: tuple[str, ...]) -> None:
    """A table of cells 200 wide and 40 high, with its corner at 50, 750."""
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            canvas.rect(50 + 200 * column, 710 - 40 * row, 200, 40)
            canvas.drawString(54 + 200 * column, 725 - 40 * row, text)


def words(canvas: Canvas, *parts: tuple[float, str]) -> None:
    """A table with texts in its second cell, each at a distance from its left side, in one object of text."""
    table(canvas, ("甲", ""))
    text = canvas.beginText()
    text.setFont(_FONT, 10)
    for at, part in parts:
        text.setTextOrigin(254 + at, 725)
        text.textOut(part)
    canvas.drawText(text)


class TestPlaces:
    """Characters are read from left to right."""

    def test_quotes_that_come_first(self) -> None:
        """Quotes that stand before the words between them in the file are read at their place."""
        parts = ((0, "以"), (10, "“"), (40, "”"), (20, "善政"), (50, "为"))
        assert page_of(lambda canvas: words(canvas, *parts)) == [["甲", "以“善政”为"]]

    @given(st.permutations(range(6)))
    def test_order_of_the_file_does_not_matter(self, order: list[int]) -> None:
        """The pieces of a line come together in the order in which they stand."""
        pieces = [Piece(0, 0, 10 * at, 5, 10, "甲乙丙丁戊己"[at], 10 * at, at) for at in order]
        (row,) = lines_of(pieces, lambda piece: piece.u + 10)
        assert row.text == "甲乙丙丁戊己"


class TestNothingLost:
    """Every character of a page comes back, whatever stands where."""

    @given(
        st.dictionaries(
            st.tuples(st.integers(0, 9), st.integers(0, 30)),
            st.text("项目绩效ab12%", min_size=1, max_size=4),
            min_size=1,
        ),
        st.sets(st.tuples(st.booleans(), st.integers(0, 31), st.integers(0, 31), st.integers(1, 32))),
    )
    @settings(max_examples=80, deadline=None)
    def test_words_and_lines_anywhere(
        self, texts: dict[tuple[int, int], str], rules: set[tuple[bool, int, int, int]]
    ) -> None:
        """Words at random places among random lines are all read, and nothing else."""
        canvas = Canvas(file := io.BytesIO(), pagesize=(600, 800))
        canvas.setFont(_FONT, 8)
        for (column, row), text in texts.items():
            canvas.drawString(72 + 48 * column, 130 + 18 * row, text)
        for down, at, start, length in rules:
            ends = 122 + 18 * start, 122 + 18 * (start + length)
            place = 60 + 16 * at, 122 + 18 * at
            canvas.line(
                *(
                    (place[0], ends[0], place[0], ends[1])
                    if down
                    else (ends[0] - 62, place[1], ends[1] - 62, place[1])
                )
            )
        canvas.save()
        found = Counter(
            "".join(cell for _, rows in pages_in(file.getvalue()) for row in rows for cell in _texts(row))
        )
        assert found == Counter("".join(texts.values()))


def _texts(row: Sequence[str | tuple[str, int, int]]) -> Iterator[str]:
    for cell in row:
        yield "".join((cell if isinstance(cell, str) else cell[0]).split())


class TestGaps:
    """A gap is a blank where it is wide enough to be one and the rest of the line is set closer."""

    @pytest.mark.parametrize(
        ("parts", "text"),
        [
            (((0, "完成；"), (32.5, "二、保障")), "完成； 二、保障"),
            (((0, "完成"), (23.3, "and")), "完成 and"),
            (((0, "完成"), (22.2, "5G")), "完成5G"),
            (((0, "完成"), (21, "保障")), "完成保障"),
            (((0, "合"), (30, "计")), "合 计"),
            (((0, "some"), (28, "text")), "some text"),
        ],
    )
    def test_width_tells_blanks(self, parts: tuple[tuple[float, str], ...], text: str) -> None:
        """What word processors leave between Chinese and Latin letters is no blank; more than that is one."""
        assert page_of(lambda canvas: words(canvas, *parts)) == [["甲", text]]

    def test_a_line_that_is_spread_has_no_blanks(self) -> None:
        """Characters that are spread to fill their cell stand evenly, and the text has no blanks."""
        parts = tuple((13.5 * at, mark) for at, mark in enumerate("年度绩效目标"))
        assert page_of(lambda canvas: words(canvas, *parts)) == [["甲", "年度绩效目标"]]

    def test_a_printed_blank_stays_at_the_end_of_a_line(self) -> None:
        """A blank that is printed before a line break is kept; one that ends the cell is not."""

        def drawing(canvas: Canvas) -> None:
            table(canvas, ("甲", ""))
            canvas.drawString(254, 735, "see the ")
            canvas.drawString(254, 720, "end ")

        assert page_of(drawing) == [["甲", "see the \nend"]]

    def test_a_word_that_had_room_came_after_a_blank(self) -> None:
        """Between Latin words on two lines stood a blank; a number that is cut in two has none."""

        def drawing(canvas: Canvas) -> None:
            table(canvas, ("甲", ""), ("乙", ""))
            for at, line in enumerate(("open", "data", "1,125.1", "6")):
                canvas.drawString(254, 735 - 15 * (at % 2) - 40 * (at // 2), line)

        assert page_of(drawing) == [["甲", "open \ndata"], ["乙", "1,125.1\n6"]]


class TestClips:
    """Lines that a spreadsheet prints and clips belong to the cell that they are clipped to."""

    @staticmethod
    def clipped(canvas: Canvas, lines: list[str], top: float, bottom: float, first: float) -> None:
        """Lines from a height downwards, clipped to the second column between two heights."""
        canvas.saveState()
        (path := canvas.beginPath()).rect(250, bottom, 200, top - bottom)
        canvas.clipPath(path, stroke=0)
        canvas.setFont(_FONT, 10)
        for at, line in enumerate(lines):
            canvas.drawString(254, first - 15 * at, line)
        canvas.restoreState()

    def test_a_text_too_long_for_its_row(self) -> None:
        """Lines above and below the row, over its neighbours or outside the table, are its cell's text."""

        def drawing(canvas: Canvas) -> None:
            table(canvas, ("上", "上文"), ("中", ""), ("下", "下文"))
            self.clipped(canvas, [f"第{at}行" for at in range(9)], 710, 670, 755)

        whole = "\n".join(f"第{at}行" for at in range(9))
        assert page_of(drawing) == [["上", "上文"], ["中", whole], ["下", "下文"]]

    def test_a_merged_cell_that_is_printed_on_two_pages(self) -> None:
        """A cell that runs over the page is printed whole on both, each time clipped, and read once."""
        lines = [f"第{at}行" for at in range(8)]

        def part(canvas: Canvas, label: str, first: float) -> None:
            table(canvas, (label, ""))
            self.clipped(canvas, lines, 750, 710, first)

        rows = page_of(lambda canvas: part(canvas, "上", 740), lambda canvas: part(canvas, "下", 770))
        assert rows == [["上", "\n".join(lines)], ["下", ""]]

    def test_what_is_clipped_away_elsewhere_is_not_seen(self) -> None:
        """A text outside of a clip that is no cell's stays unread where no table is."""

        def drawing(canvas: Canvas) -> None:
            table(canvas, ("甲", "乙"))
            self.clipped(canvas, ["hidden"], 600, 500, 400)

        assert page_of(drawing) == [["甲", "乙"]]


class TestTurns:
    """Labels that run downwards or upwards, and tables in tables."""

    @pytest.mark.parametrize(("turned", "x", "y"), [(90, 70, 715), (-90, 60, 745)])
    def test_a_turned_label_is_one_line(self, turned: int, x: float, y: float) -> None:
        """A label that is turned by a quarter either way is read along its line."""

        def drawing(canvas: Canvas) -> None:
            table(canvas, ("", "some upright text"))
            canvas.translate(x, y)
            canvas.rotate(turned)
            canvas.drawString(0, 0, "指标")

        assert page_of(drawing) == [["指标", "some upright text"]]

    def test_a_label_with_a_character_a_line(self) -> None:
        """Characters one below the other are lines of one cell."""

        def drawing(canvas: Canvas) -> None:
            table(canvas, ("", "文"))
            for at, mark in enumerate("绩效"):
                canvas.drawString(60, 735 - 15 * at, mark)

        assert page_of(drawing) == [["绩\n效", "文"]]

    def test_a_table_in_a_cell(self) -> None:
        """A table that stands in a cell of another is read as a table after it, and nothing of it is lost."""

        def drawing(canvas: Canvas) -> None:
            for at in range(2):
                canvas.rect(30 + 270 * at, 500, 270, 280)
            canvas.drawString(40, 600, "外")
            canvas.translate(270, 0)
            draw(canvas, Sketch([("内一", "内二"), ("内三", "内四")]), 800)

        assert page_of(drawing) == [["外", ""], ["内一", "内二"], ["内三", "内四"]]
