"""How a comparison is shown: in the terminal, as Markdown, as HTML and in a workbook."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import govperf as gp
from govperf._width import display_width
from govperf.comparisons.tables import TABLES, list_rows
from govperf.display.comparison_pages import format_fragment, format_page
from govperf.display.comparison_workbook import dump_workbook
from govperf.display.comparisons import format_comparison, format_markdown, list_promised
from tests.comparisons.documents import departments, make

if TYPE_CHECKING:
    from collections.abc import Sequence

BAD = "<script>alert(1)</script>"
PAIR = gp.compare(
    [
        make("甲区某局", ("培训次数", "≥3次"), ("群众满意度", "满意"), ("供热率", BAD), budget="1"),
        make("乙区某局", ("培训次数", "2次"), ("群众满意度", "95.50%"), ("供热率", "=1+1"), project=BAD),
    ]
)
LANGUAGES = st.sampled_from(("en", "zh"))
PAIRS = st.tuples(departments(), departments()).map(lambda pair: gp.compare(pair, least=1))


class Tags(HTMLParser):
    """Counts the open elements and collects what they refer to."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.references: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Note an element; those without an end are not open."""
        self.seen.add(tag)
        self.references += [value or "" for name, value in attrs if name in {"src", "href", "onclick"}]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self.open.pop() == tag


def parse(text: str) -> Tags:
    """The elements of a page."""
    tags = Tags()
    tags.feed(text)
    tags.close()
    assert tags.open == []
    return tags


class TestText:
    """Lines for the terminal."""

    @given(PAIRS, st.sampled_from(TABLES), LANGUAGES, st.none() | st.integers(70, 200))
    def test_no_line_is_wider_than_the_terminal(
        self, comparison: gp.Comparison, table: str, lang: str, width: int | None
    ) -> None:
        """Wide characters counted as two."""
        lines = format_comparison(comparison, table, lang=lang, width=width)
        if width is not None and table == "concepts":
            assert max(map(display_width, lines)) <= width
        assert all("\n" not in line for line in lines)

    def test_the_table(self) -> None:
        """Concepts down, departments across; a star at the strictest."""
        assert "\n".join(line.rstrip() for line in format_comparison(PAIR, lang="zh")).splitlines() == [
            "2 个部门，3 个共有指标",
            "",
            "可比指标    单位  甲区                      乙区   中位数",
            "──────────  ────  ────────────────────────  ─────  ──────",
            "群众满意度  %↑    满意                      95.50   95.50",
            "培训次数    次↑   ★≥3                       2         2.5",
            f"供热率      =     {'<script>alert(1)</scrip…':24}  =1+1",
            "",
            "★ 最严 · ↑ 越高越好，↓ 越低越好 · 定性指标值不参与排序",
        ]

    def test_many_departments_stand_below_each_other(self) -> None:
        """Where columns would be too narrow, each concept is a block."""
        many = gp.compare(
            [make(f"{place}区某局", ("供热率", f"≥{at}%")) for at, place in enumerate("甲乙丙丁戊己", 90)]
        )
        lines = format_comparison(many, lang="zh", width=80)
        assert lines[2:5] == ["供热率 [%↑] · 中位数 92.5", "  甲区: ≥90", "  乙区: ≥91"]

    def test_nothing_shared_is_one_line(self) -> None:
        """There is no table without rows."""
        apart = gp.compare([make("甲区某局"), make("乙区某局")])
        assert format_comparison(apart) == ["2 departments, 0 shared concepts"]
        assert format_comparison(apart, "costs") == ["2 departments, 0 shared concepts"]

    def test_values_are_said_once(self) -> None:
        """With how often, the strictest first and words last."""
        promises = [("群众满意度", text) for text in ("满意", "≥90%", "≥95%", "≥90%")]
        row = gp.compare([make("甲区某局", *promises), make("乙区某局", promises[1])]).rows[0]
        assert [(one.text, one.count, one.strictest) for one in list_promised(row, 0)] == [
            ("≥95", 1, True),
            ("≥90", 2, False),
            ("满意", 1, False),
        ]


class TestMarkdown:
    """Tables in Markdown."""

    @given(PAIRS, st.sampled_from(TABLES), LANGUAGES)
    def test_every_line_has_as_many_cells(self, comparison: gp.Comparison, table: str, lang: str) -> None:
        """Whatever is printed, no text opens a cell of its own."""
        lines = format_markdown(comparison, table, lang=lang).splitlines()
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1

    def test_markup_is_escaped(self) -> None:
        """What is printed is shown and not obeyed."""
        assert "\\<script\\>" in format_markdown(PAIR)


class TestPage:
    """HTML."""

    @given(PAIRS, LANGUAGES)
    def test_elements_are_closed_and_refer_to_nothing(self, comparison: gp.Comparison, lang: str) -> None:
        """A page is whole, runs nothing, and asks no network."""
        page = format_page(comparison, lang=lang)
        tags = parse(page)
        assert tags.references == []
        assert not tags.seen & {"script", "link", "img", "iframe"}
        assert "url(" not in page
        assert "@import" not in page

    def test_text_is_escaped(self) -> None:
        """Names and targets cannot become markup."""
        page = format_page(PAIR)
        assert BAD not in page
        assert page.count("&lt;script&gt;") > 1

    def test_a_notebook_shows_the_table(self) -> None:
        """`_repr_html_` is the fragment: no page, and closed."""
        assert PAIR._repr_html_() == format_fragment(PAIR)
        assert "body" not in parse(PAIR._repr_html_()).seen

    def test_costs_have_a_section(self) -> None:
        """It is there only where a cost is known."""
        assert "3,333.33 元/次" in format_page(PAIR)
        assert "Cost per unit" not in format_page(gp.compare([make("甲区某局"), make("乙区某局")]))

    def test_a_long_cell_is_cut(self) -> None:
        """Of a hundred members forty are listed, and of many values four; the rest is counted."""
        promises = [("群众满意度", f"≥{at}%") for at in range(1, 100)]
        page = format_page(gp.compare([make("甲区某局", *promises), make("乙区某局", promises[0])]))
        assert "59 more" in page
        assert "95 more" in page


class TestWorkbook:
    """Excel."""

    @given(PAIRS, LANGUAGES)
    def test_it_opens_with_all_rows(self, comparison: gp.Comparison, lang: str) -> None:
        """Three sheets; a line for each concept, promise and cost."""
        workbook = openpyxl.load_workbook(io.BytesIO(dump_workbook(comparison, lang=lang)))
        rows = [sheet.max_row - 1 for sheet in workbook]
        assert rows == [len(list_rows(comparison, table)) for table in TABLES]

    def test_no_text_is_a_formula(self) -> None:
        """`=1+1` is what the print says, and is not computed."""
        workbook = openpyxl.load_workbook(io.BytesIO(dump_workbook(PAIR)))
        cells = [cell for sheet in workbook for line in sheet for cell in line if cell.value == "=1+1"]
        assert [cell.data_type for cell in cells] == ["s", "s"]
        assert all(cell.quotePrefix for cell in cells)

    def test_numbers_are_numbers(self) -> None:
        """A bare number and the median can be computed with."""
        sheet = openpyxl.load_workbook(io.BytesIO(dump_workbook(PAIR)))["横向比较"]
        assert [cell.value for cell in sheet[2]] == ["群众满意度", "%", "↑", "满意", 95.5, 95.5, None]

    def test_characters_that_no_workbook_holds_are_left_out(self) -> None:
        """A control character does not keep the rest from being saved."""
        pair = [make(f"{place}区某局", ("供热率", "_x0041_"), project="项\x01目") for place in "甲乙"]
        workbook = openpyxl.load_workbook(io.BytesIO(dump_workbook(gp.compare(pair))))
        assert workbook["横向比较"]["D2"].value == "_x005F_x0041_"
        assert workbook["明细"]["F2"].value == "项目"


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".md", ".html", ".htm", ".xlsx"])
def test_a_comparison_can_be_saved(suffix: str, tmp_path: pytest.TempPathFactory) -> None:
    """`write` takes a comparison, and the suffix says how."""
    path = tmp_path / f"out{suffix}"  # type: ignore[operator]
    gp.write(PAIR, path)
    assert path.stat().st_size > 200


def test_other_suffixes_are_refused(tmp_path: pytest.TempPathFactory) -> None:
    """The error lists those there are."""
    with pytest.raises(gp.InputError, match=r"use \.json"):
        gp.write(PAIR, tmp_path / "out.docx")  # type: ignore[operator]
