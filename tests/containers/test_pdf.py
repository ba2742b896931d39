"""The PDF container: cells from ruling lines, rows joined over pages, and what it refuses."""

from __future__ import annotations

import io
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from govperf.containers import pdf
from govperf.errors import GovperfError, InputError, MissingExtraError, ReadError
from govperf.grid import Grid
from tests.containers.pdf_drawings import FONT, STYLES, Sketch, draw, pdf_of, raw_pdf
from tests.containers.pdf_forms import Form, bare
from tests.containers.pdf_prints import DATA, FULL, SAMPLES

TEXT = b"BT /F1 8 Tf 10 300 Td (some text on a page) Tj ET\n"
MISSING = [
    *(program for program in ("soffice", "chromium") if not shutil.which(program)),
    *(module for module in ("docx", "openpyxl") if find_spec(module) is None),
]
HEADS = ("项目名称", "总计", "绩效目标")
MARKS = "项目名称绩效指标满意度年内不少于区政务服务中心，。；：（）≥%0123456789ABxyz-."
LINES = st.text(MARKS, min_size=1, max_size=9).map(lambda line: f"区{line}度")
CELLS = st.one_of(st.just(""), st.lists(LINES, min_size=1, max_size=3).map("\n".join))


@pytest.fixture(scope="module", autouse=True)
def in_place() -> Iterator[None]:
    """Files are read in this process, as in a frozen program; `test_pdf_processes` and the prints go through others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "frozen", True, raising=False)
        yield


@st.composite
def sketches(draws: st.DrawFn) -> Sketch:
    """Tables of some rows and columns, at times with a merged cell that leaves each line of it standing."""
    high, wide = draws(st.integers(1, 5)), draws(st.integers(1, 5))
    rows = draws(st.lists(st.lists(CELLS, min_size=wide, max_size=wide), min_size=high, max_size=high))
    rows[0][0] = rows[0][0] or "头"
    if high < 2 or wide < 2 or draws(st.booleans()):
        return Sketch(rows)
    down, right = draws(st.integers(1, high - 1)), draws(st.integers(1, wide - 1))
    row, column = draws(st.integers(0, high - down)), draws(st.integers(0, wide - right))
    sketch = Sketch(rows, [(row, column, down, right)])
    for at, beside in sketch.covered:
        rows[at][beside] = ""
    return sketch


def texts(data: bytes) -> list[list[str]]:
    """The texts of all rows of a file."""
    return [row for grid in pdf.read(data) for row in grid.texts]


def parts(*pages: list[tuple[str, ...]]) -> bytes:
    """A file with a table that runs over pages."""
    return pdf_of(*(Sketch(rows, others=pages) for rows in pages))


def right_rows(form: Form, data: bytes) -> tuple[int, int]:
    """How many rows of a form's body stand in the file, white space aside, and how many there are."""
    found = Counter(bare(row) for row in texts(data))
    return sum((Counter(map(bare, form.body)) & found).values()), len(form.body)


class TestDrawnTables:
    """A table reads back as it was drawn, in whichever way its lines are drawn."""

    @given(sketches(), st.sampled_from(["strokes", "bars", "frames", "fills", "inner"]))
    @settings(max_examples=60, deadline=None)
    def test_reads_back_equal(self, sketch: Sketch, style: str) -> None:
        """Random tables with blanks, line breaks and merged cells read back equal, places and spans too."""
        (grid,) = pdf.read(pdf_of(sketch, style=style if sketch.edges()[0][2:] else "strokes"))
        assert grid.texts == [list(row) for row in sketch.rows]
        spans = {(c.place.row - 1, c.place.column - 1, c.rowspan, c.colspan) for row in grid for c in row}
        assert set(sketch.merges) <= spans
        assert all(cell.place.column == at for row in grid for at, cell in enumerate(row, 1))

    @given(sketches(), st.integers(0, 3), st.sampled_from([0, 90, 180, 270]))
    @settings(max_examples=25, deadline=None)
    def test_reads_turned_pages(self, sketch: Sketch, turned: int, rotate: int) -> None:
        """Neither text drawn sideways nor the page's own /Rotate changes what is read."""
        assert texts(pdf_of(sketch, turned=turned, rotate=rotate)) == [list(row) for row in sketch.rows]

    @pytest.mark.parametrize("style", sorted(STYLES))
    def test_reads_each_style(self, style: str) -> None:
        """A table is read from strokes, bars, frames, fills, and without some of its lines."""
        body = [
            ("甲项目", "1.00", "完善服务，\n提高效率。"),
            ("乙项目", "", "保障安全。"),
            ("丙", "2.50", "加强管理。"),
        ]
        rows = [HEADS, *body]
        assert texts(pdf_of(Sketch(rows), style=style)) == [list(row) for row in rows]

    @given(st.data(), st.sampled_from(["across", "sides", "nothing"]))
    @settings(max_examples=40, deadline=None)
    def test_reads_tables_without_all_lines(self, data: st.DataObject, style: str) -> None:
        """Where lines between columns, rows or both are missing, the way the text stands tells the cells."""
        wide, high = data.draw(st.integers(3, 6)), data.draw(st.integers(4, 8))
        rows = data.draw(
            st.lists(st.lists(LINES, min_size=wide, max_size=wide), min_size=high, max_size=high)
        )
        rows[data.draw(st.integers(1, high - 1))][data.draw(st.integers(1, wide - 1))] = ""
        assert texts(pdf_of(Sketch(rows), style=style)) == rows

    def test_keeps_lines_around_tables(self) -> None:
        """A title and a note are rows of one cell, in reading order, and all rows are counted."""
        canvas = Canvas(file := io.BytesIO(), pagesize=(600, 800))
        canvas.drawString(200, 760, "Title 2025")
        draw(canvas, Sketch([("a", "b")]), 780)
        canvas.drawString(70, 500, "Note")
        canvas.save()
        (grid,) = pdf.read(file.getvalue())
        assert grid.texts == [["Title 2025"], ["a", "b"], ["Note"]]
        assert [row[0].place.row for row in grid] == [1, 2, 3]

    def test_reads_two_tables_of_a_page(self) -> None:
        """Two tables one below the other keep their own columns."""
        canvas = Canvas(file := io.BytesIO(), pagesize=(600, 800))
        draw(canvas, Sketch([("a", "b")]), 800)
        draw(canvas, Sketch([("c", "d", "e")]), 500)
        canvas.save()
        assert texts(file.getvalue()) == [["a", "b"], ["c", "d", "e"]]

    def test_reads_form_objects(self) -> None:
        """A table that is drawn once as a form object and placed on the page reads as if drawn there."""
        canvas = Canvas(file := io.BytesIO(), pagesize=(600, 800))
        canvas.beginForm("table")
        draw(canvas, Sketch([("甲", "乙"), ("", "丙")], [(0, 0, 2, 1)]), 700)
        canvas.endForm()
        canvas.translate(40, 50)
        canvas.doForm("table")
        canvas.save()
        assert texts(file.getvalue()) == [["甲", "乙"], ["", "丙"]]

    def test_hidden_text_is_left_out(self) -> None:
        """Text outside its clip path is not seen, as a spreadsheet's merged cell on its other page."""
        canvas = Canvas(file := io.BytesIO(), pagesize=(600, 800))
        draw(canvas, Sketch([("甲", "乙")]), 780)
        (path := canvas.beginPath()).rect(50, 50, 500, 600)
        canvas.clipPath(path, stroke=0)
        canvas.drawString(200, 700, "hidden")
        canvas.drawString(200, 500, "shown")
        canvas.save()
        assert texts(file.getvalue()) == [["甲", "乙"], ["shown"]]

    def test_text_over_its_cell_stays_whole(self) -> None:
        """A text that runs over the line of its cell belongs to the cell where it begins."""
        canvas = Canvas(file := io.BytesIO(), pagesize=(600, 800))
        draw(canvas, Sketch([("", ""), ("ab", "cd")]), 800)
        canvas.drawString(62, 728, "overflowing text on and on")
        canvas.save()
        assert texts(file.getvalue())[0] == ["overflowing text on and on", ""]


class TestBrokenRows:
    """A row that runs over a page break is one row, on the page where it begins."""

    first = ("甲项目", "1.00", "完善服务，提高效率，\n保障安全，")
    rest = ("", "", "落实工作。")
    other = ("乙项目", "2.00", "优化环境。")

    def test_joins_the_second_part(self) -> None:
        """The text below a repeated head goes to the row above the break; blank cells hold its place."""
        first, second = pdf.read(parts([HEADS, self.other, self.first], [HEADS, self.rest, self.other]))
        assert first.texts[-1] == ["甲项目", "1.00", "完善服务，提高效率，\n保障安全，\n落实工作。"]
        assert second.texts == [list(HEADS), ["", "", ""], list(self.other)]
        assert (second.rows[2][0].place.page, second.rows[2][0].place.row) == (2, 3)

    @given(st.lists(st.text("完善服务提高效率", min_size=9, max_size=9), min_size=2, max_size=6), st.data())
    @settings(max_examples=25, deadline=None)
    def test_joins_wherever_it_breaks(self, lines: list[str], data: st.DataObject) -> None:
        """A row reads back whole at whichever of its lines the page ends."""
        at = data.draw(st.integers(1, len(lines) - 1))
        above = ("甲项目", "1.00", "\n".join(lines[:at]))
        below = ("", "", "\n".join(lines[at:]) + "。")
        first, second = pdf.read(parts([HEADS, self.other, above], [HEADS, below, self.other]))
        assert first.texts[-1] == ["甲项目", "1.00", "\n".join(lines) + "。"]
        assert second.texts[1:] == [["", "", ""], list(self.other)]

    def test_joins_over_three_pages(self) -> None:
        """A row that fills a whole page goes on to the page after it."""
        middle = ("", "", "加强管理，\n推进建设，")
        pages = [[HEADS, self.other, self.first], [HEADS, middle], [HEADS, self.rest, self.other]]
        first, second, third = pdf.read(parts(*pages))
        assert first.texts[-1][2].endswith("保障安全，\n加强管理，\n推进建设，\n落实工作。")
        assert [second.texts[1], third.texts[1]] == [["", "", ""], ["", "", ""]]

    @pytest.mark.parametrize(
        "row",
        [("乙项目", "2.00", "优化环境。"), ("合计", "3.00", ""), ("", "", ""), ("乙项目", "", "优化环境。")],
    )
    def test_keeps_whole_rows(self, row: tuple[str, str, str]) -> None:
        """A row that is whole, a total and a blank row are no second parts."""
        whole = ("甲项目", "1.00", "完善服务，提高效率，\n保障安全。")
        pages = [[HEADS, self.other, whole], [HEADS, row, self.other]]
        assert [list(row) for page in pages for row in page] == texts(parts(*pages))

    def test_keeps_rows_of_groups(self) -> None:
        """A row whose label stands in the merged cell of the page before is no second part of it."""
        upper = Sketch([("产出", "数量", "100%"), ("", "质量", "95%")], [(0, 0, 2, 1)])
        lower = Sketch([("", "时效", "满意"), ("效益", "社会", "有效")])
        assert texts(pdf_of(upper, lower))[2] == ["", "时效", "满意"]

    def test_joins_merged_cells(self) -> None:
        """A goal merged down beside the rows of its indicators goes on over the page, and they do not."""
        goal = "落实各项工作要求，完善服务，方便群众。\n提高办事效率，保障系统运行安全，做好"
        upper = [(goal, "数量", "100%"), ("", "质量", "95%")]
        lower = [("群众工作。", "时效", "及时"), ("", "成本", "≤5")]
        pages = (Sketch(rows, [(0, 0, 2, 1)], others=(upper, lower)) for rows in (upper, lower))
        first, second = pdf.read(pdf_of(*pages))
        assert first.texts == [[f"{goal}\n群众工作。", "数量", "100%"], ["", "质量", "95%"]]
        assert second.texts == [["", "时效", "及时"], ["", "成本", "≤5"]]

    def test_sums_are_not_joined(self) -> None:
        """A sum below a sum is another row's, even where the rest looks broken."""
        pages = [[HEADS, self.other, ("甲", "1.00", "完善服务")], [HEADS, ("", "2.00", ""), self.other]]
        assert texts(parts(*pages))[2] == ["甲", "1.00", "完善服务"]

    def test_keeps_the_columns(self) -> None:
        """Where all rows of a page need fewer columns, the cells reach over those of the page before."""
        rows = [("级别", "数量", "值", "单位"), ("产出", "次数", "5", "次"), ("效益", "群众", "有效", "")]
        wide = [(row, 2, 1, 2) for row in range(2)]
        lower = Sketch([("效益", "群众", "有效", ""), ("其他", "环境", "改善", "")], wide, others=[rows])
        first, second = pdf.read(pdf_of(Sketch(rows, [(2, 2, 1, 2)], others=[lower.rows]), lower))
        assert [len(row) for row in (*first.rows, *second.rows)] == [4] * 5
        assert [cell.colspan for cell in second.rows[1]] == [1, 1, 2, 1]

    def test_needs_the_same_columns(self) -> None:
        """The first row of another table is no second part."""
        pages = [Sketch([HEADS, self.first]), Sketch([("", "落实工作。"), ("丙", "一些字一些字")])]
        assert texts(pdf_of(*pages))[1][2] == self.first[2]


class TestMargins:
    """What numbers or repeats the pages is left out; anything else outside the tables stays."""

    @staticmethod
    def page(*lines: str, below: bool = True, pages: int = 1) -> bytes:
        """Pages with a table and a line in their margin; `#` stands for the number of the page."""
        canvas = Canvas(file := io.BytesIO(), pagesize=(600, 800))
        for number in range(1, pages + 1):
            draw(canvas, Sketch([("甲", "乙")]), 780)
            for at, line in enumerate(lines):
                canvas.drawString(250, (30 if below else 770) + 12 * at, line.replace("#", str(number)))
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    @pytest.mark.parametrize(
        "line", ["#", "- # -", "— # —", "第 # 页", "#/12", "第#页，共12页", "Page # of 12"]
    )
    def test_page_numbers_are_left_out(self, line: str) -> None:
        """A page number in any dress is no row."""
        assert texts(self.page(line.replace("第", "- ").replace("页", " -"))) or line
        assert texts(self.page(line)) == [["甲", "乙"]]

    @pytest.mark.parametrize("line", ["2025", "12", "Note: 1", "1.5"])
    def test_other_lines_stay(self, line: str) -> None:
        """A number that is not the page's, or a note, may mean something."""
        assert [line] in texts(self.page(line))

    def test_running_heads_are_kept_once(self) -> None:
        """A head that each page repeats is a row of the first page only."""
        rows = texts(self.page("Budget of the office", below=False, pages=3))
        assert rows.count(["Budget of the office"]) == 1

    def test_what_browsers_add_is_left_out(self) -> None:
        """Date and title above, address and page number below."""
        lines = ("11/21/26, 7:18 AM Title", "file:///C:/form.html #/3")
        assert texts(self.page(*lines, pages=3)) == [["甲", "乙"]] * 3


class TestParagraphs:
    """Lines outside tables are put together where one goes on in the next."""

    @staticmethod
    def page(*lines: tuple[float, str]) -> bytes:
        """Lines of text, each with the place where it begins."""
        canvas = Canvas(file := io.BytesIO(), pagesize=(600, 800))
        canvas.setFont(FONT, 10)
        for at, (left, line) in enumerate(lines):
            canvas.drawString(left, 740 - 16 * at, line)
        canvas.showPage()
        canvas.save()
        return file.getvalue()

    def test_full_lines_go_on(self) -> None:
        """A line that ends where the text ends goes on in the next, which begins where the text begins."""
        title, first, rest = (
            (120, "绩效目标的通知"),
            (80, "数量指标：培训场次≥5次，其中线"),
            (60, "上培训≥2次。"),
        )
        other = (80, "质量指标：合格率100%。")
        assert texts(self.page(title, first, rest, other)) == [
            [title[1]], [first[1] + rest[1]], [other[1]],
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "pair",
        [
            ((60, "数量指标：培训场次≥五次以上。"), (60, "质量指标：合格率100%")),
            ((60, "数量指标：培训场次≥5次，其"), (80, "质量指标：合格率100%")),
            ((60, "数量指标：场次≥5次"), (60, "质量指标：培训对象考核合格率100%以上")),
        ],
    )
    def test_other_lines_stand_alone(self, pair: tuple[tuple[float, str], tuple[float, str]]) -> None:
        """A line that is closed, one before an indented one, and one that is not full are whole."""
        assert texts(self.page(*pair)) == [[line] for _, line in pair]


class TestPrints:
    """The forms printed from a spreadsheet, a word processor and a browser read back row by row."""

    @pytest.mark.parametrize("path", sorted(DATA.glob("*.pdf")), ids=lambda path: path.stem)
    def test_samples_are_read_whole(self, path: Path) -> None:
        """All rows of the samples are fully right."""
        make, _ = SAMPLES[path.stem]
        right, of = right_rows(make(), path.read_bytes())
        assert right == of

    @pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
    @pytest.mark.parametrize("name", sorted(FULL))
    def test_fresh_prints_are_read_whole(self, name: str) -> None:
        """All rows of a full table are right, whichever program prints it."""
        make, press = FULL[name]
        right, of = right_rows(make(), press(make()))
        assert right == of


class TestRefusals:
    """What cannot be read is refused with a reason, whatever the bytes."""

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "cut off"),
            (b"%PDF-1.7 nothing %%EOF", "damaged"),
            (raw_pdf(TEXT)[:-40], "cut off"),
            (raw_pdf(TEXT, pages="<</Type/Pages/Kids[2 0 R]/Count 1>>"), "page 1"),
            (raw_pdf(TEXT, pages="<</Type/Pages/Kids[3 0 R 2 0 R]/Count 1000000>>"), "1,000,000 pages"),
            (raw_pdf(TEXT, pages="<</Type/Pages/Kids[3 0 R]/Count 900>>"), "page 2"),
            (raw_pdf(b" " * (17 << 20), filters=1), "unpacks to more"),
            (raw_pdf(b" " * (17 << 20), filters=2), "unpacks to more"),
            (raw_pdf(b"BT /F1 8 Tf 1 9 Td " + (b"(" + b"a" * 1000 + b") Tj ") * 401 + b"ET"), "characters"),
            (raw_pdf(), "no page holds any text"),
        ],
    )
    def test_damaged_files(self, data: bytes, says: str) -> None:
        """Cut, looping, lying, packed and overfull files each have their message."""
        with pytest.raises(ReadError, match=says):
            pdf.read(data)

    def test_pictures(self) -> None:
        """A page that is covered by a picture and has no text says so, and which page it is."""
        from reportlab.lib.utils import ImageReader

        picture = ImageReader(io.BytesIO(b"P6 2 2 255 " + bytes(12)))
        canvas = Canvas(file := io.BytesIO(), pagesize=(600, 800))
        draw(canvas, Sketch([("甲", "乙")]), 780)
        canvas.showPage()
        canvas.drawImage(picture, 0, 0, 600, 800)
        canvas.save()
        with pytest.raises(ReadError, match="page 2: the page is a picture"):
            pdf.read(file.getvalue())

    def test_outlines(self) -> None:
        """A page of letters that were turned into curves is a picture too; a blank page is not."""
        curves = b"1 1 m 5 9 20 30 40 50 c f\n" * 200
        with pytest.raises(ReadError, match="picture"):
            pdf.read(raw_pdf(curves))
        canvas = Canvas(file := io.BytesIO(), pagesize=(600, 800))
        canvas.showPage()
        draw(canvas, Sketch([("甲", "乙")]), 780)
        canvas.save()
        assert [grid.texts for grid in pdf.read(file.getvalue())] == [[], [["甲", "乙"]]]

    def test_locked_files(self) -> None:
        """A file that asks for a password is refused; one that only forbids changes is read."""
        sketch = Sketch([("甲", "乙")])
        with pytest.raises(ReadError, match="password"):
            pdf.read(pdf_of(sketch, encrypt=StandardEncryption("user", "owner")))
        assert texts(pdf_of(sketch, encrypt=StandardEncryption("", "owner", canModify=0))) == [["甲", "乙"]]

    def test_drawings_without_end(self) -> None:
        """A page with more lines than a table can have is read as plain lines."""
        lines = b"".join(
            b"%d 0 m %d 800 l S 0 %d m 800 %d l S\n" % (n * 5, n * 5, n * 5, n * 5) for n in range(2000)
        )
        assert texts(raw_pdf(TEXT + lines, filters=1)) == [["some text on a page"]]

    @given(st.data())
    @settings(max_examples=60, deadline=None)
    def test_flipped_and_cut_bytes(self, data: st.DataObject) -> None:
        """Any damage gives grids or a GovperfError."""
        whole = bytearray(data.draw(st.sampled_from(_MADE)))
        chance = random.Random(data.draw(st.integers(0, 2**32)))  # noqa: S311
        for _ in range(data.draw(st.integers(0, 40))):
            whole[chance.randrange(len(whole))] = chance.randrange(256)
        end = data.draw(st.integers(0, len(whole)))
        damaged = bytes(whole) if data.draw(st.booleans()) else bytes(whole[:end]) + b"%%EOF"
        try:
            grids = pdf.read(damaged)
        except GovperfError as error:
            assert "itself" not in str(error)
        else:
            assert all(isinstance(grid, Grid) for grid in grids)

    def test_write_refuses(self) -> None:
        """PDF is read only."""
        with pytest.raises(InputError, match="read only"):
            pdf.write((Grid.of([["甲"]]),))
        assert pdf.SUFFIXES == ()

    def test_a_missing_extra_names_the_command(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without pypdfium2 the message has the exact command."""
        monkeypatch.setitem(sys.modules, "pypdfium2", None)
        with pytest.raises(MissingExtraError, match=r"pip install 'govperf\[pdf\]'"):
            pdf.read(raw_pdf(TEXT))


_MADE = [
    raw_pdf(TEXT, filters=1),
    pdf_of(Sketch([HEADS, ("甲", "1", "乙")]), Sketch([HEADS, ("", "", "丙")])),
    *(path.read_bytes() for path in sorted(DATA.glob("department-*.pdf"))),
]


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_recognizes_the_signature(before: bytes, after: bytes) -> None:
    """A file is a PDF by `%PDF-` near its beginning, and by nothing else."""
    assert pdf.recognize(before + b"%PDF-" + after)
    assert bool(pdf.recognize(before + after)) == (b"%PDF-" in before + after)


def test_iterate_gives_page_by_page() -> None:
    """The first page comes before a later page is found to be broken."""
    pages = pdf.iterate(raw_pdf(TEXT, pages="<</Type/Pages/Kids[3 0 R]/Count 900>>"))
    with pytest.raises(ReadError):
        list(pages)
    assert [grid.page for grid in pdf.iterate(pdf_of(*[Sketch([("甲",), ("乙",)])] * 3))] == [1, 2, 3]
